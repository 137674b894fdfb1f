/** The checksum of files: equal to the published function, and changed by every bit. */
import { describe, expect, test } from 'vitest';
import { checksum } from '../../src/base';

const hex = (words: Int32Array) => [...words].map((word) => (word >>> 0).toString(16).padStart(8, '0')).join(' ');

describe('the checksum', () => {
  test('is MurmurHash3_x86_128', () => {
    // Verification values of the reference implementation for the empty key.
    expect(hex(checksum(new Int32Array(0), 0))).toBe('00000000 00000000 00000000 00000000');
    expect(hex(checksum(new Int32Array(0), 1))).toBe('88c4adec 54d201b9 54d201b9 54d201b9');
  });

  test('changes with every bit, with the seed, and with the length', () => {
    const words = Int32Array.from({ length: 8 }, (_, index) => index * 0x01234567);
    const seen = new Set([hex(checksum(words, 0)), hex(checksum(words, 7)), hex(checksum(words.subarray(0, 4), 0))]);
    for (let bit = 0; bit < 256; bit++) {
      const changed = words.slice();
      changed[bit >> 5] = (changed[bit >> 5] as number) ^ (1 << (bit & 31));
      seen.add(hex(checksum(changed, 0)));
    }
    expect(seen.size).toBe(3 + 256);
  });
});
