/** Checkpoints of tests, in memory. */
import type { CheckpointKeeper, CheckpointReason, CheckpointSummary } from '../../src/check';

export interface KeptCheckpoint {
  readonly reason: CheckpointReason;
  readonly pieces: readonly Uint8Array<ArrayBuffer>[];
  readonly summary: CheckpointSummary;
}

/** Keeps every checkpoint that is wanted. */
export function keeperOf(wants: (reason: CheckpointReason) => boolean): {
  readonly keeper: CheckpointKeeper;
  readonly kept: KeptCheckpoint[];
} {
  const kept: KeptCheckpoint[] = [];
  let asked: CheckpointReason = 'passing';
  return {
    kept,
    keeper: {
      wants(reason) {
        asked = reason;
        return wants(reason);
      },
      async write(pieces, summary) {
        kept.push({ reason: asked, pieces: [...pieces], summary });
      },
    },
  };
}

/** All bytes of a checkpoint. */
export function bytesOf(pieces: readonly Uint8Array<ArrayBuffer>[]): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    bytes.set(piece, at);
    at += piece.length;
  }
  return bytes;
}
