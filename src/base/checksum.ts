/**
 * A checksum of 128 bits that finds damage quickly. It is no proof against forgery: whoever can change the data can change
 * the checksum. Source: MurmurHash3 for 32-bit machines with 128 bits (MurmurHash3_x86_128; A. Appleby, public domain).
 */
import { assert } from './assert';

export const checksumWords = 4;

/**
 * The checksum of words, as four words.
 * @param words whose number is a multiple of four
 */
export function checksum(words: Int32Array, seed: number): Int32Array<ArrayBuffer> {
  assert(words.length % 4 === 0, 'a checksum is of whole blocks of four words');
  let h1 = seed | 0;
  let h2 = h1;
  let h3 = h1;
  let h4 = h1;
  for (let at = 0; at < words.length; at += 4) {
    h1 ^= Math.imul(rotated(Math.imul(words[at] as number, c1), 15), c2);
    h1 = (Math.imul((rotated(h1, 19) + h2) | 0, 5) + 0x561ccd1b) | 0;
    h2 ^= Math.imul(rotated(Math.imul(words[at + 1] as number, c2), 16), c3);
    h2 = (Math.imul((rotated(h2, 17) + h3) | 0, 5) + 0x0bcaa747) | 0;
    h3 ^= Math.imul(rotated(Math.imul(words[at + 2] as number, c3), 17), c4);
    h3 = (Math.imul((rotated(h3, 15) + h4) | 0, 5) + 0x96cd1c35) | 0;
    h4 ^= Math.imul(rotated(Math.imul(words[at + 3] as number, c4), 18), c1);
    h4 = (Math.imul((rotated(h4, 13) + h1) | 0, 5) + 0x32ac3b17) | 0;
  }
  const byteCount = words.length * 4;
  [h1, h2, h3, h4] = spread(h1 ^ byteCount, h2 ^ byteCount, h3 ^ byteCount, h4 ^ byteCount);
  return Int32Array.from(spread(mixed(h1), mixed(h2), mixed(h3), mixed(h4)));
}

const c1 = 0x239b961b;
const c2 = 0xab0e9789;
const c3 = 0x38b34ae5;
const c4 = 0xa1e38b93;

function spread(h1: number, h2: number, h3: number, h4: number): [number, number, number, number] {
  const first = (h1 + h2 + h3 + h4) | 0;
  return [first, (h2 + first) | 0, (h3 + first) | 0, (h4 + first) | 0];
}

function rotated(word: number, bits: number): number {
  return (word << bits) | (word >>> (32 - bits));
}

function mixed(word: number): number {
  let hash = Math.imul(word ^ (word >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return hash ^ (hash >>> 16);
}
