/**
 * Inboxes as lists of envelope numbers in canonical order: equal inboxes are equal lists. An envelope number stands for
 * a sender and a text. Unordered: a multiset, sorted by number. FIFO: grouped by sender, oldest first in each group.
 */
import type { NetworkOrder } from '../model';

export type Inbox = readonly number[];

export function addEnvelopes(
  inbox: Inbox,
  added: readonly number[],
  order: NetworkOrder,
  senderOf: (envelope: number) => number,
): Inbox {
  if (added.length === 0) return inbox;
  const all = [...inbox, ...added];
  switch (order) {
    case 'unordered':
      return all.sort((a, b) => a - b);
    case 'fifo':
      return all.sort((a, b) => senderOf(a) - senderOf(b)); // Array sort is stable, so each queue keeps its order.
  }
}

/** Removes one occurrence. In a FIFO inbox the first occurrence of a queue's oldest message is that message. */
export function removeEnvelope(inbox: Inbox, envelope: number): Inbox {
  const index = inbox.indexOf(envelope);
  return [...inbox.slice(0, index), ...inbox.slice(index + 1)];
}

/** Adds a copy right behind the original. */
export function duplicateEnvelope(inbox: Inbox, envelope: number): Inbox {
  const index = inbox.indexOf(envelope);
  return [...inbox.slice(0, index), envelope, ...inbox.slice(index)];
}

/** Envelopes that can be next: each distinct one, or in FIFO the oldest of each sender. */
export function nextEnvelopes(
  inbox: Inbox,
  order: NetworkOrder,
  senderOf: (envelope: number) => number,
): readonly number[] {
  switch (order) {
    case 'unordered':
      return inbox.filter((envelope, index) => index === 0 || inbox[index - 1] !== envelope);
    case 'fifo':
      return inbox.filter(
        (envelope, index) => index === 0 || senderOf(inbox[index - 1] as number) !== senderOf(envelope),
      );
  }
}
