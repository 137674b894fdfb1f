/**
 * The state table: every state found, exact. Vectors are packed and compared in full.
 *
 * Layout of `records`, `wordCount + 1` words to a state, in the order of discovery:
 *
 *     [ packed vector …, parent state (-1 = none) ]
 *
 * Layout of `table`, open addressing with linear probing, a power of two cells, at most 7 in 10 full at the start of a
 * state's expansion:
 *
 *     cell = 0, or  high bits: the same bits of the state's hash (a tag) | low bits: state + 1
 *
 * As many low bits as index the table name the state, so the tag costs nothing and most cells of other states are
 * passed without reading their vector. A cell, once filled, stays as it is until the table grows.
 *
 * Sum for five slots of 12 bits: record 3 words = 12 bytes, cell 5.7 to 11.4 bytes: 18 to 24 bytes a state.
 */
import { assert } from '../base';
import { GrowingMemory } from './growing-memory';
import { hashWords } from './hash';
import { bitsFor, createPacking, firstMisfit, type Packing, pack, unpack } from './packing';

/** Answers of `insert` besides the number of a new state. */
export const inserted = { known: -1, tableFull: -2, memoryFull: -3, statesFull: -4 } as const;

const cellCountMin = 1 << 12;

export class StateStore {
  packing: Packing;
  readonly #slotCount: number;
  readonly #statesMax: number;
  readonly #records: GrowingMemory;
  readonly #table: GrowingMemory;
  #stride: number;
  #mask = cellCountMin - 1;
  #stateCount = 0;

  /** @param statesMax how many states may be stored */
  constructor(slotCount: number, statesMax: number) {
    assert(statesMax >= 1 && statesMax < 2 ** 30, 'the limit of states is between 1 and 2^30');
    this.#slotCount = slotCount;
    this.#statesMax = statesMax;
    this.packing = createPacking(Array.from({ length: slotCount }, () => 3));
    this.#stride = this.packing.wordCount + 1;
    this.#records = new GrowingMemory({ shared: false });
    this.#table = new GrowingMemory({ shared: false });
    this.#table.ensure(cellCountMin, false);
  }

  get stateCount(): number {
    return this.#stateCount;
  }

  /** Bytes of what is stored. */
  get bytes(): number {
    return this.#stateCount * this.#stride * 4 + (this.#mask + 1) * 4;
  }

  /** Whether the table should grow before another state is expanded. */
  get isCrowded(): boolean {
    return this.#stateCount * 10 > (this.#mask + 1) * 7;
  }

