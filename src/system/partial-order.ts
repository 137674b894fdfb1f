/**
 * Which steps of a node can be taken before all others without missing anything: partial-order reduction by ample sets
 * (D. Peled, "All from one, one for all: on model checking using representatives", CAV 1993). Steps of different nodes
 * always commute: each changes its own node, and what it sends joins an inbox that knows no order among senders. What
 * must not happen is that something else, later, puts a new step beside those taken first; `NodeFutures` rules that out.
 *
 * Two kinds of sets are found, for one configuration of a node at a time:
 * - a single delivery of a message that the node ignores now and for ever;
 * - all steps of a node to which nobody can send any more. That depends on the other nodes too, so it is only a candidate.
 *
 * In both a step either takes a message out of an inbox that nobody fills again, or is one that the node can never take
 * back. So no cycle consists of such steps alone, and nothing is put off for ever.
 */
import { type Action, dataText, transitionFlags } from '../model';
import type { NodeFutures, NodeSituation } from './node-futures';

/** One transition of a row, as far as it matters here. */
export interface RowStep {
  readonly action: Action;
  readonly flags: number;
  /** Undefined where the handler gave no answer. */
  readonly after: NodeSituation | undefined;
  /** Whether it changes the node's inbox. */
  readonly takesMessage: boolean;
  /** What it does to other slots beside sending: something that the observer sees, or something that may disable it. */
  readonly shows: boolean;
  readonly isGuarded: boolean;
  readonly sends: boolean;
}

/** `whole`: all of the row, where no node can send to this one. A number: the step of that index in the row alone. */
export type Ample = 'none' | 'whole' | number;

/** @param mayShow false if the order in which nodes show things matters */
export function ampleOf(
  futures: NodeFutures,
  node: number,
  nodeIndex: (id: string) => number,
  before: NodeSituation,
  steps: readonly RowStep[],
  mayShow: boolean,
): Ample {
  const ignored = steps.findIndex(
    ({ action, flags, takesMessage }) =>
      action.kind === 'deliver' &&
      takesMessage &&
      (flags & transitionFlags.fault) === 0 &&
      futures.ignores(node, before, nodeIndex(action.from), dataText(action.message)),
  );
  if (ignored >= 0) return ignored;
  let progress = 0;
  for (const { action, flags, after, takesMessage, shows, isGuarded, sends } of steps) {
    const isOwn = action.kind === 'deliver' || action.kind === 'timeout' || action.kind === 'input';
    if (!isOwn || after === undefined || isGuarded || (flags & transitionFlags.fault) !== 0) return 'none';
    if (shows && !mayShow) return 'none';
    const isIdle = (flags & transitionFlags.idle) !== 0 && !takesMessage;
    if (takesMessage || futures.isForGood(node, before, after)) progress++;
    else if (!isIdle || sends || shows || changes(before, after)) return 'none';
  }
  return progress > 0 ? 'whole' : 'none';
}

function changes(before: NodeSituation, after: NodeSituation): boolean {
  return (
    before.local !== after.local ||
    before.inputsGiven !== after.inputsGiven ||
    before.timers.join('\n') !== after.timers.join('\n')
  );
}
