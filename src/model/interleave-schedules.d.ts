/** The module `interleave/schedules`: what a candidate writes schedules and schedulers with. */

/** Plain data: messages, timers, inputs and outputs. */
export type Data = null | boolean | number | string | readonly Data[] | { readonly [key: string]: Data };

/** One thing that can happen. `choices` are the options taken by `ctx.choose` and `ctx.random`, by index. */
export type Step =
  | {
      readonly kind: 'deliver';
      readonly node: string;
      readonly from: string;
      readonly message: Data;
      readonly choices?: readonly number[];
    }
  | { readonly kind: 'drop' | 'duplicate'; readonly node: string; readonly from: string; readonly message: Data }
  | { readonly kind: 'timeout'; readonly node: string; readonly timer: Data; readonly choices?: readonly number[] }
  | { readonly kind: 'input'; readonly node: string; readonly input: Data; readonly choices?: readonly number[] }
  | { readonly kind: 'crash'; readonly node: string }
  | { readonly kind: 'restart'; readonly node: string; readonly choices?: readonly number[] }
  | { readonly kind: 'partition'; readonly groups: readonly (readonly string[])[] }
  | { readonly kind: 'heal' };

export type StepKind = Step['kind'];

/** What a scheduler is shown before it chooses. */
export interface View {
  /** What can happen next, the faults that the budget still allows among it. Never empty. */
  readonly enabled: readonly Step[];
  /** What has happened in this run, oldest first: the only memory there is. */
  readonly taken: readonly Step[];
  /** What an observer outside the system knows of each node. Local states are not shown. */
  readonly nodes: readonly NodeObservation[];
}

export interface NodeObservation {
  readonly id: string;
  readonly role: string;
  readonly up: boolean;
  /** What the node has shown, oldest first. */
  readonly outputs: readonly Data[];
}

/** Made by `scheduler` or `schedule`. */
export interface Scheduler {
  readonly kind: 'scheduler' | 'schedule';
  readonly name: string;
  readonly meaning: string;
}

/** Fits every value. */
export const anything: { readonly $anything: true };

/** Fits values that have at least these fields; lists fit lists of the same length, member by member. */
export type DataPattern =
  | typeof anything
  | null
  | boolean
  | number
  | string
  | readonly DataPattern[]
  | { readonly [key: string]: DataPattern };

/** What a step must be like: what is missing fits everything, and of a list of kinds or nodes one must fit. */
export interface Pattern {
  readonly kind?: StepKind | readonly StepKind[];
  /** Where it happens; of a message the receiver. */
  readonly node?: string | readonly string[];
  /** The sender of a message. */
  readonly from?: string | readonly string[];
  readonly message?: DataPattern;
  readonly timer?: DataPattern;
  readonly input?: DataPattern;
  readonly choices?: readonly number[];
  readonly groups?: readonly (readonly string[])[];
}

/** A part of a schedule, made by `maybe` or `all`. */
export interface Part {
  readonly part: 'maybe' | 'all';
  readonly step: Pattern;
}

/**
 * A scheduler that is asked before each step. It gives one of `view.enabled`, or nothing to end the run. It must depend on
 * nothing but the view.
 */
export function scheduler(name: string, meaning: string, next: (view: View) => Step | undefined): Scheduler;

/**
 * A list of steps. Of each part the first enabled step that fits is taken; where a pattern fits nothing that can happen, the
 * run ends there.
 */
export function schedule(name: string, meaning: string, parts: readonly (Pattern | Part)[]): Scheduler;

/** One step if there is one that fits, else none. */
export function maybe(step: Pattern): Part;

/** Every step that fits, as long as there is one. */
export function all(step: Pattern): Part;

/** The first enabled step that fits the first of the patterns that any step fits. */
export function pick(view: Pick<View, 'enabled'>, ...patterns: readonly Pattern[]): Step | undefined;

/** How many of the steps taken fit. */
export function times(view: Pick<View, 'taken'>, pattern: Pattern): number;

/** Whether a step is as the pattern says. */
export function fits(step: Step, pattern: Pattern): boolean;
