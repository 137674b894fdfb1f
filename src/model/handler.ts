/** Calls of participant code, as text: what a handler is given and what it answers. Texts are canonical data texts. */
import type { Problem } from './problem';

export type HandlerKind = 'init' | 'input' | 'message' | 'timer' | 'restart';

/** One call of a handler. `from` is the sender's index, -1 if there is none. */
export interface HandlerCall {
  readonly kind: HandlerKind;
  readonly node: number;
  /** Local state; for `restart` the durable part; empty for `init`. */
  readonly state: string;
  /** Message, timer or input; empty for `init` and `restart`. */
  readonly event: string;
  readonly from: number;
}

export interface Effect {
  readonly kind: 'send' | 'setTimer' | 'cancelTimer' | 'output';
  /** Index of the node that receives it. */
  readonly target: number;
  readonly text: string;
  /** Line of the statement that asked for it. */
  readonly line: number;
}

/** One way a call can end. */
export interface HandlerOutcome {
  readonly state: string;
  readonly effects: readonly Effect[];
  readonly choices: readonly number[];
  /** Lines that ran, in the order of their first execution. */
  readonly lines: readonly number[];
}

/** A call that gave no answer, or two. */
export interface HandlerFailure {
  readonly kind: 'failed';
  readonly verdict: 'crashed' | 'runaway' | 'nondeterministic';
  readonly problem: Problem;
}

export type HandlerResult = { readonly kind: 'outcomes'; readonly outcomes: readonly HandlerOutcome[] } | HandlerFailure;
