/**
 * What a system was asked, in order. All numbers that a system gives out (configurations, operations, actions, places of
 * rows) depend on the order of these questions and on nothing else: whoever asks them again gets the same numbers. So a
 * system can be rebuilt from its log and the answers of the handlers, without a copy of its tables.
 *
 * Layout of the words, one question behind the other:
 *
 *     [ expand, slot, configuration ]
 *     [ apply, operation, configuration ]
 *     [ exchange, part that each member of each class takes over … ]        a way to exchange members, the first time
 *     [ look, slot, configuration, class, member ]                         a look that no configuration had before
 *     [ rename, slot, configuration, number of the exchange ]              one that led to a new configuration
 */
import { IntList } from '../base';

export const questions = { expand: 0, apply: 1, exchange: 2, look: 3, rename: 4 } as const;

export class DiscoveryLog {
  readonly #words = new IntList();

  /** Notes a question; it must be noted before it is answered if the answer may fail. */
  note(question: number, first: number, second: number): void {
    this.#words.push(question);
    this.#words.push(first);
    this.#words.push(second);
  }

  noteAll(words: readonly number[]): void {
    for (const word of words) this.#words.push(word);
  }

  /** All questions so far; valid until another is noted. */
  get words(): Int32Array {
    return this.#words.items.subarray(0, this.#words.length);
  }

  get bytes(): number {
    return this.#words.items.byteLength;
  }
}
