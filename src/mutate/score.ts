/** Which mutants to try, and how many of those tried were caught. */
import { assert, createPrng } from '../base';
import type { GeneratedMutant, MutantOutcome, MutationScore } from '../model';

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

/**
 * The score of the outcomes. Skipped ones do not count; those that ran into a limit count as not caught.
 * @param equivalent ids of survivors of which it was proved that no property could catch them
 */
export function mutationScore(outcomes: readonly MutantOutcome[], equivalent: ReadonlySet<string>): MutationScore {
  const counts = { killed: 0, survived: 0, unfinished: 0, skipped: 0, equivalent: 0 };
  for (const { mutant, result } of outcomes) {
    counts[result.kind === 'survived' && equivalent.has(mutant.id) ? 'equivalent' : result.kind]++;
  }
  const tried = counts.killed + counts.survived + counts.unfinished;
  return { ...counts, score: tried === 0 ? undefined : counts.killed / tried };
}
