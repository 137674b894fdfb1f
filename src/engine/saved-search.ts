/**
 * A search that was written down, taken up again. What is read comes from outside: nothing of it indexes anything before it
 * was checked, and what contradicts itself throws a `DamageError`.
 */
import { requireIntact } from '../base';
import { restedLabel, type TransitionSystem } from '../model';
import type { EffectTable } from './effect-table';
import { hashWords } from './hash';
import { fieldBitsMax, pack, unpack } from './packing';
import { StateStore } from './state-store';
import { SuccessorCursor } from './successors';

/** Where a search stands, beside the states that it has stored. Plain numbers. */
export interface SearchRecord {
  readonly stateCount: number;
  /** Bits of each slot's field that were asked for, and that the packing was made for. */
  readonly bitsAsked: readonly number[];
  readonly bitsPacked: readonly number[];
  /** Transitions taken. */
  readonly generated: number;
  /** States of which only some steps were taken, by partial-order reduction. */
  readonly reduced: number;
  /** Configurations of the label slot that were met at rest. */
  readonly rested: readonly number[];
  /** States of each level, up to the one that is being expanded. */
  readonly levelSizes: readonly number[];
  /** States of that level from here on are not expanded yet, nor are those in `deferred`. */
  readonly next: number;
  readonly deferred: readonly number[];
  /** First state of each of the 32 bits, -1 if none was met. */
  readonly firstState: readonly number[];
  /** The first state in which a transition failed, -1 if none did. */
  readonly failedState: number;
  /** Successors that were found and not stored, laid out as in the expander's batch. */
  readonly unstored: readonly number[];
}

/** What a search goes on with. */
export interface SavedSearch {
  readonly record: SearchRecord;
  readonly store: StateStore;
  readonly effects: EffectTable;
  readonly unstored: Int32Array;
  readonly failedTransition: number;
}

/** What loaded states are checked against. */
export interface LoadedSystem {
  readonly system: TransitionSystem;
  readonly effects: EffectTable;
  /** How many configurations each slot has. */
  readonly configurationCounts: readonly number[];
  /** Bits of labels that a search looks for. */
  readonly watched: number;
  /** The initial state as it was stored. */
  readonly initial: Int32Array;
  /** Whether states are representatives, which are not always successors of their parents, or some steps are left out. */
  readonly isReduced: boolean;
}

export interface LoaderLimits {
  readonly states: number;
  /** Whether other threads are to read the states. */
  readonly shared: boolean;
}

const stateCountMax = 2 ** 30 - 1;
const wordMax = 2 ** 31;
const statesPerStep = 50_000;
/** How many states are found again from their parents. */
const retracedMax = 500;

export class SearchLoader {
  readonly #record: SearchRecord;
  readonly #slotCount: number;
  readonly #store: StateStore;
  readonly #stride: number;
  /** Words of a state that has not come in full. */
  #leftOver = new Int32Array(0);

  /** @param value a record, as it was read */
  constructor(value: unknown, slotCount: number, limits: LoaderLimits) {
    const record = readRecord(value, slotCount);
    this.#record = record;
    this.#slotCount = slotCount;
    const widths = { asked: record.bitsAsked, packed: record.bitsPacked };
    this.#store = new StateStore(slotCount, limits.states, limits, widths);
    this.#stride = this.#store.packing.wordCount + 1;
  }

  /** Words of all states together. */
  get wordCount(): number {
    return this.#record.stateCount * this.#stride;
  }

