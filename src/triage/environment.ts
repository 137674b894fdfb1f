/** What triage needs of the place it runs in, and how much it may do. */

export interface TriageEnvironment {
  readonly wasm: WebAssembly.Module;
  /** Milliseconds of a clock that never goes back. */
  readonly now: () => number;
  /** Lets messages in, so that `isCancelled` can become true. */
  readonly pause: () => Promise<void>;
  readonly isCancelled: () => boolean;
}

/** What it may do for one survivor. Everything is counted in states, so that the finding does not depend on the machine. */
export interface TriageLimits {
  /** States of the mutant, and of the reference, that are explored to compare them. */
  readonly compareStates: number;
  /** Steps of the comparison of traces: sets of states are compared, and each member of each set counts. */
  readonly traceSteps: number;
  /** States of one check at other bounds or in another environment. */
  readonly checkStates: number;
  /** States of all these checks together: as many for one larger bound, for two, and for other environments. */
  readonly searchStates: number;
}

/** Some ten seconds for a survivor whose space has thousands of states. */
export const defaultTriageLimits: TriageLimits = {
  compareStates: 1_000_000,
  traceSteps: 5_000_000,
  checkStates: 100_000,
  searchStates: 500_000,
};
