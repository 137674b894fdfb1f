/** What crosses between the threads of a swarm: plans of searches, and what came of them. Plain values. */
import type { CheckRequest, HandlerFailure, Schedule, SearchOrder, SwarmSearchCoverage } from '../model';

/** One search that a swarm plans. */
export interface SwarmPlan {
  /** Counts from 1. */
  readonly number: number;
  readonly seed: number;
  readonly order: SearchOrder;
  readonly depthMax: number;
  readonly statesMax: number;
}

/** What came of it. Two words to a fingerprint. */
export interface SwarmResult {
  readonly coverage: Omit<SwarmSearchCoverage, 'fresh'>;
  readonly states: Int32Array;
  /** What is new to the thread since its search before, which always has a smaller number. */
  readonly calls: Int32Array;
  readonly observations: Int32Array;
  readonly lines: readonly number[];
  readonly met: readonly (readonly [bit: number, schedule: Schedule])[];
  readonly failing?: Schedule;
  readonly impure?: HandlerFailure;
  /** How many calls were repeated and compared. */
  readonly repeated: number;
  readonly bytes: number;
}

/** Threads that run searches beside the first one. */
export interface SwarmHelpers {
  readonly count: number;
  /**
   * Rejects if the thread dies. At most `count` at a time, each begun with a larger number than those before; one request
   * only until they are discarded.
   */
  run(request: CheckRequest, plan: SwarmPlan): Promise<SwarmResult>;
  /** Ends the threads and whatever they are doing. */
  discard(): void;
}
