/** What grading needs of the place it runs in. */
import type { Breaking } from '../check';
import type { Challenge, Compiled, EngineIdentity, Limits } from '../model';

export interface GradeEnvironment {
  /** The challenge of that slug as this machine has it. */
  readonly challenge: (slug: string) => Challenge | undefined;
  /** Its hash. */
  readonly challengeHash: (slug: string) => string | undefined;
  /** The engine that runs here. */
  readonly engine: EngineIdentity;
  readonly compile: (source: string, file: string) => Compiled;
  readonly wasm: WebAssembly.Module;
  /** Milliseconds of a clock that never goes back. Nothing that is computed depends on it. */
  readonly now: () => number;
  /** Lets messages in, so that `isCancelled` can become true. */
  readonly pause: () => Promise<void>;
  readonly isCancelled: () => boolean;
  /** Needed where candidates write properties. */
  readonly breaking?: Breaking | undefined;
  /** Of each check; `gradeLimits` if missing. */
  readonly limits?: Limits | undefined;
}

/**
 * How far a check goes before it gives up as `inconclusive`: as far as that of a candidate, but with no limit of time, so that
 * a slow machine comes to the same result. Whoever does not want to wait ends the job.
 */
export const gradeLimits: Limits = {
  states: 20_000_000,
  bytes: 2_000_000_000,
  depth: 1_000_000,
  milliseconds: Number.MAX_SAFE_INTEGER,
};
