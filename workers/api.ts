/** What the workers offer. Types only: display code imports this file, compute code implements it. */
import type { CheckReport, CheckRequest, Progress, Schedule, Trace, WalkReport } from '../src/model';

/** Exposed by `check.worker.ts` through comlink. One worker runs one check at a time; a new one cancels the old. */
export interface CheckWorker {
  /** Runs to a verdict. `onProgress` is called about ten times a second. */
  check(request: CheckRequest, onProgress: (progress: Progress) => void): Promise<CheckReport>;
  /** Stops the running check, which then resolves with `inconclusive` (limit `cancelled`). */
  cancel(): void;
  /** Replays a schedule through the program of the request. Stops at the first action that is not enabled; undefined if the program does not load. */
  replay(request: CheckRequest, schedule: Schedule): Promise<Trace | undefined>;
  /** Runs random schedules, uniform over enabled actions, from a seed. */
  walk(request: CheckRequest, walks: number, seed: number): Promise<WalkReport>;
}
