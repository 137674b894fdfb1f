/**
 * States that a search has found, with how it came to each. Exact: vectors are compared in full.
 *
 * Layout of `words`, `slotCount + 2` to a state, in the order of discovery:
 *
 *     [ vector …, where it was come from, transition ]
 *
 * `table` is open addressing with linear probing over a power of two cells, at most half full; a cell is 0, or state + 1.
 *
 * Sum for eight slots: 40 bytes of words and 8 to 16 of cells a state, and half as much again while it grows.
 */
import { hashWords } from '../engine';

/** Answers of `add` where a state cannot be stored. */
export const notStored = { states: -1, memory: -2 } as const;

const statesAtFirst = 1024;

export class FoundStates {
  /** Whether the last state that was added was not there before. */
  isNew = false;
  readonly #slotCount: number;
  readonly #stride: number;
  readonly #statesMax: number;
  readonly #bytesMax: number;
  #words: Int32Array;
  #table = new Int32Array(statesAtFirst * 2);
  #count = 0;

  constructor(slotCount: number, limits: { readonly states: number; readonly bytes: number }) {
    this.#slotCount = slotCount;
    this.#stride = slotCount + 2;
    this.#statesMax = limits.states;
    this.#bytesMax = limits.bytes;
    this.#words = new Int32Array(statesAtFirst * this.#stride);
  }

  get count(): number {
    return this.#count;
  }

  get bytes(): number {
    return this.#words.byteLength + this.#table.byteLength;
  }

  /**
   * The number of a state, which is copied if it is new; or one of `notStored`.
   *
   * @param origin the state it was come from, or any negative number
   */
  add(vector: Int32Array, origin: number, transition: number): number {
    const cell = this.#cellOf(vector);
    const known = this.#table[cell] as number;
    this.isNew = known === 0;
    if (known !== 0) return known - 1;
    const state = this.#count;
    if (state >= this.#statesMax) return notStored.states;
    if ((state + 1) * this.#stride > this.#words.length) {
      if (!this.#grow()) return notStored.memory;
      return this.add(vector, origin, transition);
    }
    const at = state * this.#stride;
    this.#words.set(vector, at);
    this.#words[at + this.#slotCount] = origin;
    this.#words[at + this.#slotCount + 1] = transition;
    this.#table[cell] = state + 1;
    this.#count = state + 1;
    return state;
  }

  /** The number of a state; -1 if it was not found. */
  indexOf(vector: Int32Array): number {
    return (this.#table[this.#cellOf(vector)] as number) - 1;
  }

  /** A state, as it lies in memory: valid until another is added, and not to be changed. */
  vector(state: number): Int32Array {
    const at = state * this.#stride;
    return this.#words.subarray(at, at + this.#slotCount);
  }

  originOf(state: number): number {
    return this.#words[state * this.#stride + this.#slotCount] as number;
  }

  transitionOf(state: number): number {
    return this.#words[state * this.#stride + this.#slotCount + 1] as number;
  }

  /** The cell of a state, or the empty one in which it belongs. */
  #cellOf(vector: Int32Array): number {
    const slotCount = this.#slotCount;
    const stride = this.#stride;
    const words = this.#words;
    const table = this.#table;
    const mask = table.length - 1;
    let cell = hashWords(vector, 0, slotCount) & mask;
    for (let found = table[cell] as number; found !== 0; found = table[cell] as number) {
      const other = (found - 1) * stride;
      let slot = 0;
      while (slot < slotCount && words[other + slot] === vector[slot]) slot++;
      if (slot === slotCount) return cell;
      cell = (cell + 1) & mask;
    }
    return cell;
  }

  /** Doubles the room. False if that is more than allowed, or than there is. */
  #grow(): boolean {
    if (this.bytes * 2 > this.#bytesMax) return false;
    try {
      const words = new Int32Array(this.#words.length * 2);
      words.set(this.#words);
      const table = new Int32Array(this.#table.length * 2);
      this.#words = words;
      this.#table = table;
    } catch {
      return false; // The machine refuses the memory.
    }
    for (let state = 0; state < this.#count; state++) this.#table[this.#cellOf(this.vector(state))] = state + 1;
    return true;
  }
}
