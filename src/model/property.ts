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
 *
 * And three about whole runs, decided under the fairness of the challenge. A run goes on for ever, or ends where nothing
 * that fairness demands is enabled; its last state then lasts for ever.
 * - `eventually`: every fair run comes to a state with the goal.
 * - `leads-to`: in every fair run, each state with the cause is or is followed by a state with the effect.
 * - `infinitely-often`: every fair run comes to the goal again and again.
 *
 * Their violation gives the verdict `livelock` (a loop that goes round for ever) or `deadlock` (a run that ends).
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
    }
  | LivenessProperty;

/** A property of whole runs. */
export type LivenessProperty =
  | {
      readonly kind: 'eventually' | 'infinitely-often';
      readonly name: string;
      readonly meaning: string;
      readonly at: 'every';
      readonly goal: (o: Observation) => boolean;
    }
  | {
      readonly kind: 'leads-to';
      readonly name: string;
      readonly meaning: string;
      readonly at: 'every';
      readonly cause: (o: Observation) => boolean;
      readonly effect: (o: Observation) => boolean;
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

/** Every fair run comes to a state in which `goal` is true; it need not stay true. */
export function eventually(name: string, meaning: string, goal: (o: Observation) => boolean): Property {
  return { kind: 'eventually', name, meaning, at: 'every', goal };
}

/**
 * Wherever `cause` is true, `effect` is true then or later, in every fair run; once for each time is not asked. A
 * `cause` that is true in no reachable state makes it vacuous.
 */
export function leadsTo(
  name: string,
  meaning: string,
  cause: (o: Observation) => boolean,
  effect: (o: Observation) => boolean,
): Property {
  return { kind: 'leads-to', name, meaning, at: 'every', cause, effect };
}

/** Every fair run comes to states in which `goal` is true again and again; one that ends must end in such a state. */
export function infinitelyOften(name: string, meaning: string, goal: (o: Observation) => boolean): Property {
  return { kind: 'infinitely-often', name, meaning, at: 'every', goal };
}

/** True for the kinds that speak of whole runs. */
export function isLiveness(property: Property): property is LivenessProperty {
  return property.kind === 'eventually' || property.kind === 'leads-to' || property.kind === 'infinitely-often';
}
