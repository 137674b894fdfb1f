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
    hashText(text, slot + 1, words, configuration * 2);
  }
}

/**
 * Writes 64 bits, two words, of a text's hash: two lanes over its UTF-16 units, each mixed into the other at every unit, with
 * the constants and the finish of MurmurHash3 for 128 bits on 32-bit machines (A. Appleby, public domain).
 */
export function hashText(text: string, seed: number, words: Int32Array, at: number): void {
  let low = seed;
  let high = seed;
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index);
    low ^= Math.imul(rotated(Math.imul(unit, 0x239b961b), 15), 0xab0e9789);
    low = (Math.imul((rotated(low, 19) + high) | 0, 5) + 0x561ccd1b) | 0;
    high ^= Math.imul(rotated(Math.imul(unit, 0xab0e9789), 17), 0x38b34ae5);
    high = (Math.imul((rotated(high, 17) + low) | 0, 5) + 0x0bcaa747) | 0;
  }
  low = ((low ^ text.length) + (high ^ text.length)) | 0;
  high = ((high ^ text.length) + low) | 0;
  low = finished(low);
  high = finished(high);
  words[at] = (low + high) | 0;
  words[at + 1] = (high + words[at]!) | 0;
}

function rotated(word: number, bits: number): number {
  return (word << bits) | (word >>> (32 - bits));
}

function finished(word: number): number {
  let hash = word ^ (word >>> 16);
  hash = Math.imul(hash, 0x85ebca6b);
  hash ^= hash >>> 13;
  hash = Math.imul(hash, 0xc2b2ae35);
  return hash ^ (hash >>> 16);
}
