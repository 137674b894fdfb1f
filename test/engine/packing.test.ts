/** Packed states: every vector comes back as it was, in as few words as its fields need. */
import { describe, expect, test } from 'vitest';
import { createPrng } from '../../src/base';
import { bitsFor, createPacking, firstMisfit, pack, unpack } from '../../src/engine/packing';

describe('a packing', () => {
  test('gives back every vector that fits, whatever lies beside it', () => {
    const prng = createPrng(7);
    for (let round = 0; round < 500; round++) {
      const bits = Array.from({ length: 1 + prng.below(12) }, () => 1 + prng.below(31));
      const packing = createPacking(bits);
      const vector = Int32Array.from(bits, (_, slot) => prng.below(packing.max[slot]! + 1));
      const words = new Int32Array(packing.wordCount + 2).fill(-1);
      pack(packing, vector, words, 1);
      const back = new Int32Array(bits.length);
      unpack(packing, words, 1, back);
      expect(back).toEqual(vector);
      expect([words[0], words.at(-1)]).toEqual([-1, -1]);
      for (const [slot, width] of bits.entries()) expect(packing.max[slot]!).toBeGreaterThanOrEqual(2 ** width - 1);
    }
  });

  test('puts five slots of twelve bits into two words, and shares out what is left', () => {
    const packing = createPacking([12, 12, 12, 12, 12]);
    expect(packing.wordCount).toBe(3); // two fields of twelve fit a word of 32 bits
    expect(createPacking([16, 16, 11, 11, 10]).wordCount).toBe(2);
    expect(Array.from(createPacking([1, 1]).max)).toEqual([2 ** 16 - 1, 2 ** 16 - 1]);
    expect(createPacking([31, 31, 31]).wordCount).toBe(3);
  });

  test('names the first slot whose configuration does not fit', () => {
    const packing = createPacking([16, 16]);
    expect(firstMisfit(packing, Int32Array.of(65_535, 65_535))).toBe(-1);
    expect(firstMisfit(packing, Int32Array.of(65_535, 65_536))).toBe(1);
  });

  test('asks for a bit more than a configuration needs', () => {
    expect([0, 1, 2, 3, 4, 255, 256].map(bitsFor)).toEqual([1, 2, 3, 3, 4, 9, 10]);
    expect(bitsFor(2 ** 31 - 1)).toBe(31);
  });
});
