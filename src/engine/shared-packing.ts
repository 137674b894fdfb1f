/**
 * A packing as words that another thread reads. Layout:
 *
 *     [ word count, slot count, word of each slot …, shift of each slot …, largest configuration of each slot … ]
 */
import type { Packing } from './packing';

/** How many slots a system may have whose packing is shared. */
export const sharedSlotsMax = 256;

export function createSharedPacking(): Int32Array {
  return new Int32Array(new SharedArrayBuffer((2 + 3 * sharedSlotsMax) * 4));
}

export function writePacking(packing: Packing, words: Int32Array): void {
  const slotCount = packing.word.length;
  words[0] = packing.wordCount;
  words[1] = slotCount;
  words.set(packing.word, 2);
  words.set(packing.shift, 2 + slotCount);
  words.set(packing.max, 2 + 2 * slotCount);
}

export function readPacking(words: Int32Array): Packing {
  const slotCount = words[1]!;
  const part = (index: number): Int32Array =>
    Int32Array.from(words.subarray(2 + index * slotCount, 2 + (index + 1) * slotCount));
  return { bits: [], wordCount: words[0]!, word: part(0), shift: part(1), max: part(2) };
}
