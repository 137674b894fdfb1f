/** Properties: what a challenge demands of a protocol, over what the nodes have shown the world. */
import type { Claim } from './claim';
import type { Data, NodeId } from './data';

/** What an observer outside the system knows: who is up, and what each node has output, oldest first. */
export interface Observation {
  readonly nodes: readonly NodeObservation[];
}

export interface NodeObservation {
  readonly id: NodeId;
  readonly role: string;
  readonly up: boolean;
  readonly outputs: readonly Data[];
}

/**
 * - `always`: the claim holds in every reachable state (or in every quiescent one, with `at: 'quiescent'`).
 * - `sometimes`: some reachable state satisfies it; a goal that must be reachable.
 * - `deadlock`: the claim holds in every quiescent state, that is, wherever nothing but a fault can still happen, the
 *   system has finished. Its violation gives the verdict `deadlock`.
 */
export type Property =
  | {
      readonly kind: 'always';
      readonly name: string;
      readonly meaning: string;
      readonly at: 'every' | 'quiescent';
      readonly claim: (o: Observation) => Claim;
    }
  | {
      readonly kind: 'sometimes';
      readonly name: string;
      readonly meaning: string;
      readonly at: 'every' | 'quiescent';
      readonly test: (o: Observation) => boolean;
    }
  | {
      readonly kind: 'deadlock';
      readonly name: string;
      readonly meaning: string;
      readonly at: 'quiescent';
      readonly claim: (o: Observation) => Claim;
    };

/** `meaning` is one sentence a candidate can read beside the result. */
export function always(
  name: string,
  meaning: string,
  claim: (o: Observation) => Claim,
  at: 'every' | 'quiescent' = 'every',
): Property {
  return { kind: 'always', name, meaning, at, claim };
}

export function sometimes(
  name: string,
  meaning: string,
  test: (o: Observation) => boolean,
  at: 'every' | 'quiescent' = 'every',
): Property {
  return { kind: 'sometimes', name, meaning, at, test };
}

export function noDeadlock(name: string, meaning: string, finished: (o: Observation) => Claim): Property {
  return { kind: 'deadlock', name, meaning, at: 'quiescent', claim: finished };
}
