/** The module `interleave/properties`: what a candidate writes properties with. */

/** Plain data, as nodes show it. */
export type Data = null | boolean | number | string | readonly Data[] | { readonly [key: string]: Data };

/** What an observer outside the system knows: who is up, and what each node has shown, oldest first. */
export interface Observation {
  readonly nodes: readonly NodeObservation[];
  /** The state of each monitor, by the name of its property. */
  readonly monitors?: Readonly<Record<string, Data>>;
}

export interface NodeObservation {
  readonly id: string;
  readonly role: string;
  readonly up: boolean;
  readonly outputs: readonly Data[];
}

/** Whether something is so, and why it is not. Made by `fact`, `forAll`, `allOf` and `implies`. */
export interface Claim {
  readonly holds: boolean;
  /** False where it is true only because it is about nothing. */
  readonly exercised: boolean;
  readonly reasons: readonly Reason[];
}

export type Reason =
  | { readonly kind: 'binding'; readonly name: string; readonly value: Data }
  | { readonly kind: 'part'; readonly name: string }
  | { readonly kind: 'fact'; readonly text: string };

/** A property, made by one of the functions below. */
export interface Property {
  readonly kind: string;
  readonly name: string;
  readonly meaning: string;
}

/** A plain fact. `text` says what was found where it is false: `"alice has claimed nothing"`. */
export function fact(holds: boolean, text: string): Claim;

/** True if the claim holds of every item. The first of which it does not is shown. */
export function forAll<Item>(name: string, items: readonly Item[], claim: (item: Item) => Claim): Claim;

/** True if all parts hold. The name of the first that does not is shown. */
export function allOf(parts: Readonly<Record<string, Claim>>): Claim;

/** True if the premise is false or the conclusion holds. */
export function implies(premise: boolean, conclusion: () => Claim): Claim;

/** The claim holds in every state, or in every one in which nothing more can happen. */
export function always(
  name: string,
  meaning: string,
  claim: (o: Observation) => Claim,
  at?: 'every' | 'quiescent',
): Property;

/** In some schedule there is a state in which the test is true. */
export function sometimes(
  name: string,
  meaning: string,
  test: (o: Observation) => boolean,
  at?: 'every' | 'quiescent',
): Property;

/** Wherever nothing more can happen, the system has finished. */
export function noDeadlock(name: string, meaning: string, finished: (o: Observation) => Claim): Property;

/** Every run comes to a state in which the goal is true. */
export function eventually(name: string, meaning: string, goal: (o: Observation) => boolean): Property;

/** Wherever the cause is true, the effect is true then or later, in every run. */
export function leadsTo(
  name: string,
  meaning: string,
  cause: (o: Observation) => boolean,
  effect: (o: Observation) => boolean,
): Property;

/** Every run comes to the goal again and again, or ends in it. */
export function infinitelyOften(name: string, meaning: string, goal: (o: Observation) => boolean): Property;

/** A state machine that is told what happens, event by event; violated in the states in which `violated` says so. */
export function monitor<State>(
  name: string,
  meaning: string,
  definition: {
    readonly initial: State;
    readonly step: (state: State, event: MonitorEvent) => State;
    readonly violated: (state: State) => boolean | Claim;
    /** A state in words. */
    readonly words?: (state: State) => string;
  },
): Property;

/** One thing that happens at a node. */
export type MonitorEvent =
  | { readonly kind: 'output'; readonly node: string; readonly role: string; readonly output: Data }
  | { readonly kind: 'input'; readonly node: string; readonly role: string; readonly input: Data }
  | { readonly kind: 'crash' | 'restart'; readonly node: string; readonly role: string };
