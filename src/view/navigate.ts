/** Moving through a trace: which state a command leads to. */
import type { Trace } from '../model';
import type { Causality } from './causality';

export type TraceMove =
  | 'next'
  | 'previous'
  | 'next-on-node'
  | 'previous-on-node'
  | 'cause'
  | 'effect'
  | 'first'
  | 'last'
  | 'no-return';

/**
 * The state a move leads to from the selected one. A move that leads nowhere, such as the cause of the initial state,
 * leaves the selection as it is.
 * @param state 0 for the initial state, n for the state after step n
 */
export function moveTo(move: TraceMove, state: number, trace: Trace, causality: Causality): number {
  const last = trace.steps.length;
  switch (move) {
    case 'next':
      return Math.min(last, state + 1);
    case 'previous':
      return Math.max(0, state - 1);
    case 'next-on-node':
      return state === 0 ? Math.min(1, last) : (causality.nextOnNode(state) ?? state);
    case 'previous-on-node':
      return causality.previousOnNode(state) ?? state;
    case 'cause':
      return causality.causeOf(state) ?? state;
    case 'effect':
      return causality.effectOf(state) ?? state;
    case 'first':
      return 0;
    case 'last':
      return last;
    case 'no-return':
      return trace.pointOfNoReturn?.state ?? state;
  }
}
