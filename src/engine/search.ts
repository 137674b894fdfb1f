/**
 * Breadth-first search over a transition system in integers: exact, every state's vector is stored and compared.
 *
 * Layout of `records`, `stride` words to a state, in the order of discovery (which is also the queue):
 *
 *     [ configuration of slot 0, …, of slot slotCount-1, parent state (-1 = none), transition that led here (-1) ]
 *
 * Layout of `table`, open addressing with linear probing, a power of two cells, at most 7 in 10 full:
 *
 *     cell = 0, or  high bits: the same bits of the state's hash (a tag) | low bits: state + 1
 *
 * As many low bits as index the table name the state, so the tag costs nothing and most cells of other states are
 * passed without reading their vector.
 *
 * Sum for five nodes, observer and budget: record 9 words = 36 bytes, cell 5.7 to 11.4 bytes: 42 to 48 bytes a state.
 */
import { assert } from '../base';
import { type TransitionSystem, transitionFlags } from '../model';
import { EffectTable } from './effect-table';
import { GrowingMemory } from './growing-memory';
import { mixSlot } from './hash';

export interface SearchLimits {
  readonly states: number;
  readonly bytes: number;
  readonly depth: number;
}

/** Which bits of the system's labels to look for, and which of them end the search. */
export interface Watch {
  /** All bits whose first state is wanted. */
  readonly bits: number;
  /** Bits that end the search when met. */
  readonly stopBits: number;
}

/**
 * - `exhausted`: all reachable states were visited.
 * - `stopped`: a stop bit was met, and the level in which that happened was finished: what is shortest does not depend on
 *   the order within a level, and a state of this level that is bad only when it comes to rest is found too.
 * - `failed`: in `state`, taking `transition` ends in a failure; the level was finished likewise.
 * - a limit.
 */
export type SearchEnd =
  | { readonly kind: 'exhausted' }
  | { readonly kind: 'stopped' }
  | { readonly kind: 'failed'; readonly state: number; readonly transition: number }
  | { readonly kind: 'limit'; readonly limit: 'states' | 'bytes' | 'depth' };

export class Search {
  readonly effects: EffectTable;
  readonly #stride: number;
  /** First state that carries each watched bit; -1 while none does. */
  readonly firstState: Int32Array = new Int32Array(32).fill(-1);
  end: SearchEnd | undefined;

  readonly #system: TransitionSystem;
  readonly #limits: SearchLimits;
  readonly #records = new GrowingMemory();
  #table = new Int32Array(1 << 12);
  #pending: number;
  readonly #stopBits: number;
  #stateCount = 0;
  #next = 0;
  #generated = 0;
  #depth = 0;
  #levelEnd = 1;
  /** Why the search ends with this level. */
  #closing: SearchEnd | undefined;
  readonly #levelSizes: number[] = [1];

  constructor(system: TransitionSystem, limits: SearchLimits, watch: Watch) {
    assert(limits.states >= 1 && limits.states < 2 ** 30, 'the limit of states is between 1 and 2^30');
    this.#system = system;
    this.#limits = limits;
    this.#pending = watch.bits;
    this.#stopBits = watch.stopBits;
    this.effects = new EffectTable(system);
    this.#stride = system.slotCount + 2;
    this.#addInitial();
  }

  get stateCount(): number {
    return this.#stateCount;
  }

  /** Transitions taken, repeats included. */
  get generatedCount(): number {
    return this.#generated;
  }

  /** Depth of the deepest state found. */
  get depth(): number {
    return this.#stateCount > this.#levelEnd ? this.#depth + 1 : this.#depth;
  }

  get frontierSize(): number {
    return this.#stateCount - this.#next;
  }

  /** States found at each completed depth. */
  get levelSizes(): readonly number[] {
    return this.#levelSizes;
  }

