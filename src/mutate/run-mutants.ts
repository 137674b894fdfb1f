/** Checks mutants one after the other, cheap bounds first, and says of each what killed it or that nothing did. */
import { assert } from '../base';
import type { Bounds, GeneratedMutant, MutantCheck, MutantOutcome, MutantResult } from '../model';

/** Bounds to try, and how many states a check there may find before it is given up. */
export interface MutantTier {
  readonly name: string;
  readonly bounds: Bounds;
  readonly statesMax: number;
}

export interface MutantRun {
  /** At least one, the cheapest first: a mutant that survives one is tried in the next. */
  readonly tiers: readonly MutantTier[];
  /** Checks a source, stops at the first thing that is wrong with it, and gives up beyond so many states. */
  readonly check: (source: string, bounds: Bounds, statesMax: number) => Promise<MutantCheck>;
  /** No check is begun once all of them together have found so many states; no limit if missing. */
  readonly statesBudget?: number;
  /** How many checks may be under way at a time; 1 if missing. Results and their order do not depend on it, where the budget ends may. */
  readonly parallel?: number;
  /** Asked before each check; what was not begun is skipped then. */
  readonly isCancelled?: () => boolean;
}

/** The outcome of each mutant, once: those killed in the first tier in their order, then those killed in the next, and so on. */
export async function* runMutants(mutants: readonly GeneratedMutant[], run: MutantRun): AsyncGenerator<MutantOutcome> {
  const { tiers, statesBudget = Number.POSITIVE_INFINITY, parallel = 1 } = run;
  assert(tiers.length > 0, 'there is a tier to try mutants in');
  assert(Number.isInteger(parallel) && parallel >= 1, 'at least one check can be under way');
  let pending = mutants;
  let spent = 0;
  for (const [index, tier] of tiers.entries()) {
    const isLast = index === tiers.length - 1;
    const before = tiers[index - 1]?.name;
    const left: GeneratedMutant[] = [];
    const underWay: Promise<MutantCheck | undefined>[] = [];
    const begin = (mutant: GeneratedMutant): Promise<MutantCheck | undefined> => {
      const isOver = spent >= statesBudget || run.isCancelled?.() === true;
      return isOver ? Promise.resolve(undefined) : run.check(mutant.source, tier.bounds, tier.statesMax);
    };
    for (const [at, mutant] of pending.entries()) {
      // What is begun depends on results in their order alone, so that equal runs are equal.
      while (underWay.length < Math.min(at + parallel, pending.length))
        underWay.push(begin(pending[underWay.length] as GeneratedMutant));
      const check = await underWay[at];
      spent += check?.distinct ?? 0;
      const result = check === undefined ? skipped(before) : resultOf(check, tier, isLast);
      if (result === undefined) left.push(mutant);
      else yield { mutant, result };
    }
    pending = left;
  }
}

function skipped(tier: string | undefined): MutantResult {
  return { kind: 'skipped', ...(tier === undefined ? {} : { tier }) };
}

/** Undefined if the next tier has to tell. */
function resultOf(check: MutantCheck, tier: MutantTier, isLast: boolean): MutantResult | undefined {
  const { verdict, distinct } = check;
  if (verdict !== 'holds' && verdict !== 'inconclusive')
    return { kind: 'killed', tier: tier.name, bounds: tier.bounds, ...check };
  if (!isLast) return undefined;
  return verdict === 'holds' ? { kind: 'survived', distinct } : { kind: 'unfinished', tier: tier.name, distinct };
}
