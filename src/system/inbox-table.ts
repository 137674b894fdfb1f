/**
 * The inboxes of one node by number. What a message taken or added makes of an inbox is worked out once; different
 * configurations of a node have few different inboxes.
 */
import { compareText } from '../model';
import { addEnvelopes, type Inbox, type InboxRules, nextEnvelopes, takeEnvelope } from './inbox';

export class InboxTable {
  readonly #rules: InboxRules;
  readonly #textOf: (envelope: number) => string;
  readonly #ids = new Map<string, number>();
  readonly #lists: Inbox[] = [];
  readonly #next: (Inbox | undefined)[] = [];
  /** By inbox: what it becomes, by 2 × envelope taken, or 2 × list added + 1. */
  readonly #after: Map<number, number>[] = [];
  #itemCount = 0;

  constructor(rules: InboxRules, textOf: (envelope: number) => string) {
    this.#rules = rules;
    this.#textOf = textOf;
  }

  /** The number of an inbox. */
  id(list: Inbox): number {
    const key = list.join();
    const known = this.#ids.get(key);
    if (known !== undefined) return known;
    const id = this.#lists.push(list) - 1;
    this.#ids.set(key, id);
    this.#next.push(undefined);
    this.#after.push(new Map());
    this.#itemCount += list.length;
    return id;
  }

  /** The number of the inbox into which these envelopes have come, in their order, and nothing else. */
  idOf(envelopes: readonly number[]): number {
    return this.id(addEnvelopes([], envelopes, this.#rules));
  }

  list(inbox: number): Inbox {
    return this.#lists[inbox] as Inbox;
  }

  /** Envelopes that can be next, by sender and then by text. */
  next(inbox: number): readonly number[] {
    const known = this.#next[inbox];
    if (known !== undefined) return known;
    const { senderOf } = this.#rules;
    const sorted = [...nextEnvelopes(this.list(inbox), this.#rules)].sort(
      (a, b) => senderOf(a) - senderOf(b) || compareText(this.#textOf(a), this.#textOf(b)),
    );
    this.#next[inbox] = sorted;
    return sorted;
  }

  /** The inbox after a delivery. */
  taken(inbox: number, envelope: number): number {
    const after = this.#after[inbox] as Map<number, number>;
    const known = after.get(2 * envelope);
    if (known !== undefined) return known;
    const id = this.id(takeEnvelope(this.list(inbox), envelope, this.#rules));
    after.set(2 * envelope, id);
    return id;
  }

  /** The inbox after all envelopes of another one have come into it, in the order of its list. */
  added(inbox: number, other: number): number {
    const after = this.#after[inbox] as Map<number, number>;
    const known = after.get(2 * other + 1);
    if (known !== undefined) return known;
    const id = this.id(addEnvelopes(this.list(inbox), this.list(other), this.#rules));
    after.set(2 * other + 1, id);
    return id;
  }

  /** Lengths of all inboxes. */
  get itemCount(): number {
    return this.#itemCount;
  }

  get count(): number {
    return this.#lists.length;
  }
}
