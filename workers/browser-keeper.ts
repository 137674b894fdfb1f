/** Keeps the checkpoints of one check in the browser: when it has run for a while, when it is held, and when it gives up. */
import { type CheckpointKeeper, type CheckpointReason, identifyCheck } from '../src/check';
import type { Challenge, CheckpointState, CheckRequest, CheckSwitches } from '../src/model';
import { writeKept } from './checkpoint-database';

/** A check that ends sooner leaves nothing behind. */
const passingMs = 20_000;
/** A check is not slowed down by more than a twentieth. */
const shareMax = 20;

export interface BrowserKeeper extends CheckpointKeeper {
  /** What became of the last checkpoint; undefined before the first. */
  readonly state: CheckpointState | undefined;
}

/**
 * @param isCancelled a checkpoint on its way is given up then
 * @param onPiece called after each piece, as a sign of life
 */
export function browserKeeper(
  request: CheckRequest,
  challenge: Challenge,
  isCancelled: () => boolean,
  onPiece: () => void,
): BrowserKeeper {
  let writtenAt = performance.now();
  let tookMs = 0;
  let state: CheckpointState | undefined;
  const { explore, symmetry, partialOrder, workers } = request;
  const bounds = identifyCheck(request, challenge)?.bounds ?? request.bounds;
  const switches: CheckSwitches = {
    ...(symmetry === undefined ? {} : { symmetry }),
    ...(partialOrder === undefined ? {} : { partialOrder }),
    ...(workers === undefined ? {} : { workers }),
  };
  return {
    get state() {
      return state;
    },
    wants(reason: CheckpointReason) {
      if (state?.kind === 'failed') return false;
      const passedMs = performance.now() - writtenAt;
      switch (reason) {
        case 'passing':
          return passedMs >= Math.max(passingMs, tookMs * shareMax);
        case 'held':
          return true;
        case 'limit':
          return state !== undefined || passedMs >= passingMs;
        case 'cancelled':
          return false;
      }
    },
    async write(pieces, { key, distinct, depth, elapsedMs }) {
      const beganAt = performance.now();
      const savedAt = Date.now();
      const about = { challenge: challenge.slug, key, bounds, explore, switches };
      const goOn = (): boolean => {
        onPiece();
        return !isCancelled();
      };
      try {
        const isKept = await writeKept({ ...about, distinct, depth, elapsedMs, savedAt }, pieces, goOn);
        if (isKept) state = { kind: 'kept', distinct, savedAt };
      } catch (error) {
        const isFull = error instanceof Error && error.name === 'QuotaExceededError';
        state = { kind: 'failed', why: isFull ? 'full' : 'unavailable' };
      }
      writtenAt = performance.now();
      tookMs = writtenAt - beganAt;
    },
  };
}
