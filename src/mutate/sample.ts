/** Which mutants to try. */
import { assert, createPrng } from '../base';
import type { GeneratedMutant } from '../model';

/**
 * So many of the mutants, each set of that size equally likely, in the order in which they were; all where there are no
 * more. The same seed picks the same.
 */
export function sampleMutants(
  mutants: readonly GeneratedMutant[],
  count: number,
  seed: number,
): readonly GeneratedMutant[] {
  assert(Number.isInteger(count) && count >= 0, 'a sample has a whole number of mutants');
  const prng = createPrng(seed);
  const indices = mutants.map((_, index) => index);
  const size = Math.min(count, mutants.length);
  for (let at = 0; at < size; at++) {
    const other = at + prng.below(indices.length - at);
    [indices[at], indices[other]] = [indices[other] as number, indices[at] as number];
  }
  const picked = indices.slice(0, size).sort((a, b) => a - b);
  return picked.map((index) => mutants[index] as GeneratedMutant);
}
