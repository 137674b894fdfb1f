/**
 * The state table: every state found, exact. Vectors are packed and compared in full.
 *
 * Layout of `records`, `wordCount + 1` words to a state, in the order of discovery:
 *
 *     [ packed vector …, parent state (-1 = none) ]
 *
 * Layout of `table`, open addressing with linear probing, a power of two cells, at most three quarters full at the start of a
 * state's expansion:
 *
 *     cell = 0, or  high bits: the same bits of the state's hash (a tag) | low bits: state + 1
 *
 * As many low bits as index the table name the state, so the tag costs nothing and most cells of other states are
 * passed without reading their vector. A cell, once filled, stays as it is until the table grows.
 *
 * While several threads store, each claims numbers in advance, writes the record first, and then swaps it into an empty
 * cell; whoever comes second finds the cell filled and looks on. Numbers that were claimed and not used are closed up at
 * the end of a level.
 *
 * Sum for five slots of 12 bits: record 3 words = 12 bytes, cell 5.3 to 10.7 bytes: 18 to 23 bytes a state.
 */
import { assert } from '../base';
import { claimSize, controlWords } from './control';
import { GrowingMemory } from './growing-memory';
import { hashWords } from './hash';
import { bitsFor, createPacking, firstMisfit, type Packing, pack, unpack } from './packing';

/** Answers of `insert` besides the number of a new state. */
export const inserted = { known: -1, tableFull: -2, memoryFull: -3, statesFull: -4 } as const;

const cellCountMin = 1 << 12;

/** What another thread needs to store states in the same table. The packing is plain data and changes between phases. */
export interface StoreView {
  readonly slotCount: number;
  readonly records: WebAssembly.Memory;
  readonly table: WebAssembly.Memory;
  readonly control: Int32Array;
}

/** Numbers from `next` up to, not including, `end` that a thread has claimed and not used. */
export interface Spare {
  next: number;
  end: number;
}

export class StateStore {
  packing: Packing;
  /** This thread's; of use while several threads store. */
  readonly spare: Spare = { next: 0, end: 0 };
  readonly #slotCount: number;
  readonly #statesMax: number;
  /** Bits asked for by `widen`: a state that needs two wide fields is stored only once both are wide, so no field may shrink. */
  readonly #bitsAsked: number[];
  readonly #records: GrowingMemory;
  readonly #table: GrowingMemory;
  #stride: number;
  #mask = cellCountMin - 1;
  #stateCount = 0;
  /** The words of the state that `indexOf` looks for. */
  #sought = new Int32Array(0);

  /** The words through which threads share the table; undefined while this is the only one. */
  #control: Int32Array | undefined;

  /**
   * @param statesMax how many states may be stored
   * @param widths the bits that fields were once asked to hold, for records that are loaded
   */
  constructor(
    slotCount: number,
    statesMax: number,
    memory: { readonly shared: boolean } | StoreView,
    widths?: { readonly asked: readonly number[]; readonly packed: readonly number[] },
  ) {
    assert(statesMax >= 1 && statesMax < 2 ** 30, 'the limit of states is between 1 and 2^30');
    this.#slotCount = slotCount;
    this.#statesMax = statesMax;
    this.#bitsAsked = widths === undefined ? Array.from({ length: slotCount }, () => 1) : [...widths.asked];
    this.packing = createPacking(widths?.packed ?? Array.from({ length: slotCount }, () => 3));
    this.#stride = this.packing.wordCount + 1;
    if ('control' in memory) {
      this.#records = new GrowingMemory(memory.records);
      this.#table = new GrowingMemory(memory.table);
      this.#control = memory.control;
    } else {
      this.#records = new GrowingMemory(memory);
      this.#table = new GrowingMemory(memory);
      this.#table.ensure(cellCountMin, false);
    }
  }

