/** Properties: what a challenge demands of a protocol, over what the nodes have shown the world. */
import type { Action } from './action';
import type { Claim } from './claim';
import type { Data, NodeId } from './data';
import { type ExperimentProperty, isExperimentKind } from './experiment';
import type { Demand, Scheduler } from './measure';
import { type Monitor, type MonitorDefinition, monitorClaim } from './monitor';
import type { Problem } from './problem';

/** What an observer outside the system knows: who is up, and what each node has output, oldest first. */
export interface Observation {
  readonly nodes: readonly NodeObservation[];
  /** The state of each monitor of the challenge, by the name of its property. Missing where there are none. */
  readonly monitors?: Readonly<Record<string, Data>>;
  /** Set where a monitor could not go on: nothing can be said of this observation then. */
  readonly failure?: Problem;
}

export interface NodeObservation {
  readonly id: NodeId;
  readonly role: string;
  readonly up: boolean;
  readonly outputs: readonly Data[];
  /** Set for a Byzantine node, whose outputs are no claims of an honest one. Of a node with twins there are two, `b` and `b'`. */
  readonly byzantine?: true;
}

/** What a property says of an observation. */
export interface ObservationClaim {
  (o: Observation): Claim;
  /**
   * Set where the claim runs elsewhere, so that it cannot be watched: what it reads of an observation, in order, as pairs of
   * the index of a node and that of an output, -1 for whether the node is up; other negative numbers are of no interest.
   */
  readonly reads?: (o: Observation) => readonly (readonly [node: number, output: number])[];
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
 *
 * And two about numbers, over all runs: the `probability` of reaching a target, and the `expectation` of what is counted
 * until it is reached. Decided only if the value is known well enough; without a demand it is only shown.
 *
 * And three about experiments, which are runs with inputs of their own: see `ExperimentProperty`.
 */
export type Property =
  | {
      readonly kind: 'always';
      readonly name: string;
      readonly meaning: string;
      readonly at: 'every' | 'quiescent';
      readonly claim: ObservationClaim;
      /** The state machine whose state the claim is about. */
      readonly monitor?: Monitor;
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
      readonly claim: ObservationClaim;
    }
  | LivenessProperty
  | MeasuredProperty
  | ExperimentProperty;

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

/** A property of the probabilities of runs. */
export interface MeasuredProperty extends Demand {
  readonly kind: 'probability' | 'expectation';
  readonly name: string;
  readonly meaning: string;
  /** Whether any state can be the target, or only one in which nothing but faults can happen. */
  readonly at: 'every' | 'quiescent';
  /** The target. */
  readonly of: (o: Observation) => boolean;
  readonly scheduler: Scheduler;
  /** For a probability: only runs of at most so many steps count. */
  readonly withinSteps?: number;
  /** For an expectation: what one step counts, from its action (without choices) and what was seen before it; 1 by default. */
  readonly reward?: (action: Action, before: Observation) => number;
  /** For an expectation: what is counted, in the plural; `steps` by default. */
  readonly unit?: string;
}

/** `meaning` is one sentence a candidate can read beside the result. */
export function always(
  name: string,
  meaning: string,
  claim: (o: Observation) => Claim,
  at: 'every' | 'quiescent' = 'every',
): Property {
  return { kind: 'always', name, meaning, at, claim };
}

/**
 * A property given as a state machine over events: violated as soon as the machine comes to a state that is, and for good
 * then. Other properties find its state in `o.monitors` under this name, for example to ask at rest whether it may end there.
 */
export function monitor<State>(name: string, meaning: string, definition: MonitorDefinition<State>): Property {
  const machine = definition as unknown as Monitor;
  const claim = (o: Observation): Claim => {
    const state = o.monitors?.[name];
    if (state === undefined) throw new Error('the observation has no state of its monitor');
    return monitorClaim(machine, state);
  };
  return { kind: 'always', name, meaning, at: 'every', claim, monitor: machine };
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

/** What a probability is of, and what is demanded of it. */
export type ProbabilityOf = Pick<MeasuredProperty, 'of' | 'scheduler' | 'withinSteps' | 'atLeast' | 'atMost'> &
  Partial<Pick<MeasuredProperty, 'at'>>;

/**
 * The probability that a run reaches a state in which `of` is true, under the scheduler named; with `withinSteps`, that it
 * does so in as many steps at most. Throws if a demand is no probability or the number of steps is not whole.
 */
export function probability(name: string, meaning: string, what: ProbabilityOf): MeasuredProperty {
  const { withinSteps = 0 } = what;
  if (!Number.isInteger(withinSteps) || withinSteps < 0 || withinSteps > withinStepsMax)
    throw new RangeError(`withinSteps of "${name}" must be a whole number from 0 to ${withinStepsMax}`);
  return { at: 'every', ...what, kind: 'probability', name, meaning, ...checkedDemand(name, what, 1) };
}

/** What is expected, and what is demanded of it. */
export type ExpectationOf = Pick<MeasuredProperty, 'of' | 'scheduler' | 'reward' | 'unit' | 'atLeast' | 'atMost'> &
  Partial<Pick<MeasuredProperty, 'at'>>;

/**
 * How much is expected to be counted until a run reaches a state in which `of` is true: steps, or the author's reward.
 * Infinite where the target is not reached with probability one. Throws if a demand is below zero.
 */
export function expectation(name: string, meaning: string, what: ExpectationOf): MeasuredProperty {
  return {
    at: 'every',
    ...what,
    kind: 'expectation',
    name,
    meaning,
    ...checkedDemand(name, what, Number.POSITIVE_INFINITY),
  };
}

const withinStepsMax = 100_000;

function checkedDemand(name: string, { atLeast, atMost }: Demand, max: number): Demand {
  for (const [field, value] of Object.entries({ atLeast, atMost })) {
    if (value !== undefined && !(value >= 0 && value <= max))
      throw new RangeError(`${field} of "${name}" must be a number from 0 to ${max}`);
  }
  return { ...(atLeast === undefined ? {} : { atLeast }), ...(atMost === undefined ? {} : { atMost }) };
}

/** True for the kinds that are numbers. */
export function isMeasured(property: Property): property is MeasuredProperty {
  return property.kind === 'probability' || property.kind === 'expectation';
}

/** True for the kinds that speak of whole runs. */
export function isLiveness(property: Property): property is LivenessProperty {
  return property.kind === 'eventually' || property.kind === 'leads-to' || property.kind === 'infinitely-often';
}

/** True for the kinds that are about experiments, and not about the states of the system. */
export function isExperiment(property: Property): property is ExperimentProperty {
  return isExperimentKind(property.kind);
}
