/** Calls of participant code, as text: what a handler is given and what it answers. Texts are canonical data texts. */
import type { Data } from './data';
import { parseDataText } from './data-text';
import type { Draw } from './draw';
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
  /** Of a timer that was set with one: its duration in milliseconds, -1 if that is none. Of no interest to a check. */
  readonly duration?: number;
  /** Line of the statement that asked for it. */
  readonly line: number;
}

/** One way a call can end. */
export interface HandlerOutcome {
  readonly state: string;
  readonly effects: readonly Effect[];
  readonly choices: readonly number[];
  /** What was drawn, in order: the options that `choices` names, with their weights. */
  readonly draws: readonly Draw[];
  /** Lines that ran, in the order of their first execution. */
  readonly lines: readonly number[];
}

/** A call that gave no answer, or two. */
export interface HandlerFailure {
  readonly kind: 'failed';
  /** True if the call was told to take an option that it does not offer. */
  readonly diverged?: boolean;
  /** `invalid`: what failed is part of the challenge, an adversary. */
  readonly verdict: 'crashed' | 'runaway' | 'nondeterministic' | 'invalid';
  readonly problem: Problem;
}

export type HandlerResult =
  | { readonly kind: 'outcomes'; readonly outcomes: readonly HandlerOutcome[] }
  | HandlerFailure;

/** The name of the handler that a call runs, as the participant writes it. */
export function handlerName(kind: HandlerKind): string {
  switch (kind) {
    case 'init':
      return 'init';
    case 'input':
      return 'onInput';
    case 'message':
      return 'onMessage';
    case 'timer':
      return 'onTimer';
    case 'restart':
      return 'onRestart';
  }
}

/**
 * Whether the handler ignores the event of the call: every outcome leaves the state as it is and asks for nothing, not even
 * for what is so already. A handler that fails ignores nothing.
 */
export function isIgnored(call: HandlerCall, result: HandlerResult): boolean {
  if (result.kind === 'failed') return false;
  return result.outcomes.every(({ state, effects }) => state === call.state && effects.length === 0);
}

/** An outcome as data, for showing two answers side by side. */
export function outcomeData(outcome: HandlerOutcome): Data {
  const weights = outcome.draws
    .filter(({ kind }) => kind === 'random')
    .map(({ weight, total }) => `${weight} in ${total}`);
  return {
    state: parseDataText(outcome.state),
    effects: outcome.effects.map((effect) => ({
      kind: effect.kind,
      target: effect.target,
      data: parseDataText(effect.text),
    })),
    ...(weights.length === 0 ? {} : { weights }),
  };
}
