/** The only source of randomness: equal seeds give equal sequences, in every browser and in Node. */
import { assert } from './assert';

/** A sequence of pseudo-random numbers. Not for secrets. */
export interface Prng {
  /** The next number, uniform over 0 … 2^32 - 1. */
  next(): number;
  /**
   * A number uniform over 0 … count - 1, without bias.
   * @param count how many there are to pick from: whole, 1 … 2^32
   */
  below(count: number): number;
}

const wordCount = 2 ** 32;

/**
 * The generator for a seed: xoshiro128** whose 128 bits of state come from splitmix32.
 * @param seed whole, 0 … 2^32 - 1. Show it in every report that depends on it.
 */
export function createPrng(seed: number): Prng {
  assert(Number.isInteger(seed) && seed >= 0 && seed < wordCount, 'a seed is a whole number from 0 to 2^32 - 1');
  const word = splitmix32(seed);
  return xoshiro128StarStar(word(), word(), word(), word());
}

/**
 * xoshiro128** 1.1 from a given state of four 32-bit words, not all zero. Period 2^128 - 1.
 * Source: Blackman and Vigna, "Scrambled linear pseudorandom number generators", 2021; prng.di.unimi.it.
 */
export function xoshiro128StarStar(word0: number, word1: number, word2: number, word3: number): Prng {
  let s0 = word0 | 0;
  let s1 = word1 | 0;
  let s2 = word2 | 0;
  let s3 = word3 | 0;
  assert((s0 | s1 | s2 | s3) !== 0, 'the state of xoshiro128** has a bit set');

  function next(): number {
    const scrambled = Math.imul(rotateLeft(Math.imul(s1, 5), 7), 9);
    const shifted = s1 << 9;
    s2 ^= s0;
    s3 ^= s1;
    s1 ^= s2;
    s0 ^= s3;
    s2 ^= shifted;
    s3 = rotateLeft(s3, 11);
    return scrambled >>> 0;
  }

  function below(count: number): number {
    assert(Number.isInteger(count) && count >= 1 && count <= wordCount, 'a pick is from 1 to 2^32 things');
    // The words from `fair` up would make the first few picks likelier than the rest, so they are drawn again.
    const fair = wordCount - (wordCount % count);
    let word = next();
    while (word >= fair) word = next();
    return word % count;
  }

  return { next, below };
}

/**
 * Spreads a 32-bit seed over as many words as are asked for: a Weyl sequence through a mixing function that has low bias.
 * Source: Steele, Lea and Flood, "Fast splittable pseudorandom number generators", 2014, in its 32-bit form with the mixing
 * constants 0x21f0aaad and 0x735a2d97 of Wellons, "Prospecting for hash functions", 2018 and later.
 */
function splitmix32(seed: number): () => number {
  let weyl = seed | 0;
  return () => {
    weyl = (weyl + 0x9e3779b9) | 0;
    let word = weyl;
    word = Math.imul(word ^ (word >>> 16), 0x21f0aaad);
    word = Math.imul(word ^ (word >>> 15), 0x735a2d97);
    return word ^ (word >>> 15);
  };
}

function rotateLeft(word: number, bits: number): number {
  return (word << bits) | (word >>> (32 - bits));
}