  /** Takes in the next words of the states; a piece may end within a state. False if the machine refuses the memory. */
  add(words: Int32Array): boolean {
    let rest = words;
    if (this.#leftOver.length > 0) {
      rest = new Int32Array(this.#leftOver.length + words.length);
      rest.set(this.#leftOver);
      rest.set(words, this.#leftOver.length);
    }
    const wholeLength = rest.length - (rest.length % this.#stride);
    this.#leftOver = rest.slice(wholeLength);
    requireIntact(
      this.#store.stateCount + wholeLength / this.#stride <= this.#record.stateCount,
      'there are as many states as were announced',
    );
    return this.#store.load(rest.subarray(0, wholeLength));
  }

  /** Checks every state, piece by piece. Undefined if the machine refuses the memory. */
  *finish(loaded: LoadedSystem): Generator<void, SavedSearch | undefined> {
    const record = this.#record;
    const store = this.#store;
    requireIntact(
      store.stateCount === record.stateCount && this.#leftOver.length === 0,
      'there are as many states as were announced',
    );
    yield* this.#checkStates(loaded);
    yield;
    const indexed = store.index();
    if (indexed === 'memoryFull') return undefined;
    requireIntact(indexed === 'indexed', 'no state is there twice');
    yield* this.#retrace(loaded);
    const unstored = this.#unstored(loaded);
    this.#markRested(loaded);
    return { record, store, effects: loaded.effects, unstored, failedTransition: this.#failedTransition(loaded) };
  }

  *#checkStates({ system, configurationCounts, watched, initial }: LoadedSystem): Generator<void, void> {
    const record = this.#record;
    const store = this.#store;
    let pending = watched;
    for (let bit = 0; bit < 32; bit++) if (record.firstState[bit]! >= 0) pending &= ~(1 << bit);
    const vector = new Int32Array(this.#slotCount);
    const again = new Int32Array(this.#stride);
    const words = store.recordWords;
    const lastLevel = record.levelSizes.length - 1;
    let level = 0;
    let levelStart = 0;
    let levelEnd = 1;
    let parentStart = 0;
    for (let state = 0; state < record.stateCount; state++) {
      if (state === levelEnd) {
        parentStart = levelStart;
        levelStart = levelEnd;
        level++;
        levelEnd += level <= lastLevel ? record.levelSizes[level]! : record.stateCount;
      }
      const at = state * this.#stride;
      unpack(store.packing, words, at, vector);
      for (let slot = 0; slot < vector.length; slot++)
        requireIntact(vector[slot]! < configurationCounts[slot]!, 'states consist of configurations that there are');
      pack(store.packing, vector, again, 0);
      for (let index = 0; index < this.#stride - 1; index++)
        requireIntact(words[at + index] === again[index], 'states are written in one way');
      const parent = words[at + this.#stride - 1]!;
      if (state === 0) {
        requireIntact(parent === -1, 'the initial state has no parent');
        for (let slot = 0; slot < vector.length; slot++)
          requireIntact(vector[slot] === initial[slot], 'the first state is the initial one');
      } else requireIntact(parent >= parentStart && parent < levelStart, 'every state has a parent one level above');
      const met = system.labels[vector[system.labelSlot]!]! & pending;
      requireIntact(met === 0, 'what has been met is known to have been met');
      if (state % statesPerStep === statesPerStep - 1) yield;
    }
  }

  /** A sample of the states is found again among the successors of their parents. */
  *#retrace({ system, effects, isReduced }: LoadedSystem): Generator<void, void> {
    if (isReduced) return;
    const { stateCount } = this.#record;
    const stride = Math.max(1, Math.ceil(stateCount / retracedMax));
    const vector = new Int32Array(this.#slotCount);
    const cursor = new SuccessorCursor(system, effects);
    for (let state = stateCount - 1; state > 0; state -= stride) {
      this.#store.vectorInto(this.#store.parentOf(state), vector);
      cursor.begin(vector);
      this.#store.vectorInto(state, vector);
      let found = false;
      while (!found && cursor.next())
        found = !cursor.failed && cursor.vector.every((configuration, slot) => configuration === vector[slot]);
      requireIntact(found, 'a state can be reached from its parent');
    }
    yield;
  }

  #markRested({ system, configurationCounts }: LoadedSystem): void {
    for (const configuration of this.#record.rested) {
      requireIntact(configuration < configurationCounts[system.labelSlot]!, 'what was met at rest is an observation');
      system.quiescentLabels[configuration]! |= restedLabel;
    }
  }

  #unstored({ configurationCounts }: LoadedSystem): Int32Array {
    const { unstored, stateCount } = this.#record;
    const { packing } = this.#store;
    const stride = packing.wordCount + 2;
    const words = Int32Array.from(unstored);
    requireIntact(words.length % stride === 0, 'successors at hand are whole');
    const vector = new Int32Array(this.#slotCount);
    for (let at = 0; at < words.length; at += stride) {
      unpack(packing, words, at, vector);
      for (let slot = 0; slot < vector.length; slot++)
        requireIntact(vector[slot]! < configurationCounts[slot]!, 'states consist of configurations that there are');
      pack(packing, vector, words, at);
      const parent = words[at + packing.wordCount]!;
      requireIntact(parent >= 0 && parent < stateCount, 'a successor at hand has a parent');
      words[at + packing.wordCount + 1] = hashWords(words, at, packing.wordCount);
    }
    return words;
  }

  #failedTransition({ system, effects }: LoadedSystem): number {
    const { failedState } = this.#record;
    if (failedState < 0) return -1;
    const vector = new Int32Array(this.#slotCount);
    this.#store.vectorInto(failedState, vector);
    const cursor = new SuccessorCursor(system, effects);
    cursor.begin(vector);
    while (cursor.next()) if (cursor.failed) return cursor.transition;
    requireIntact(false, 'a transition fails where one has failed');
  }
}

function readRecord(value: unknown, slotCount: number): SearchRecord {
  requireIntact(typeof value === 'object' && value !== null, 'the state of the search is a record');
  const fields = value as Readonly<Record<string, unknown>>;
  const record: SearchRecord = {
    stateCount: whole(fields.stateCount, 1, stateCountMax),
    bitsAsked: wholes(fields.bitsAsked, 1, fieldBitsMax),
    bitsPacked: wholes(fields.bitsPacked, 1, fieldBitsMax),
    generated: whole(fields.generated, 0, Number.MAX_SAFE_INTEGER),
    reduced: whole(fields.reduced, 0, Number.MAX_SAFE_INTEGER),
    rested: wholes(fields.rested, 0, stateCountMax),
    levelSizes: wholes(fields.levelSizes, 1, stateCountMax),
    next: whole(fields.next, 0, stateCountMax),
    deferred: wholes(fields.deferred, 0, stateCountMax),
    firstState: wholes(fields.firstState, -1, stateCountMax),
    failedState: whole(fields.failedState, -1, stateCountMax),
    unstored: wholes(fields.unstored, -wordMax, wordMax - 1),
  };
  const { stateCount, levelSizes, next, deferred, firstState } = record;
  requireIntact(record.bitsAsked.length === slotCount, 'every slot has a field');
  requireIntact(record.bitsPacked.length === slotCount, 'every slot has a field');
  const levelEnd = levelSizes.reduce((sum, size) => sum + size, 0);
  requireIntact(levelSizes[0] === 1 && levelEnd <= stateCount, 'levels consist of states');
  const levelStart = levelEnd - (levelSizes.at(-1) ?? 0);
  requireIntact(next >= levelStart && next <= levelEnd, 'the next state lies in the level');
  requireIntact(
    deferred.every((state) => state >= levelStart && state < next) && new Set(deferred).size === deferred.length,
    'states that were put off lie before the next one',
  );
  requireIntact(firstState.length === 32 && firstState.every((state) => state < stateCount), 'what was met is a state');
  requireIntact(record.failedState < stateCount, 'what failed is a state');
  return record;
}

function whole(value: unknown, min: number, max: number): number {
  requireIntact(
    typeof value === 'number' && Number.isSafeInteger(value) && value >= min && value <= max,
    `a number lies between ${min} and ${max}`,
  );
  return value;
}

function wholes(value: unknown, min: number, max: number): readonly number[] {
  requireIntact(Array.isArray(value), 'a list of numbers is a list');
  return value.map((item) => whole(item, min, max));
}
