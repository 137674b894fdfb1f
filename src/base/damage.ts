/** What a file says cannot be: it was damaged, cut off, or made by something else. */

/**
 * Thrown while something is rebuilt from a file that contradicts itself. Whoever reads the file turns it into a problem that
 * names the file; nothing that was rebuilt so far may be used.
 */
export class DamageError extends Error {
  override readonly name = 'DamageError';
}

/**
 * Throws unless what a file says can be true.
 * @param truth what must be true, as a statement: `every state has a parent one level above`
 */
export function requireIntact(condition: boolean, truth: string): asserts condition {
  if (!condition) throw new DamageError(`Not true: ${truth}.`);
}
