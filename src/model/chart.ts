/** A state machine as data: what is drawn of a machine that a candidate wrote. */
import type { Problem } from './problem';

/** A machine with its states. Read from the machine inside the sandbox; nothing in it can be called. */
export interface Chart {
  readonly root: ChartState;
  /** Fields of the context that survive a crash. */
  readonly durable: readonly string[];
}

export type ChartStateKind = 'atomic' | 'compound' | 'parallel' | 'final' | 'history';

export interface ChartState {
  /** Keys from the machine down, joined by dots; empty for the machine itself. No two states share one. */
  readonly path: string;
  /** The last of those keys; for the machine its id. */
  readonly key: string;
  readonly kind: ChartStateKind;
  /** Path of the state it starts in; missing where there is none to choose. */
  readonly initial?: string;
  /** Set for a history state that remembers all levels below. */
  readonly deep?: true;
  readonly description?: string;
  /** Names of what is done on entering and on leaving; an action without a name is `…`. */
  readonly entry: readonly string[];
  readonly exit: readonly string[];
  readonly states: readonly ChartState[];
  readonly transitions: readonly ChartTransition[];
  /** Line of the source on which it is declared, from 1; 0 if that is not known. */
  readonly line: number;
}

export interface ChartTransition {
  /**
   * - `event`: taken when an event of this name comes; `*` stands for any.
   * - `after`: taken when the delay that `event` names has passed.
   * - `always`: taken at once where its guard allows.
   * - `done`: taken when the state has come to its end.
   */
  readonly kind: 'event' | 'after' | 'always' | 'done';
  /** The name of the event or of the delay (a number is in milliseconds); empty for the others. */
  readonly event: string;
  /** Paths of the states it leads to; none where it stays where it is. */
  readonly targets: readonly string[];
  /** Name of the condition; `…` for one without a name, missing where there is none. */
  readonly guard?: string;
  readonly actions: readonly string[];
  /** Whether a state that leads to itself, or into itself, is left and entered again. */
  readonly reenters: boolean;
  readonly line: number;
}

/** What a sandbox tells of a program: the chart of its machine, or why there is none. */
export type ChartOutcome =
  | { readonly kind: 'chart'; readonly chart: Chart }
  | { readonly kind: 'refused'; readonly problem: Problem };
