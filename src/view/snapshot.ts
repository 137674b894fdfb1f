/** Reading single states out of a trace. */
import type { Envelope, NodeSnapshot, Trace } from '../model';

/** All nodes in state `state` (0 = initial state, n = after step n). A number outside the trace means its nearest state. */
export function snapshotsAt(trace: Trace, state: number): readonly NodeSnapshot[] {
  return state <= 0 ? trace.initial : (trace.steps[Math.min(state, trace.steps.length) - 1]?.after ?? trace.initial);
}

/** How one message fared over the whole trace. */
export interface MessageFate {
  readonly envelope: Envelope;
  /** State after which it is in the network: its `sentAt`, or for a copy the step that duplicated the original. */
  readonly appearedAt: number;
  readonly end: 'delivered' | 'dropped' | 'pending';
  /** The step that delivered or dropped it; of a message that a cut lost, the step that sent it. */
  readonly endedAt?: number;
  /** Steps that duplicated it, ascending. */
  readonly duplicatedAt: readonly number[];
}

/** Every message of the trace, in the order of their ids; not those that changed nothing because they were there already. */
export function messageFates(trace: Trace): readonly MessageFate[] {
  const found = new Map<number, { envelope: Envelope; appearedAt: number }>();
  const ends = new Map<number, { end: 'delivered' | 'dropped'; endedAt: number }>();
  const duplications = new Map<number, number[]>();
  const note = (envelope: Envelope, state: number): void => {
    if (found.has(envelope.id) || envelope.inVain === 'repeated') return;
    if (envelope.inVain === 'lost') ends.set(envelope.id, { end: 'dropped', endedAt: state });
    found.set(envelope.id, {
      envelope,
      appearedAt: envelope.copyOf === undefined ? Math.min(envelope.sentAt, state) : state,
    });
  };
  for (const node of trace.initial) for (const envelope of node.inbox) note(envelope, 0);
  for (const step of trace.steps) {
    for (const envelope of step.sent) note(envelope, step.index);
    if (step.envelope) {
      note(step.envelope, step.index);
      const { kind } = step.action;
      if (kind === 'deliver') ends.set(step.envelope.id, { end: 'delivered', endedAt: step.index });
      if (kind === 'drop') ends.set(step.envelope.id, { end: 'dropped', endedAt: step.index });
      if (kind === 'duplicate')
        duplications.set(step.envelope.id, [...(duplications.get(step.envelope.id) ?? []), step.index]);
    }
    for (const node of step.after) for (const envelope of node.inbox) note(envelope, step.index);
  }
  return [...found.values()]
    .sort((first, second) => first.envelope.id - second.envelope.id)
    .map(({ envelope, appearedAt }) => ({
      envelope,
      appearedAt,
      end: 'pending' as const,
      ...ends.get(envelope.id),
      duplicatedAt: duplications.get(envelope.id) ?? [],
    }));
}
