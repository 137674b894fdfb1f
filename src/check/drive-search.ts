/** Steps a search to its end or to a limit, with pauses, progress and checkpoints on the way. */
import { CrewLostError, estimateStates, type Search } from '../engine';
import type { CheckRequest, Progress, Saving } from '../model';
import type { CheckEnvironment, CheckpointReason } from './check-environment';
import { type CheckIdentity, checkpointPieces, engineVersion, type WrittenDoubt } from './checkpoint';
import type { Prepared } from './prepare';
import { savingsOf } from './savings';

/** Transitions between two looks at the clock: a few milliseconds of work. */
const transitionsPerStep = 50_000;
/** How long a check works before it lets messages in. */
export const pauseEveryMs = 12;
export const progressEveryMs = 100;
/** When it has searched for so long and has so long to go, a check looks at what would be smaller. */
const savingsAfterMs = 1000;
const longMs = 4000;

/** Tables and texts live on the garbage-collected heap, of which a browser gives a worker only so much. */
export const tableBytesMax = 1_000_000_000;

/** A limit that the search itself does not watch. */
export type Stopped = 'time' | 'cancelled' | 'bytes';

/** One check on its way: what its parts share. */
export interface CheckRun {
  readonly request: CheckRequest;
  readonly environment: CheckEnvironment;
  readonly prepared: Prepared;
  readonly search: Search;
  /** On the clock of the environment; earlier runs that this one goes on from are counted in. */
  readonly startedAt: number;
  /** Time inside the search so far. */
  searchMs: number;
  /** Undefined where nobody keeps checkpoints. */
  readonly identity: CheckIdentity | undefined;
  /** What smaller checks would save, once that was looked at. */
  savings?: readonly Saving[] | undefined;
  /** Which attempt at symmetry this is, what spoke against the ones before, and against partial-order reduction. */
  readonly attempt: {
    readonly number: number;
    readonly contradiction?: string | undefined;
    readonly doubt?: WrittenDoubt | undefined;
  };
}

/** Steps the search to its end. What stopped it from outside comes back. */
export async function driveSearch(run: CheckRun): Promise<Stopped | undefined> {
  const { request, environment, prepared, search, startedAt } = run;
  const { now } = environment;
  let pausedAt = now();
  let reportedAt = pausedAt;
  for (;;) {
    const steppedAt = now();
    const ended = search.step(transitionsPerStep);
    const time = now();
    run.searchMs += time - steppedAt;
    if (ended) return undefined;
    if (search.threadCount > 1 && environment.threads?.isLost() === true)
      throw new CrewLostError('A thread of the search has died.');
    if (time - startedAt > request.limits.milliseconds) return 'time';
    const tableBytes = prepared.system.bytes;
    if (tableBytes > tableBytesMax || tableBytes + search.bytes > request.limits.bytes) return 'bytes';
    if (time - reportedAt >= progressEveryMs) {
      const { remainingMs } = progressOf(run, time);
      if (run.savings === undefined && run.searchMs >= savingsAfterMs && (remainingMs ?? longMs) >= longMs)
        run.savings = await savingsOf(request, environment, search);
      environment.onProgress(progressOf(run, time));
      reportedAt = time;
    }
    if (time - pausedAt >= pauseEveryMs) {
      await environment.pause();
      if (environment.isCancelled()) return 'cancelled';
      await (holding(run) ?? keepCheckpoint(run, 'passing'));
      if (environment.isCancelled()) return 'cancelled';
      pausedAt = now();
    }
  }
}

/** While the check is held: keeps a checkpoint, lets all threads rest, and resolves when it goes on. */
export function holding(run: CheckRun): Promise<void> | undefined {
  const { environment, search } = run;
  const held = environment.held?.();
  if (held === undefined) return undefined;
  const wait = async (): Promise<void> => {
    await keepCheckpoint(run, 'held');
    search.rest();
    environment.onProgress(progressOf(run, environment.now()));
    await held;
  };
  return wait();
}

/** Writes down where the check stands, if that is wanted and can be told. */
export async function keepCheckpoint(run: CheckRun, reason: CheckpointReason): Promise<void> {
  const { environment, identity, search, prepared, attempt } = run;
  const keeper = environment.checkpoints;
  if (keeper === undefined || identity === undefined || !keeper.wants(reason)) return;
  const record = search.record();
  if (record === undefined) return;
  const elapsedMs = environment.now() - run.startedAt;
  const { key, bounds } = identity;
  const { stateCount: distinct, depth } = search;
  const header = {
    key,
    engine: engineVersion,
    challenge: run.request.challenge,
    bounds,
    distinct,
    generated: record.generated,
    depth,
    elapsedMs,
    searchMs: run.searchMs,
    attempt: attempt.number,
    ...(attempt.contradiction === undefined ? {} : { contradiction: attempt.contradiction }),
    ...(attempt.doubt === undefined ? {} : { doubt: attempt.doubt }),
  };
  await keeper.write(checkpointPieces(header, prepared.system, search, record), { key, distinct, depth, elapsedMs });
}

function progressOf({ search, startedAt, savings }: CheckRun, now: number): Progress {
  const elapsedMs = now - startedAt;
  const estimate = estimateStates(search.levelSizes, search.stateCount);
  return {
    distinct: search.stateCount,
    generated: search.generatedCount,
    depth: search.depth,
    frontier: search.frontierSize,
    elapsedMs,
    rate: elapsedMs > 0 ? Math.round((search.generatedCount / elapsedMs) * 1000) : 0,
    estimate,
    remainingMs:
      estimate === null ? null : Math.round((elapsedMs * (estimate - search.stateCount)) / search.stateCount),
    ...(savings === undefined ? {} : { savings }),
  };
}
