/**
 * Fingerprints of states: 64 bits, two words, made of what the configurations say and not of their numbers, so that they are
 * the same in every thread. Each configuration of each slot has a hash of its own; that of a state is the exclusive or of
 * them (A. Zobrist, "A new hashing method with application for game playing", 1970). Different states may have the same
 * fingerprint: among n states with a probability of about n² / 2^65.
 */

/** What a fingerprint is made from. */
export interface TextSystem {
  readonly slotCount: number;
  /** Equal in every thread where the content is equal. */
  configurationText(slot: number, configuration: number): string;
}

export class Fingerprinter {
  /** The fingerprint of the last state given to `of`; never both words 0. */
  low = 0;
  high = 0;

  readonly #system: TextSystem;
  /** By slot, two words to a configuration: low, high; both 0 while they are not known. */
  readonly #words: Int32Array[];

  constructor(system: TextSystem) {
    this.#system = system;
    this.#words = Array.from({ length: system.slotCount }, () => new Int32Array(256));
  }

  of(state: Int32Array): void {
    let low = 0;
    let high = 0;
    const slots = this.#words;
    for (let slot = 0; slot < slots.length; slot++) {
      const configuration = state[slot]!;
      let words = slots[slot]!;
      const at = configuration << 1;
      if (at >= words.length || (words[at]! | words[at + 1]!) === 0) {
        this.#learn(slot, configuration);
        words = slots[slot]!;
      }
      low ^= words[at]!;
      high ^= words[at + 1]!;
    }
    this.low = (low | high) === 0 ? 1 : low;
    this.high = high;
  }

  #learn(slot: number, configuration: number): void {
    let words = this.#words[slot]!;
    while (configuration * 2 >= words.length) {
      const grown = new Int32Array(words.length * 2);
      grown.set(words);
      words = grown;
    }
    this.#words[slot] = words;
    const text = this.#system.configurationText(slot, configuration);
    words[configuration * 2] = hashText(text, slot * 2 + 1);
    words[configuration * 2 + 1] = hashText(text, slot * 2 + 2);
  }
}

/** MurmurHash3 for 32 bits (A. Appleby, public domain) over UTF-16 units. */
export function hashText(text: string, seed: number): number {
  let hash = Math.imul(seed, 0x9e3779b1);
  for (let at = 0; at < text.length; at++) {
    let word = Math.imul(text.charCodeAt(at), 0xcc9e2d51);
    word = (word << 15) | (word >>> 17);
    hash ^= Math.imul(word, 0x1b873593);
    hash = (hash << 13) | (hash >>> 19);
    hash = (Math.imul(hash, 5) + 0xe6546b64) | 0;
  }
  hash ^= text.length;
  hash ^= hash >>> 16;
  hash = Math.imul(hash, 0x85ebca6b);
  hash ^= hash >>> 13;
  hash = Math.imul(hash, 0xc2b2ae35);
  return hash ^ (hash >>> 16);
}