  /** For another thread. The memory must be shared. */
  view(control: Int32Array): StoreView {
    return { slotCount: this.#slotCount, records: this.#records.memory, table: this.#table.memory, control };
  }

  /** From now on other threads store too. */
  share(control: Int32Array): void {
    control[controlWords.nextState] = this.#stateCount;
    control[controlWords.mask] = this.#mask;
    control[controlWords.statesMax] = this.#statesMax;
    this.#control = control;
    this.spare.next = 0;
    this.spare.end = 0;
  }

  /**
   * The other threads have stopped. Closes up the numbers that were claimed and not used by moving the last states there.
   *
   * @param spares what each thread has left, this one too
   * @param moved called with the old and the new number of each state that moves
   */
  unshare(spares: readonly Spare[], moved: (from: number, to: number) => void): void {
    const control = this.#control;
    assert(control !== undefined, 'the table was shared');
    this.#records.refresh();
    const end = control[controlWords.nextState]!;
    const holes: number[] = [];
    for (const { next, end: spareEnd } of spares) for (let hole = next; hole < spareEnd; hole++) holes.push(hole);
    holes.sort((a, b) => a - b);
    const isHole = new Set(holes);
    this.#stateCount = end - holes.length;
    let from = end - 1;
    for (const hole of holes) {
      if (hole >= this.#stateCount) break;
      while (isHole.has(from)) from--;
      this.#move(from, hole);
      moved(from, hole);
      from--;
    }
    this.#control = undefined;
  }

  /** In another thread, before it goes on: takes over what has changed. */
  sync(packing: Packing): void {
    const control = this.#control;
    assert(control !== undefined, 'the table is shared');
    this.#mask = control[controlWords.mask]!;
    this.packing = packing;
    this.#stride = packing.wordCount + 1;
    this.#records.refresh();
    this.#table.refresh();
  }

  /** Whether other threads store too. */
  get isShared(): boolean {
    return this.#control !== undefined;
  }

  /** While several threads store: numbers claimed, at most a few dozen too many. */
  get stateCount(): number {
    return this.#control === undefined ? this.#stateCount : Atomics.load(this.#control, controlWords.nextState);
  }

  /** Bytes of what is stored. */
  get bytes(): number {
    return this.stateCount * this.#stride * 4 + (this.#mask + 1) * 4;
  }

  /** Whether the table should grow before another state is expanded. */
  get isCrowded(): boolean {
    return this.stateCount * 4 > (this.#mask + 1) * 3;
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
    if (this.#control !== undefined) return this.#insertShared(this.#control, words, at, parent, hash);
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
   * Like `insert` for a batch, while this is the only thread that stores: what is new gets numbers in the order of the batch.
   *
   * @param stride words to a successor: its packed words, its parent and its hash
   * @param from the first to insert
   * @param to the one after the last
   * @returns up to where all are inserted; less than `to` where there is no room, and `insert` says what for
   */
  insertBatch(batch: Int32Array, stride: number, from: number, to: number): number {
    const wordCount = this.packing.wordCount;
    const recordStride = this.#stride;
    const mask = this.#mask;
    const table = this.#table.words;
    const records = this.#records.words;
    const roomMax = Math.min(
      this.#statesMax,
      mask - (mask >> 4),
      Math.floor((records.length - recordStride) / recordStride),
    );
    const end = to * stride;
    let state = this.#stateCount;
    let at = from * stride;
    for (; at < end; at += stride) {
      const hash = batch[at + wordCount + 1]!;
      let cell = hash & mask;
      let found = table[cell]!;
      while (found !== 0) {
        if (((found ^ hash) & ~mask) === 0) {
          const other = ((found & mask) - 1) * recordStride;
          let index = 0;
          while (index < wordCount && records[other + index] === batch[at + index]) index++;
          if (index === wordCount) break;
        }
        cell = (cell + 1) & mask;
        found = table[cell]!;
      }
      if (found !== 0) continue;
      if (state >= roomMax) break;
      const record = state * recordStride;
      // The words and the parent lie one behind the other in both.
      for (let index = 0; index <= wordCount; index++) records[record + index] = batch[at + index]!;
      state++;
      table[cell] = (hash & ~mask) | state;
    }
    this.#stateCount = state;
    return at / stride;
  }

  #insertShared(control: Int32Array, words: Int32Array, at: number, parent: number, hash: number): number {
    const wordCount = this.packing.wordCount;
    const stride = this.#stride;
    const mask = this.#mask;
    const table = this.#table.words;
    let records = this.#records.words;
    let cell = hash & mask;
    for (;;) {
      let found = table[cell]!;
      if (found === 0) {
        const room = this.#claim(control);
        if (room < 0) return room;
        records = this.#records.words;
        const state = this.spare.next;
        const record = state * stride;
        for (let index = 0; index < wordCount; index++) records[record + index] = words[at + index]!;
        records[record + wordCount] = parent;
        found = Atomics.compareExchange(table, cell, 0, (hash & ~mask) | (state + 1));
        if (found === 0) {
          this.spare.next++;
          return state;
        }
      }
      if (((found ^ hash) & ~mask) === 0) {
        // Read again in order: what was written before the cell was filled is seen after this.
        const other = ((Atomics.load(table, cell) & mask) - 1) * stride;
        // The memory was made larger before the cell was filled, but this thread may not have heard of it yet.
        while (other + stride > records.length) {
          this.#records.refresh();
          records = this.#records.words;
        }
        let index = 0;
        while (index < wordCount && records[other + index] === words[at + index]) index++;
        if (index === wordCount) return inserted.known;
      }
      cell = (cell + 1) & mask;
    }
  }

  /** The records of all states, as they lie in memory; valid until another state is stored. */
  get recordWords(): Int32Array {
    return this.#records.words.subarray(0, this.#stateCount * this.#stride);
  }

  /** Bits that were asked for so far, by slot. */
  get bitsAsked(): readonly number[] {
    return this.#bitsAsked;
  }

  /**
   * Takes records over as they were once stored, behind those that are there. Nothing can be found before `index`.
   *
   * @returns false if the machine refuses the memory
   */
  load(records: Int32Array): boolean {
    const from = this.#stateCount * this.#stride;
    if (!this.#records.ensure(from + records.length)) return false;
    this.#records.words.set(records, from);
    this.#stateCount += records.length / this.#stride;
    return true;
  }

  /** Makes loaded states findable. `duplicate` if two are equal, `memoryFull` if the machine refuses the memory. */
  index(): 'indexed' | 'duplicate' | 'memoryFull' {
    let cellCount = this.#mask + 1;
    while (this.#stateCount * 10 > cellCount * 7) cellCount *= 2;
    if (cellCount > 2 ** 30 || !this.#table.ensure(cellCount, false)) return 'memoryFull';
    this.#mask = cellCount - 1;
    return this.#fillTableChecked() ? 'indexed' : 'duplicate';
  }

  /** Makes sure that a number is at hand, and room for its record. 0, or what there is no room in. */
  #claim(control: Int32Array): number {
    const { spare } = this;
    if (spare.next < spare.end) return 0;
    const statesMax = control[controlWords.statesMax]!;
    const claimed = Atomics.load(control, controlWords.nextState);
    if (claimed + claimSize > statesMax) return inserted.statesFull;
    if (claimed >= this.#mask - (this.#mask >> 4) - claimSize * 64) return inserted.tableFull;
    const first = Atomics.add(control, controlWords.nextState, claimSize);
    spare.next = first;
    spare.end = first + claimSize;
    return this.#records.ensure(spare.end * this.#stride) ? 0 : inserted.memoryFull;
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
    for (let at = (from + 1) * stride - 1; at < to * stride; at += stride) sum = (sum + table[batch[at]! & mask]!) | 0;
    for (let at = (from + 1) * stride - 1; at < to * stride; at += stride) {
      const found = table[batch[at]! & mask]!;
      // Beyond the end: another thread has made the memory larger.
      if (found !== 0) sum = (sum + (records[((found & mask) - 1) * recordStride]! | 0)) | 0;
    }
    return sum;
  }

  /** The word of that index of a packed state. */
  wordOf(state: number, index: number): number {
    return this.#records.words[state * this.#stride + index]!;
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
    if (this.#sought.length !== packing.wordCount) this.#sought = new Int32Array(packing.wordCount);
    const words = this.#sought;
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
    assert(this.#control === undefined, 'no other thread stores');
    const cellCount = this.#grownCellCount();
    if (cellCount > 2 ** 30 || !this.#table.ensure(cellCount, false)) return false;
    this.#mask = cellCount - 1;
    this.#fillTable();
    return true;
  }

  /** Widens the fields so that the configuration fits the slot. False if the machine refuses. */
  widen(slot: number, configuration: number): boolean {
    assert(this.#control === undefined, 'no other thread stores');
    const before = this.packing;
    this.#bitsAsked[slot] = Math.max(this.#bitsAsked[slot]!, bitsFor(configuration));
    const union = this.#union();
    const usedBits = (other: number): number =>
      bitsFor(Math.max(1, (union[before.word[other]!]! >>> before.shift[other]!) & before.max[other]!));
    const bits = this.#bitsAsked.map((asked, other) => (other === slot ? asked : Math.max(asked, usedBits(other))));
    const packing = createPacking(bits);
    const stride = packing.wordCount + 1;
    if (!this.#records.ensure((this.#stateCount + 1) * Math.max(stride, this.#stride))) return false;
    this.#repack(packing);
    this.packing = packing;
    this.#stride = stride;
    this.#fillTable();
    return true;
  }

  /** All packed vectors laid over each other: of each field, the highest bit is that of the largest configuration. */
  #union(): Int32Array {
    const { wordCount } = this.packing;
    const records = this.#records.words;
    const stride = this.#stride;
    const union = new Int32Array(wordCount);
    for (let index = 0; index < wordCount; index++) {
      let bits = 0;
      for (let at = index; at < this.#stateCount * stride; at += stride) bits |= records[at]!;
      union[index] = bits;
    }
    return union;
  }

  /** Writes every record anew, in place: towards the end from the end, towards the start from the start. */
  #repack(packing: Packing): void {
    const records = this.#records.words;
    const { wordCount: countBefore, word: wordBefore, shift: shiftBefore, max } = this.packing;
    const { wordCount, word, shift } = packing;
    const slotCount = this.#slotCount;
    const words = new Int32Array(wordCount);
    const stateCount = this.#stateCount;
    const isLonger = wordCount > countBefore;
    for (let done = 0; done < stateCount; done++) {
      const state = isLonger ? stateCount - 1 - done : done;
      const from = state * (countBefore + 1);
      const to = state * (wordCount + 1);
      for (let index = 0; index < wordCount; index++) words[index] = 0;
      for (let slot = 0; slot < slotCount; slot++) {
        const field = (records[from + wordBefore[slot]!]! >>> shiftBefore[slot]!) & max[slot]!;
        words[word[slot]!]! |= field << shift[slot]!;
      }
      const parent = records[from + countBefore]!;
      for (let index = 0; index < wordCount; index++) records[to + index] = words[index]!;
      records[to + wordCount] = parent;
    }
  }

  /** Gives a state a smaller number. Nothing may name it as its parent. */
  #move(from: number, to: number): void {
    const records = this.#records.words;
    const table = this.#table.words;
    const mask = this.#mask;
    records.copyWithin(to * this.#stride, from * this.#stride, (from + 1) * this.#stride);
    const hash = hashWords(records, to * this.#stride, this.packing.wordCount);
    let cell = hash & mask;
    while ((table[cell]! & mask) !== from + 1) cell = (cell + 1) & mask;
    table[cell] = (hash & ~mask) | (to + 1);
  }

  #grownCellCount(): number {
    return (this.#mask + 1) * (this.#mask < 2 ** 20 ? 4 : 2);
  }

  /** Makes all states findable, which differ from each other. */
  #fillTable(): void {
    const table = this.#table.words;
    const records = this.#records.words;
    const mask = this.#mask;
    const stride = this.#stride;
    const wordCount = this.packing.wordCount;
    table.fill(0, 0, mask + 1);
    for (let state = 0, at = 0; state < this.#stateCount; state++, at += stride) {
      const hash = hashWords(records, at, wordCount);
      let cell = hash & mask;
      while (table[cell] !== 0) cell = (cell + 1) & mask;
      table[cell] = (hash & ~mask) | (state + 1);
    }
  }

  /** The same for states of which that is not known. False if two are equal. */
  #fillTableChecked(): boolean {
    const table = this.#table.words;
    const records = this.#records.words;
    const mask = this.#mask;
    const wordCount = this.packing.wordCount;
    table.fill(0, 0, mask + 1);
    for (let state = 0; state < this.#stateCount; state++) {
      const hash = hashWords(records, state * this.#stride, wordCount);
      let cell = hash & mask;
      for (let found = table[cell]!; found !== 0; found = table[cell]!) {
        if (((found ^ hash) & ~mask) === 0 && this.#areEqual((found & mask) - 1, state)) return false;
        cell = (cell + 1) & mask;
      }
      table[cell] = (hash & ~mask) | (state + 1);
    }
    return true;
  }

  #areEqual(one: number, other: number): boolean {
    const records = this.#records.words;
    for (let index = 0; index < this.packing.wordCount; index++)
      if (records[one * this.#stride + index] !== records[other * this.#stride + index]) return false;
    return true;
  }
}
