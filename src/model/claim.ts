/**
 * Claims: boolean formulas that remember why they are false. Properties are written with them, so that a violation
 * names the failing conjunct and the binding that falsifies it.
 */
import type { Data } from './data';

/** The reason of a false claim, outermost first: each binding and each named part on the way to the failing leaf. */
export type Reason =
  | { readonly kind: 'binding'; readonly name: string; readonly value: Data }
  | { readonly kind: 'part'; readonly name: string }
  | { readonly kind: 'fact'; readonly text: string };

export interface Claim {
  readonly holds: boolean;
  /**
   * False if the claim is true only because it was about nothing: a quantifier over no element, an implication whose
   * premise is false. A property that is never exercised in any reachable state is vacuous.
   */
  readonly exercised: boolean;
  /** Why it does not hold; empty if it does. */
  readonly reasons: readonly Reason[];
}

/** A plain fact. `text` says what was found, for a reader who has not seen the code: `"a1 decided x, a2 decided y"`. */
export function fact(holds: boolean, text: string): Claim {
  return { holds, exercised: true, reasons: holds ? [] : [{ kind: 'fact', text }] };
}

/** True if the claim holds of every item. The first item of which it does not becomes the binding shown. */
export function forAll<Item extends Data>(name: string, items: readonly Item[], claim: (item: Item) => Claim): Claim {
  let exercised = false;
  for (const value of items) {
    const inner = claim(value);
    exercised = exercised || inner.exercised;
    if (!inner.holds)
      return { holds: false, exercised: true, reasons: [{ kind: 'binding', name, value }, ...inner.reasons] };
  }
  return { holds: true, exercised, reasons: [] };
}

/** True if all parts hold. The name of the first that does not is shown. */
export function allOf(parts: Readonly<Record<string, Claim>>): Claim {
  let exercised = false;
  for (const [name, part] of Object.entries(parts)) {
    exercised = exercised || part.exercised;
    if (!part.holds) return { holds: false, exercised: true, reasons: [{ kind: 'part', name }, ...part.reasons] };
  }
  return { holds: true, exercised, reasons: [] };
}

/** True if the premise is false or the conclusion holds. Not exercised while the premise is false. */
export function implies(premise: boolean, conclusion: () => Claim): Claim {
  return premise ? conclusion() : { holds: true, exercised: false, reasons: [] };
}
