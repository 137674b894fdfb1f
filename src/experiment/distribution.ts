/** How likely each view is, by the numbers of views; and how two such distributions compare, exactly. */
import { addFractions, compareFractions, differenceOf, type Fraction, halfOf, zero } from '../base';

/** The probabilities of the views that can come up; they add up to one. */
export class Distribution {
  readonly #probabilities = new Map<number, Fraction>();

  add(view: number, probability: Fraction): void {
    const before = this.#probabilities.get(view);
    this.#probabilities.set(view, before === undefined ? probability : addFractions(before, probability));
  }

  of(view: number): Fraction {
    return this.#probabilities.get(view) ?? zero;
  }

  get views(): Iterable<number> {
    return this.#probabilities.keys();
  }

  get size(): number {
    return this.#probabilities.size;
  }
}

/** True if each view is exactly as likely in both. */
export function isSameDistribution(a: Distribution, b: Distribution): boolean {
  if (a.size !== b.size) return false;
  for (const view of a.views) if (compareFractions(a.of(view), b.of(view)) !== 0) return false;
  return true;
}

/** Total variation distance: half the sum of all differences. 0 for equal distributions, 1 for those that share nothing. */
export function distanceOf(a: Distribution, b: Distribution): Fraction {
  let sum = zero;
  for (const view of viewsOf(a, b)) sum = addFractions(sum, differenceOf(a.of(view), b.of(view)));
  return halfOf(sum);
}

/** Every view of either, each once: those of the first come first. */
export function viewsOf(a: Distribution, b: Distribution): readonly number[] {
  return [...new Set([...a.views, ...b.views])];
}
