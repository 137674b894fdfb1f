/**
 * Inboxes as lists of envelope numbers in canonical order: equal inboxes are equal lists. An envelope number stands for
 * a sender and a text. Grouped by sender; within a group FIFO channels are oldest first, others sorted by number. In an
 * unordered channel a number occurs as often as there are such messages on their way, in a kept one at most once.
 */
import type { NetworkOrder } from '../model';

export type Inbox = readonly number[];

/** What one node's inbox needs to know of the channels that lead to the node. */
export interface InboxRules {
  senderOf(envelope: number): number;
  /** The order of the channel from a sender. */
  orderOf(sender: number): NetworkOrder;
  /** Whether the node may miss messages as it likes: in a FIFO channel, a delivery passes over what is older. */
  readonly mayMiss: boolean;
}

export function addEnvelopes(inbox: Inbox, added: readonly number[], rules: InboxRules): Inbox {
  if (added.length === 0) return inbox;
  const all = [...inbox];
  for (const envelope of added) {
    const known = rules.orderOf(rules.senderOf(envelope)) === 'kept' && all.includes(envelope);
    if (!known) all.push(envelope);
  }
  if (all.length === inbox.length) return inbox;
  // Array sort is stable, so each queue keeps its order.
  return all.sort((a, b) => {
    const sender = rules.senderOf(a);
    const other = rules.senderOf(b);
    return sender - other || (rules.orderOf(sender) === 'fifo' ? 0 : a - b);
  });
}

/** What delivering a message leaves. In a FIFO channel the first occurrence of a queue's oldest message is that message. */
export function takeEnvelope(inbox: Inbox, envelope: number, rules: InboxRules): Inbox {
  const sender = rules.senderOf(envelope);
  switch (rules.orderOf(sender)) {
    case 'kept':
      return inbox;
    case 'unordered':
      return removeEnvelope(inbox, envelope);
    case 'fifo': {
      const last = inbox.indexOf(envelope);
      return inbox.filter((other, index) => rules.senderOf(other) !== sender || index > last);
    }
  }
}

/** Removes one occurrence. */
export function removeEnvelope(inbox: Inbox, envelope: number): Inbox {
  const index = inbox.indexOf(envelope);
  return [...inbox.slice(0, index), ...inbox.slice(index + 1)];
}

/** Adds a copy right behind the original. */
export function duplicateEnvelope(inbox: Inbox, envelope: number): Inbox {
  const index = inbox.indexOf(envelope);
  return [...inbox.slice(0, index), envelope, ...inbox.slice(index)];
}

/** Envelopes that can be next: each distinct one, or in a FIFO channel the oldest unless the node may miss it. */
export function nextEnvelopes(inbox: Inbox, rules: InboxRules): readonly number[] {
  return inbox.filter((envelope, index) => {
    const before = inbox[index - 1];
    if (before === undefined) return true;
    const sender = rules.senderOf(envelope);
    if (rules.mayMiss) return inbox.indexOf(envelope) === index;
    return rules.orderOf(sender) === 'fifo' ? rules.senderOf(before) !== sender : before !== envelope;
  });
}