  /** Copies the vector of a state. */
  vectorInto(state: number, vector: Int32Array): void {
    const at = state * this.#stride;
    for (let slot = 0; slot < this.#system.slotCount; slot++) vector[slot] = this.#records.words[at + slot]!;
  }

  vectorOf(state: number): Int32Array {
    const vector = new Int32Array(this.#system.slotCount);
    this.vectorInto(state, vector);
    return vector;
  }

  /** The number of the state with this vector, -1 if it was not found. */
  indexOf(vector: Int32Array): number {
    const slotCount = this.#system.slotCount;
    const records = this.#records.words;
    const table = this.#table;
    const mask = table.length - 1;
    let hash = 0;
    for (let slot = 0; slot < slotCount; slot++) hash ^= mixSlot(slot, vector[slot]!);
    let cell = hash & mask;
    for (let found = table[cell]!; found !== 0; found = table[cell]!) {
      if (((found ^ hash) & ~mask) === 0) {
        const state = (found & mask) - 1;
        let slot = 0;
        while (slot < slotCount && records[state * this.#stride + slot] === vector[slot]) slot++;
        if (slot === slotCount) return state;
      }
      cell = (cell + 1) & mask;
    }
    return -1;
  }

  get bytes(): number {
    return this.#stateCount * this.#stride * 4 + this.#table.byteLength + this.effects.bytes;
  }

  /** States on the shortest path from the initial state to `state`, both included. */
  statesTo(state: number): number[] {
    const states: number[] = [];
    const records = this.#records.words;
    for (let at = state; at >= 0; at = records[at * this.#stride + this.#stride - 2]!) states.push(at);
    return states.reverse();
  }

  /** Transitions from the initial state to `state`, in order. */
  pathTo(state: number): number[] {
    return this.statesTo(state)
      .slice(1)
      .map((at) => this.#records.words[at * this.#stride + this.#stride - 1]!);
  }

  /**
   * Searches on until at least `budget` more units of work are done, or it ends: one unit a transition, and
   * what the system spends on filling rows and applying operations. True when it has ended.
   */
  step(budget: number): boolean {
    if (this.end !== undefined) return true;
    const system = this.#system;
    const effects = this.effects;
    const slotCount = system.slotCount;
    const actorCount = system.actorCount;
    const labelSlot = system.labelSlot;
    const stride = this.#stride;
    const current = new Int32Array(slotCount);
    const successor = new Int32Array(slotCount);
    let rows = system.rows;
    let entries = system.entries;
    let operationSlot = system.operationSlot;
    let labels = system.labels;
    let records = this.#records.words;
    let table = this.#table;
    let mask = table.length - 1;
    let stateCount = this.#stateCount;
    let capacity = this.#stateCapacity();
    let generated = this.#generated;
    let units = budget;
    let systemUnitsBefore = system.unitsSpent;
    let next = this.#next;

    search: while (next < stateCount && units > 0) {
      const generatedBefore = generated;
      if (next === this.#levelEnd) {
        if (this.#closing !== undefined) {
          this.end = this.#closing;
          break;
        }
        this.#depth++;
        this.#levelSizes.push(stateCount - this.#levelEnd);
        this.#levelEnd = stateCount;
        if (this.#depth >= this.#limits.depth) {
          this.end = { kind: 'limit', limit: 'depth' };
          break;
        }
      }
      const record = next * stride;
      let hash = 0;
      for (let slot = 0; slot < slotCount; slot++) {
        const configuration = records[record + slot]!;
        current[slot] = configuration;
        successor[slot] = configuration;
        hash ^= mixSlot(slot, configuration);
      }
      let progress = 0;
      for (let actor = 0; actor < actorCount; actor++) {
        const own = current[actor]!;
        // Applying an operation may have added configurations, and with them a longer list of rows.
        if (own >= rows[actor]!.length) rows = system.rows;
        let row = rows[actor]![own]!;
        if (row < 0) {
          system.expand(actor, own);
          rows = system.rows;
          entries = system.entries;
          operationSlot = system.operationSlot;
          labels = system.labels;
          row = rows[actor]![own]!;
        }
        const withoutOwn = hash ^ mixSlot(actor, own);
        let at = row + 1;
        for (let left = entries[row]!; left > 0; left--) {
          const transition = at;
          const flags = entries[at + 1]!;
          const configuration = entries[at + 2]!;
          const operationCount = entries[at + 3]!;
          at += 4 + operationCount;
          let childHash = withoutOwn;
          let disabled = false;
          let applied = 0;
          for (; applied < operationCount; applied++) {
            const operation = entries[transition + 4 + applied]!;
            const slot = operationSlot[operation]!;
            const before = successor[slot]!;
            const after = effects.lookup(operation, before);
            if (after < 0) {
              disabled = true;
              break;
            }
            childHash ^= mixSlot(slot, before) ^ mixSlot(slot, after);
            successor[slot] = after;
          }
          if (!disabled) {
            if ((flags & transitionFlags.fired) === 0) entries[transition + 1] = flags | transitionFlags.fired;
            generated++;
            if ((flags & transitionFlags.fault) === 0) progress++;
            if (configuration < 0) {
              if (this.#closing?.kind !== 'failed') this.#closing = { kind: 'failed', state: next, transition };
            } else {
              successor[actor] = configuration;
              childHash ^= mixSlot(actor, configuration);
              let cell = childHash & mask;
              let isNew = true;
              for (let found = table[cell]!; found !== 0; found = table[cell]!) {
                if (((found ^ childHash) & ~mask) === 0) {
                  const other = ((found & mask) - 1) * stride;
                  let slot = 0;
                  while (slot < slotCount && records[other + slot] === successor[slot]) slot++;
                  if (slot === slotCount) {
                    isNew = false;
                    break;
                  }
                }
                cell = (cell + 1) & mask;
              }
              if (isNew) {
                if (stateCount >= this.#limits.states) {
                  this.end = { kind: 'limit', limit: 'states' };
                  break search;
                }
                if (stateCount >= capacity) {
                  if (
                    !this.#records.ensure((stateCount + 1) * stride) ||
                    this.#bytesAt(stateCount) > this.#limits.bytes
                  ) {
                    this.end = { kind: 'limit', limit: 'bytes' };
                    break search;
                  }
                  records = this.#records.words;
                  capacity = this.#stateCapacity();
                }
                const target = stateCount * stride;
                for (let slot = 0; slot < slotCount; slot++) records[target + slot] = successor[slot]!;
                records[target + slotCount] = next;
                records[target + slotCount + 1] = transition;
                stateCount++;
                table[cell] = (childHash & ~mask) | stateCount;
                if (stateCount * 10 > table.length * 7) {
                  this.#stateCount = stateCount;
                  if (!this.#growTable()) {
                    this.end = { kind: 'limit', limit: 'bytes' };
                    break search;
                  }
                  table = this.#table;
                  mask = table.length - 1;
                }
                // Asking for an effect may have added an observation, and with it a longer list of labels.
                const observed = successor[labelSlot]!;
                if (observed >= labels.length) labels = system.labels;
                const met = labels[observed]! & this.#pending;
                if (met !== 0) this.#meet(met, stateCount - 1);
              }
            }
          }
          successor[actor] = own;
          for (let index = 0; index < applied; index++) {
            const slot = operationSlot[entries[transition + 4 + index]!]!;
            successor[slot] = current[slot]!;
          }
        }
      }
      if (progress === 0 && this.#pending !== 0) {
        const met = system.quiescentLabels[current[labelSlot]!]! & this.#pending;
        if (met !== 0) this.#meet(met, next);
      }
      const systemUnits = system.unitsSpent;
      units -= generated - generatedBefore + 1 + systemUnits - systemUnitsBefore;
      systemUnitsBefore = systemUnits;
      next++;
    }
    this.#stateCount = stateCount;
    this.#generated = generated;
    this.#next = next;
    if (this.end === undefined && next === stateCount) this.end = this.#closing ?? { kind: 'exhausted' };
    return this.end !== undefined;
  }

  #addInitial(): void {
    const { initial, slotCount, labelSlot } = this.#system;
    this.#records.ensure(this.#stride);
    let hash = 0;
    for (let slot = 0; slot < slotCount; slot++) {
      this.#records.words[slot] = initial[slot]!;
      hash ^= mixSlot(slot, initial[slot]!);
    }
    this.#records.words[slotCount] = -1;
    this.#records.words[slotCount + 1] = -1;
    this.#stateCount = 1;
    const mask = this.#table.length - 1;
    this.#table[hash & mask] = (hash & ~mask) | 1;
    const met = this.#system.labels[initial[labelSlot]!]! & this.#pending;
    if (met !== 0) this.#meet(met, 0);
    this.end = this.#closing;
  }

  /** Notes the first state of each bit, and whether the level is the last. */
  #meet(bits: number, state: number): void {
    this.#pending &= ~bits;
    for (let bit = 0; bit < 32; bit++) {
      if ((bits & (1 << bit)) === 0) continue;
      this.firstState[bit] = state;
      if ((this.#stopBits & (1 << bit)) !== 0) this.#closing ??= { kind: 'stopped' };
    }
  }

  #stateCapacity(): number {
    return Math.floor(this.#records.words.length / this.#stride);
  }

  #bytesAt(stateCount: number): number {
    return stateCount * this.#stride * 4 + this.#table.byteLength + this.effects.bytes;
  }

  /** Quadruples a small table, doubles a large one. False if the machine or the limit refuses. */
  #growTable(): boolean {
    const length = this.#table.length * (this.#table.length < 2 ** 20 ? 4 : 2);
    const added = (length - this.#table.length) * 4;
    if (this.#bytesAt(this.#stateCount) + added > this.#limits.bytes || length > 2 ** 30) return false;
    let table: Int32Array<ArrayBuffer>;
    try {
      table = new Int32Array(length);
    } catch (error) {
      if (error instanceof RangeError) return false; // No memory left.
      throw error;
    }
    const mask = length - 1;
    const slotCount = this.#system.slotCount;
    const records = this.#records.words;
    for (let state = 0; state < this.#stateCount; state++) {
      let hash = 0;
      for (let slot = 0; slot < slotCount; slot++) hash ^= mixSlot(slot, records[state * this.#stride + slot]!);
      let cell = hash & mask;
      while (table[cell] !== 0) cell = (cell + 1) & mask;
      table[cell] = (hash & ~mask) | (state + 1);
    }
    this.#table = table;
    return true;
  }
}
