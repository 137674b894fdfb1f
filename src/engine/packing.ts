/**
 * States in few bits: each slot's configuration is a field of one word. A field is as wide as its slot has needed so far,
 * and takes what its word has to spare, so that widening is rare.
 */
import { assert } from '../base';

export interface Packing {
  /** What the fields were asked to hold: the same bits give the same packing. */
  readonly bits: readonly number[];
  /** Words of a packed state. */
  readonly wordCount: number;
  /** The word each slot lies in. */
  readonly word: Int32Array;
  /** How far its field is shifted. */
  readonly shift: Int32Array;
  /** The largest configuration that fits its field: also the field's mask. */
  readonly max: Int32Array;
}

const wordBits = 32;
/** Configurations are signed words. */
export const fieldBitsMax = 31;

/** Fields at least so many bits wide, largest first into the first word with room. */
export function createPacking(bits: readonly number[]): Packing {
  const slots = bits.map((_, slot) => slot).sort((a, b) => bits[b]! - bits[a]! || a - b);
  const words: { slots: number[]; free: number }[] = [];
  for (const slot of slots) {
    const width = bits[slot]!;
    assert(width >= 1 && width <= fieldBitsMax, 'a field has 1 to 31 bits');
    let word = words.find(({ free }) => free >= width);
    if (word === undefined) {
      word = { slots: [], free: wordBits };
      words.push(word);
    }
    word.slots.push(slot);
    word.free -= width;
  }
  const packing = {
    bits,
    wordCount: words.length,
    word: new Int32Array(bits.length),
    shift: new Int32Array(bits.length),
    max: new Int32Array(bits.length),
  };
  for (const [index, { slots: own, free }] of words.entries()) {
    let shift = 0;
    for (const [position, slot] of own.entries()) {
      const share = Math.floor(free / own.length) + (position < free % own.length ? 1 : 0);
      const width = Math.min(fieldBitsMax, bits[slot]! + share);
      packing.word[slot] = index;
      packing.shift[slot] = shift;
      packing.max[slot] = 2 ** width - 1;
      shift += width;
    }
  }
  return packing;
}

/** Bits that hold a configuration, and one more to grow into. */
export function bitsFor(configuration: number): number {
  return Math.min(fieldBitsMax, 33 - Math.clz32(configuration));
}

/** Copies a packed state into a vector with a configuration per slot. */
export function unpack(packing: Packing, words: Int32Array, at: number, vector: Int32Array): void {
  const { word, shift, max } = packing;
  for (let slot = 0; slot < word.length; slot++)
    vector[slot] = (words[at + word[slot]!]! >>> shift[slot]!) & max[slot]!;
}

/** Packs a vector, whose configurations fit. */
export function pack(packing: Packing, vector: Int32Array, words: Int32Array, at: number): void {
  for (let index = 0; index < packing.wordCount; index++) words[at + index] = 0;
  for (let slot = 0; slot < vector.length; slot++)
    words[at + packing.word[slot]!]! |= vector[slot]! << packing.shift[slot]!;
}

/** The first slot whose configuration does not fit its field, -1 if all do. */
export function firstMisfit(packing: Packing, vector: Int32Array): number {
  for (let slot = 0; slot < vector.length; slot++) if (vector[slot]! > packing.max[slot]!) return slot;
  return -1;
}
