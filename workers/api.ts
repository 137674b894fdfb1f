/** What the workers offer. Types only: display code imports this file, compute code implements it. */
import type { CheckReport, CheckRequest, KeptCheck, Progress, Schedule, Trace, WalkReport } from '../src/model';

/**
 * What a check does about checkpoints: it keeps none; keeps them in this browser when it takes long or is held; or goes on
 * from the one that is kept, and keeps others. A check that comes to its end removes its own.
 */
export type Keeping = 'nothing' | 'checkpoints' | 'going on';

/** Exposed by `check.worker.ts` through comlink. One worker runs one check at a time; a new one cancels the old. */
export interface CheckWorker {
  /**
   * Runs to a verdict. `onProgress` is called about ten times a second. Rejects with a `Problem` only where the check was to go
   * on from what is kept, and that cannot be used.
   */
  check(request: CheckRequest, onProgress: (progress: Progress) => void, keeping: Keeping): Promise<CheckReport>;
  /** Lets the running check stand still until `release`; what it has found is kept first. Its time stands still too. */
  hold(): void;
  release(): void;
  /** What is kept of this challenge, whatever was checked; null if nothing is. */
  kept(challenge: string): Promise<KeptCheck | null>;
  /** Whether what is kept is of this very check, limits aside. */
  isKept(request: CheckRequest): Promise<boolean>;
  /** Removes what is kept of a challenge. */
  forget(challenge: string): Promise<void>;
  /** Stops the running check, which then resolves with `inconclusive` (limit `cancelled`). */
  cancel(): void;
  /** Replays a schedule through the program of the request. Stops at the first action that is not enabled; undefined if the program does not load. */
  replay(request: CheckRequest, schedule: Schedule): Promise<Trace | undefined>;
  /** Runs random schedules, uniform over enabled actions, from a seed. */
  walk(request: CheckRequest, walks: number, seed: number): Promise<WalkReport>;
}
