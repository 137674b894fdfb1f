/** What playing needs of the place it runs in. */
import type { Result } from '../base';
import type { Breaking } from '../check';
import type { Challenge, Problem } from '../model';

export interface PlayEnvironment {
  /** A challenge of the catalogue by its slug. */
  readonly challenge: (slug: string) => Challenge | undefined;
  readonly wasm: WebAssembly.Module;
  /** Libraries of definitions, and variants of challenges that ask for properties. */
  readonly breaking: Breaking;
  /**
   * Blanks the types out of an expression, where it was one of TypeScript and not of JavaScript. Asked only then, because what
   * does it may be large.
   */
  readonly eraseExpression: (source: string, file: string) => Promise<Result<string, Problem>>;
  /** Milliseconds of a clock that never goes back. */
  readonly now: () => number;
  /** Lets messages in, so that what is under way can be cancelled. */
  readonly pause: () => Promise<void>;
}
