/** What a smaller check would save, and what it would stop covering. */
import { grouped } from '../base';
import type { Parameter } from './challenge';

/** What a change would save, estimated from a short search of the changed system. */
export interface Saving {
  /** A bound lowered to this value, or a reduction used. */
  readonly change:
    | { readonly kind: 'bound'; readonly name: string; readonly value: number }
    | { readonly kind: 'symmetry' | 'partial-order' };
  /** Distinct states of the changed system if the short search came to its end, else null. */
  readonly states: number | null;
  /** Its states as a share of those of the check that runs, from 0 to 1, down to `depth`. */
  readonly share: number;
  readonly depth: number;
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

/** How many states it would leave: `5,468 states in all`, `1/12 of the states down to depth 9`. */
export function savedWords({ states, share, depth }: Saving): string {
  if (states !== null) return `${grouped(states)} states in all`;
  const part =
    share > 0.95
      ? 'as many'
      : share > 0.4
        ? `${Math.round(share * 100)} % of the`
        : `1/${Math.round(1 / share)} of the`;
  return `${part} states down to depth ${depth}`;
}

/** What the smaller check says nothing about. */
export function lossWords({ change }: Saving, parameters: readonly Parameter[]): string {
  if (change.kind !== 'bound') return 'Covers the same.';
  const label = parameters.find(({ name }) => name === change.name)?.label ?? change.name;
  return `Says nothing about runs that need ${label} ${change.value + 1}.`;
}