  /** Bytes that growing would add. */
  get growthBytes(): number {
    return (this.#grownCellCount() - this.#mask - 1) * 4;
  }

  /**
   * The number of the packed state if it is new, else one of `inserted`. Nothing changes where there is no room.
   * @param words its words, from index `at` on
   */
  insert(words: Int32Array, at: number, parent: number, hash: number): number {
    const wordCount = this.packing.wordCount;
    const stride = this.#stride;
    const mask = this.#mask;
    const table = this.#table.words;
    const records = this.#records.words;
    let cell = hash & mask;
    for (let found = table[cell]!; found !== 0; found = table[cell]!) {
      if (((found ^ hash) & ~mask) === 0) {
        const other = ((found & mask) - 1) * stride;
        let index = 0;
        while (index < wordCount && records[other + index] === words[at + index]) index++;
        if (index === wordCount) return inserted.known;
      }
      cell = (cell + 1) & mask;
    }
    const state = this.#stateCount;
    if (state >= this.#statesMax) return inserted.statesFull;
    if (state >= mask - (mask >> 4)) return inserted.tableFull;
    const record = state * stride;
    if (record + stride > records.length) {
      if (!this.#records.ensure(record + stride)) return inserted.memoryFull;
      return this.insert(words, at, parent, hash);
    }
    for (let index = 0; index < wordCount; index++) records[record + index] = words[at + index]!;
    records[record + wordCount] = parent;
    table[cell] = (hash & ~mask) | (state + 1);
    this.#stateCount = state + 1;
    return state;
  }

  /**
   * Reads what `insert` will read for a batch, all at once, so that it is in the cache by then. Reading has no other
   * effect; the answer means nothing, and is there so that no compiler leaves the reading out.
   *
   * @param stride words to a successor, of which the last is its hash
   */
  prefetch(batch: Int32Array, stride: number, from: number, to: number): number {
    const mask = this.#mask;
    const table = this.#table.words;
    const records = this.#records.words;
    const recordStride = this.#stride;
    let sum = 0;
    for (let at = (from + 1) * stride - 1; at < to * stride; at += stride) sum += table[batch[at]! & mask]!;
    for (let at = (from + 1) * stride - 1; at < to * stride; at += stride) {
      const found = table[batch[at]! & mask]!;
      if (found !== 0) sum += records[((found & mask) - 1) * recordStride]!;
    }
    return sum | 0;
  }

  /** Copies the packed words of a state. */
  wordsInto(state: number, words: Int32Array): void {
    const records = this.#records.words;
    const at = state * this.#stride;
    for (let index = 0; index < this.packing.wordCount; index++) words[index] = records[at + index]!;
  }

  vectorInto(state: number, vector: Int32Array): void {
    unpack(this.packing, this.#records.words, state * this.#stride, vector);
  }

  /** -1 for the initial state. */
  parentOf(state: number): number {
    return this.#records.words[(state + 1) * this.#stride - 1]!;
  }

  /** The number of the state with this vector, -1 if there is none. */
  indexOf(vector: Int32Array): number {
    const { packing } = this;
    if (firstMisfit(packing, vector) >= 0) return -1;
    const words = new Int32Array(packing.wordCount);
    pack(packing, vector, words, 0);
    const records = this.#records.words;
    const table = this.#table.words;
    const hash = hashWords(words, 0, packing.wordCount);
    let cell = hash & this.#mask;
    for (let found = table[cell]!; found !== 0; found = table[cell]!) {
      if (((found ^ hash) & ~this.#mask) === 0) {
        const state = (found & this.#mask) - 1;
        let index = 0;
        while (index < packing.wordCount && records[state * this.#stride + index] === words[index]) index++;
        if (index === packing.wordCount) return state;
      }
      cell = (cell + 1) & this.#mask;
    }
    return -1;
  }

  /** Quadruples a small table, doubles a large one. False if the machine refuses. */
  growTable(): boolean {
    const cellCount = this.#grownCellCount();
    if (cellCount > 2 ** 30 || !this.#table.ensure(cellCount, false)) return false;
    this.#mask = cellCount - 1;
    this.#rehash();
    return true;
  }

  /** Widens the fields so that the configuration fits the slot. False if the machine refuses. */
  widen(slot: number, configuration: number): boolean {
    const before = this.packing;
    const bits = Array.from({ length: this.#slotCount }, (_, other) =>
      other === slot ? bitsFor(configuration) : this.#bitsUsed(other),
    );
    const packing = createPacking(bits);
    const strideBefore = this.#stride;
    const stride = packing.wordCount + 1;
    if (!this.#records.ensure((this.#stateCount + 1) * Math.max(stride, strideBefore))) return false;
    const records = this.#records.words;
    const vector = new Int32Array(this.#slotCount);
    const move = (state: number): void => {
      unpack(before, records, state * strideBefore, vector);
      const parent = records[(state + 1) * strideBefore - 1]!;
      pack(packing, vector, records, state * stride);
      records[(state + 1) * stride - 1] = parent;
    };
    // In place: towards the end from the end, towards the start from the start.
    if (stride > strideBefore) for (let state = this.#stateCount - 1; state >= 0; state--) move(state);
    else for (let state = 0; state < this.#stateCount; state++) move(state);
    this.packing = packing;
    this.#stride = stride;
    this.#rehash();
    return true;
  }

  /** Bits that the largest configuration stored so far needs. */
  #bitsUsed(slot: number): number {
    const { word, shift, max } = this.packing;
    const records = this.#records.words;
    let used = 1;
    for (let state = 0; state < this.#stateCount; state++) {
      const field = (records[state * this.#stride + word[slot]!]! >>> shift[slot]!) & max[slot]!;
      if (field > used) used = field;
    }
    return bitsFor(used);
  }

  #grownCellCount(): number {
    return (this.#mask + 1) * (this.#mask < 2 ** 20 ? 4 : 2);
  }

  #rehash(): void {
    const table = this.#table.words;
    const records = this.#records.words;
    const mask = this.#mask;
    const wordCount = this.packing.wordCount;
    table.fill(0, 0, mask + 1);
    for (let state = 0; state < this.#stateCount; state++) {
      const hash = hashWords(records, state * this.#stride, wordCount);
      let cell = hash & mask;
      while (table[cell] !== 0) cell = (cell + 1) & mask;
      table[cell] = (hash & ~mask) | (state + 1);
    }
  }
}
