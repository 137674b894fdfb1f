/** Checks of our own reasoning. What participants, files and limits cause is a `Result`, never an assertion. */

/** Thrown by `assert`. Catching it is a bug, except at the edge of a process or a worker, where it is reported. */
export class AssertionError extends Error {
  override readonly name = 'AssertionError';
}

/**
 * Throws unless the condition is true, and narrows types by it.
 * @param truth what must be true, as a statement: `the state table has room for another state`
 */
export function assert(condition: boolean, truth: string): asserts condition {
  if (!condition) throw new AssertionError(`Not true: ${truth}.`);
}
