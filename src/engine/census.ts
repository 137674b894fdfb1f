/**
 * How many distinct states a row of samples (walks, or searches) has seen, and how many of them in one sample only. Counted
 * by their fingerprints as long as these fit; estimated beyond that.
 *
 * - Estimate: HyperLogLog with 2^14 registers, standard error 1.04 / 2^7 = 0.8 % (Flajolet, Fusy, Gandouet and Meunier,
 *   "HyperLogLog: the analysis of a near-optimal cardinality estimation algorithm", 2007).
 * - States seen in one sample only, divided by the number of samples: what a further sample is expected to find that is new,
 *   as I. J. Good and A. M. Turing estimate the unseen ("The population frequencies of species", 1953). For samples that are
 *   drawn alike and independently it is, but for one sample's difference, free of bias: it is the mean, over all samples, of
 *   what a sample has seen that no other has.
 */
import type { DistinctCount } from '../model';
import { added, FingerprintSet } from './fingerprint-set';

const registerBits = 14;
const registerCount = 2 ** registerBits;
/** The mark of a state that more than one sample has seen. */
const several = -1;

export class Census {
  /** Distinct states that were new when they were added. Right while none is left out. */
  readonly #set: FingerprintSet;
  readonly #registers = new Uint8Array(registerCount);
  #isFull = false;
  #singles = 0;

  /** @param countMax distinct states up to which they are counted; 24 to 48 bytes each */
  constructor(countMax: number) {
    this.#set = new FingerprintSet(countMax, true);
  }

  /**
   * Adds a state to a sample. True if it is known to be new.
   * @param sample counts from 1
   */
  add(low: number, high: number, sample: number): boolean {
    if (!this.#isFull) {
      const set = this.#set;
      const result = set.add(low, high);
      if (result === added.known) {
        const mark = set.markAt(set.cell);
        if (mark !== sample && mark !== several) {
          set.setMarkAt(set.cell, several);
          this.#singles--;
        }
        return false;
      }
      if (result === added.new) {
        set.setMarkAt(set.cell, sample);
        this.#singles++;
      } else this.#isFull = true;
    }
    const register = low & (registerCount - 1);
    const rank = Math.clz32(high) + 1;
    if (rank > this.#registers[register]!) this.#registers[register] = rank;
    return !this.#isFull;
  }

  get distinct(): DistinctCount {
    if (!this.#isFull) return { kind: 'counted', value: this.#set.count };
    return { kind: 'estimated', value: Math.round(this.#estimate()), error: 1.04 / Math.sqrt(registerCount) };
  }

  /** States that one sample only has seen; undefined where they are no longer counted. */
  get singles(): number | undefined {
    return this.#isFull ? undefined : this.#singles;
  }

  get bytes(): number {
    return this.#set.bytes + this.#registers.byteLength;
  }

  /** Only asked for where there are far more states than registers, so no small-range correction is needed. */
  #estimate(): number {
    let sum = 0;
    for (const rank of this.#registers) sum += 2 ** -rank;
    const alpha = 0.7213 / (1 + 1.079 / registerCount);
    return Math.max(this.#set.count, (alpha * registerCount * registerCount) / sum);
  }
}
