/** What a smaller check would save, and what it would stop covering. */
import { grouped } from '../base';
import type { Parameter } from './challenge';

/** What a change would save, estimated from a short search of the changed system. */
export interface Saving {
  /** A bound lowered to this value, or a reduction used. */
  readonly change:
    | { readonly kind: 'bound'; readonly name: string; readonly value: number }
    | { readonly kind: 'symmetry' | 'partial-order' };
  /** Distinct states of the changed system, roughly; null if nothing tells. */
  readonly states: number | null;
  /** True if the short search came to its end, so that `states` is the number itself. */
  readonly exact: boolean;
  /** Its states as a share of those of the check that runs, from 0 to 1; as far as both were searched if `states` is null. */
  readonly share: number;
}

/** What would be changed: `crashes 2 → 1`, `partial order`. */
export function changeWords({ change }: Saving, parameters: readonly Parameter[]): string {
  switch (change.kind) {
    case 'bound': {
      const label = parameters.find(({ name }) => name === change.name)?.label ?? change.name;
      return `${label} ${change.value + 1} → ${change.value}`;
    }
    case 'symmetry':
      return 'symmetry';
    case 'partial-order':
      return 'partial order';
  }
}

/** How many states it would leave: `about a 12th of the states`, `5,468 states in all`. */
export function savedWords({ states, exact, share }: Saving): string {
  if (exact && states !== null) return `${grouped(states)} states in all`;
  const so = states === null ? ', as far as was seen' : '';
  if (share > 0.9) return `nearly as many states${so}`;
  if (share > 0.4) return `about ${Math.round(share * 10) * 10} % of the states${so}`;
  return `about ${share < 0.001 ? 'a thousandth' : `1/${Math.round(1 / share)}`} of the states${so}`;
}

/** What the smaller check says nothing about. */
export function lossWords({ change }: Saving, parameters: readonly Parameter[]): string {
  if (change.kind !== 'bound') return 'Covers the same.';
  const label = parameters.find(({ name }) => name === change.name)?.label ?? change.name;
  return `Says nothing about runs that need ${label} ${change.value + 1}.`;
}
