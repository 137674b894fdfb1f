/**
 * Playing a protocol by hand: one looks at a state, takes one of the steps that are enabled in it, and looks again. The state
 * is always the one that a schedule leads to, so whatever was played can be replayed, checked and sent as any other schedule.
 */
import type { Action, Schedule } from './action';
import type { Problem } from './problem';
import type { Property } from './property';
import type { Trace } from './trace';

/** One step that may be taken. Where a handler chooses or draws, each of its outcomes is a choice of its own. */
export interface PlayChoice {
  /** With its `choices` wherever the handler has more than one outcome. */
  readonly action: Action;
  /** In plain words, for example `p1 receives {"kind":"prepare"} from coordinator`; what is chosen is told by `outcome`. */
  readonly label: string;
  /** What the handler chooses in this outcome, in words; missing where there is only one. */
  readonly outcome?: string;
  /** Whether it is a fault: nobody owes it, because the environment's budget pays for it or a Byzantine node takes it. */
  readonly isFault: boolean;
  /** Whether it leads back to the same state. */
  readonly isIdle: boolean;
}

/** What a property says of one state. Properties of whole runs say nothing of a state alone, and are left out. */
export interface PlayProperty {
  readonly name: string;
  readonly kind: Property['kind'];
  /** `violated` for a demand that is broken here, `reached` for a goal that is true here, else `open`. */
  readonly status: 'open' | 'violated' | 'reached';
}

/** A state that was played to. */
export interface PlayMoment {
  /** How one comes here from the initial state. */
  readonly schedule: Schedule;
  /** The same schedule replayed, one step for each action; its last `after` is this state. */
  readonly trace: Trace;
  /** Steps enabled here, in the order of the search; none after a handler has failed. */
  readonly choices: readonly PlayChoice[];
  readonly properties: readonly PlayProperty[];
  /** True where nothing but a fault can still happen. */
  readonly quiescent: boolean;
  /** Set if the last step's handler failed. */
  readonly problem?: Problem;
  /** Set if a property could not read what the nodes have shown here: what it says is unknown, and stands as `open`. */
  readonly unjudged?: Problem;
  /** Of the schedule that was asked for: index of the first action that is not enabled. `schedule` ends before it. */
  readonly divergedAt?: number;
}

/** What a search looks for. */
export type PlayGoal =
  /** A TypeScript expression that is true of the state; what it may name is told in docs/play.md. */
  | { readonly kind: 'formula'; readonly source: string }
  /** A demand violated, or a goal reached. */
  | { readonly kind: 'property'; readonly name: string }
  /** Any demand violated, or a handler that fails. */
  | { readonly kind: 'violation' }
  /** Nothing but a fault can happen any more. */
  | { readonly kind: 'quiescent' };

/**
 * Where a search begins: in the state itself, so that it only goes on; or in any state on the way to it, so that it may take
 * steps back. The nearest is then the one with the fewest steps taken back and taken anew, in all.
 */
export type PlayFrom = 'here' | 'the way here';

/** How far a search is. */
export interface PlayProgress {
  /** States looked at. */
  readonly explored: number;
  /** Steps from where it began. */
  readonly depth: number;
}

/** What a search came to. */
export type PlayFound =
  /** `schedule` leads from the initial state to a nearest such state: `back` steps fewer of the one played, then `forward` steps. */
  | {
      readonly kind: 'found';
      readonly schedule: Schedule;
      readonly back: number;
      readonly forward: number;
      readonly explored: number;
    }
  /** Every state that can follow was looked at, and none is one. */
  | { readonly kind: 'none'; readonly explored: number }
  /** Given up: too many states, or asked to stop. No state within `depth` steps is one. */
  | {
      readonly kind: 'stopped';
      readonly why: 'cancelled' | 'states' | 'memory';
      readonly explored: number;
      readonly depth: number;
    }
  /** What is looked for cannot be decided, for example a formula that throws. */
  | { readonly kind: 'refused'; readonly problem: Problem };

/** Whether whoever chooses all steps from a state on can still bring about a violation. */
export type Winnable =
  /** In no fewer than so many steps; 0 where it has happened. `property` is the one violated, missing where a handler fails. */
  | { readonly kind: 'in'; readonly steps: number; readonly property?: string }
  /** No schedule from here violates anything: every one was looked at. */
  | { readonly kind: 'never' }
  /** Not within so many steps; beyond that nothing is known. */
  | { readonly kind: 'not within'; readonly steps: number };

/** What the checker says to someone who plays the adversary. */
export interface PlayAdvice {
  readonly here: Winnable;
  /** Of the state after each choice, in the order of the moment's `choices`. */
  readonly after: readonly Winnable[];
  readonly explored: number;
}
