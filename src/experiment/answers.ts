/** What handlers answer in experiments, and what nodes meet there, with texts as numbers. */
import type { HandlerFailure, HandlerOutcome } from '../model';

/** An outcome of a handler with its texts as numbers. */
export interface ReadyOutcome {
  readonly state: number;
  readonly sends: readonly (readonly [to: number, text: number])[];
  readonly timers: readonly (readonly [set: boolean, text: number])[];
  readonly outputs: readonly number[];
  readonly met: number;
  readonly weight: bigint;
  readonly total: bigint;
  readonly source: HandlerOutcome;
}

/** One thing that a node met in a run. */
export interface MetEvent {
  readonly kind: 'input' | 'message' | 'timer';
  readonly node: number;
  /** Who sent it; -1 if nobody. */
  readonly from: number;
  readonly text: number;
  /** The event with what was drawn in it, as a number. */
  readonly met: number;
}

/** What asks handlers: the outcomes of an event in a state, both by their numbers. */
export interface Answers {
  /** After `init`, by node. */
  readonly states: readonly number[];
  /** What `init` sent, by text; and whether it set timers. */
  readonly sent: readonly Omit<MetEvent, 'met'>[];
  readonly hasTimers: boolean;
  readonly answer: (state: number, event: MetEvent) => readonly ReadyOutcome[] | HandlerFailure;
}
