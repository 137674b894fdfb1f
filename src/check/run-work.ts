/** Runs a long computation piece by piece, with pauses, until it is done or a limit is hit. */
import type { Work } from '../base';
import { pauseOrHold } from './check-environment';

export interface WorkEnvironment {
  readonly now: () => number;
  readonly pause: () => Promise<void>;
  readonly held?: (() => Promise<void> | undefined) | undefined;
  readonly isCancelled: () => boolean;
}

/** Memory and time that an analysis may take, beside what the search has. */
export interface WorkLimits {
  readonly bytes: number;
  /** On the clock of the environment. */
  readonly deadline: number;
}

export type WorkEnd<Result> =
  | { readonly kind: 'done'; readonly result: Result }
  | { readonly kind: 'stopped'; readonly by: 'time' | 'cancelled' };

const pauseEveryMs = 12;

/** @param deadline on the clock of the environment */
export async function runWork<Result>(
  work: Work<Result>,
  environment: WorkEnvironment,
  deadline: number,
): Promise<WorkEnd<Result>> {
  let pausedAt = environment.now();
  for (;;) {
    const { done, value } = work.next();
    if (done === true) return { kind: 'done', result: value };
    const time = environment.now();
    if (time > deadline) return { kind: 'stopped', by: 'time' };
    if (time - pausedAt < pauseEveryMs) continue;
    await pauseOrHold(environment);
    if (environment.isCancelled()) return { kind: 'stopped', by: 'cancelled' };
    pausedAt = environment.now();
  }
}
