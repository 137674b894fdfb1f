/**
 * The inner loop: takes all transitions of states and stores what they lead to.
 *
 * A successor is made packed, where it will lie in the batch: a copy of the state, in which each change of a slot changes
 * one field of one word. Successors are collected and stored in batches: looking up one after the other would wait for the
 * memory each time, a batch waits for all of them at once.
 *
 * Layout of `batch`, `wordCount + 2` words to a successor:
 *
 *     [ packed vector …, parent state, hash ]
 */
import {
  ampleNone,
  ampleWhole,
  restedLabel,
  rowLayout,
  stillBits,
  type TransitionSystem,
  transitionFlags,
  transitionLayout,
} from '../model';
import { effectMissing } from './effect-table';
import { hashWords } from './hash';
import { firstMisfit, pack, unpack } from './packing';
import { inserted, type StateStore } from './state-store';

/** The tables that successors are made from: all of the system, or what another thread has filled of it so far. */
export interface Tables extends Omit<TransitionSystem, 'apply' | 'initial' | 'unitsSpent' | 'expand'> {
  /** The row of a configuration: filled if it was not, or -1 in a thread that cannot fill it. */
  rowOf(actor: number, configuration: number): number;
  /** Whether `rowOf` must be asked each time, because other threads fill the rows. */
  readonly isRemote: boolean;
}

export interface Effects {
  /** The configuration an operation leads to, -1 where it is disabled, `effectMissing` where that is not known. */
  lookup(operation: number, configuration: number): number;
}

/**
 * What came of expanding a state. `tooWide`: a field is too narrow for a successor. `missing`: this thread lacks a row or
 * an effect. In both cases nothing of the state was collected, and it must be expanded again.
 */
export const expanded = { done: 0, tooWide: 1, missing: 2 } as const;
export type Expanded = (typeof expanded)[keyof typeof expanded];

/** Replaces states by representatives, so that fewer are stored. */
export interface Reduction {
  /** Replaces a state by the representative of its class, in place. */
  canonical(vector: Int32Array): void;
}

/** No actor: what would tell it is missing. */
const unknown = -2;

/** Successors that make a batch worth storing. */
const batchSize = 256;

export class Expander {
  /** Transitions taken. */
  generated = 0;
  /** The first state that carries each watched bit; -1 while none does. */
  readonly firstState: Int32Array = new Int32Array(32).fill(-1);
  /** Watched bits that no state carried so far. */
  pending: number;
  /** The first transition that failed, and its state; -1 while none did. */
  failedState = -1;
  failedTransition = -1;
  /** The field that was too narrow. */
  wideSlot = -1;
  wideConfiguration = 0;
  /** Means nothing: what reading ahead came to. */
  prefetched = 0;
  /** States of which only some of the enabled steps were taken. */
  reduced = 0;

  readonly #tables: Tables;
  readonly #effects: Effects;
  readonly #store: StateStore;
  readonly #onFired: ((transition: number) => void) | undefined;
  readonly #onRested: ((configuration: number) => void) | undefined;
  readonly #reduction: Reduction | undefined;
  readonly #partialOrder: boolean;
  readonly #representative: Int32Array;
  /** The packed state that is expanded. */
  #currentWords = new Int32Array(0);
  #batch = new Int32Array(4 * batchSize);
  #batchCount = 0;
  /** How many of the batch are stored. */
  #storedCount = 0;

  /**
   * @param options for readers, whose tables may move: `onFired` is called with each transition that was never taken
   *   before, `onRested` with each configuration of the label slot never met at rest before; `partialOrder`: follow what the system says before its rows
   */
  constructor(
    tables: Tables,
    effects: Effects,
    store: StateStore,
    watched: number,
    options: {
      readonly onFired?: (transition: number) => void;
      readonly onRested?: (configuration: number) => void;
      readonly reduction?: Reduction | undefined;
      readonly partialOrder?: boolean | undefined;
    } = {},
  ) {
    this.#partialOrder = options.partialOrder === true;
    this.#reduction = options.reduction;
    this.#representative = new Int32Array(tables.slotCount);
    this.#tables = tables;
    this.#effects = effects;
    this.#store = store;
    this.pending = watched;
    this.#onFired = options.onFired;
    this.#onRested = options.onRested;
  }

  /** Stores the initial state. */
  addInitial(start: Int32Array): void {
    const tables = this.#tables;
    const initial = start.slice();
    this.#reduction?.canonical(initial);
    const store = this.#store;
    for (let slot = 0; slot < tables.slotCount; slot++)
      if (initial[slot]! > store.packing.max[slot]!) store.widen(slot, initial[slot]!);
    const words = new Int32Array(store.packing.wordCount);
    pack(store.packing, initial, words, 0);
    store.insert(words, 0, -1, hashWords(words, 0, words.length));
    this.#meet(tables.labels[initial[tables.labelSlot]!]! & this.pending, 0);
  }

  get hasUnstored(): boolean {
    return this.#storedCount < this.#batchCount;
  }

  /** Successors that were collected and not stored, laid out as in `batch`. */
  get unstored(): Int32Array {
    const stride = this.#store.packing.wordCount + 2;
    return this.#batch.slice(this.#storedCount * stride, this.#batchCount * stride);
  }

  /** Goes on as another expander left off. The batch must be empty. */
  resume(
    from: Pick<Expander, 'generated' | 'reduced' | 'failedState' | 'failedTransition' | 'firstState' | 'unstored'>,
  ): void {
    const stride = this.#store.packing.wordCount + 2;
    this.generated = from.generated;
    this.reduced = from.reduced;
    this.failedState = from.failedState;
    this.failedTransition = from.failedTransition;
    this.firstState.set(from.firstState);
    for (let bit = 0; bit < 32; bit++) if (from.firstState[bit]! >= 0) this.pending &= ~(1 << bit);
    this.#batchCount = from.unstored.length / stride;
    this.#storedCount = 0;
    while (this.#batch.length < from.unstored.length) this.#growBatch();
    this.#batch.set(from.unstored);
  }

  /** Whether enough successors wait to be stored. */
  get isBatchFull(): boolean {
    return this.#batchCount >= batchSize;
  }

  /** Collects the successors of a state. */
  expand(state: number): Expanded {
    const tables = this.#tables;
    const effects = this.#effects;
    const store = this.#store;
    const { wordCount, word, shift, max } = store.packing;
    if (this.#currentWords.length !== wordCount) this.#currentWords = new Int32Array(wordCount);
    const stride = wordCount + 2;
    let batch = this.#batch;
    let target = this.#batchCount * stride;
    const current = this.#currentWords;
    const actorCount = tables.actorCount;
    const isRemote = tables.isRemote;
    const reduction = this.#reduction;
    let rows = tables.rows;
    let entries = tables.entries;
    let operationSlot = tables.operationSlot;

    store.wordsInto(state, current);
    let generated = 0;
    let progress = 0;
    let firstActor = 0;
    let lastActor = actorCount;
    /** The offset of the one transition to take, or below one. */
    let single = ampleNone as number;
    if (this.#partialOrder) {
      const ample = this.#ampleActor();
      if (ample === unknown) return expanded.missing;
      rows = tables.rows;
      entries = tables.entries;
      operationSlot = tables.operationSlot;
      if (ample >= 0) {
        firstActor = ample;
        lastActor = ample + 1;
        single = entries[rows[ample]![this.#fieldOf(ample)]! - 1]!;
      }
    }
    for (let actor = firstActor; actor < lastActor; actor++) {
      const ownWord = word[actor]!;
      const ownShift = shift[actor]!;
      const ownMax = max[actor]!;
      const own = (current[ownWord]! >>> ownShift) & ownMax;
      let row = isRemote ? -1 : (rows[actor]![own] ?? -1);
      if (row < 0) {
        row = tables.rowOf(actor, own);
        if (row < 0) return expanded.missing;
        rows = tables.rows;
        entries = tables.entries;
        operationSlot = tables.operationSlot;
      }
      let left = 1;
      let offsetAt = 0;
      if (single <= 0) {
        const still = entries[row + rowLayout.still]!;
        if ((still & stillBits.fired) === 0) this.#fireStill(entries, row, own);
        generated += still >> stillBits.count;
        progress += still & stillBits.progress;
        offsetAt = row + entries[row + rowLayout.offsets]!;
        left = entries[offsetAt]!;
      }
      while (target + left * stride > batch.length) batch = this.#growBatch();
      for (; left > 0; left--) {
        const transition = row + (single <= 0 ? entries[++offsetAt]! : single);
        const flags = entries[transition + 1]!;
        const configuration = entries[transition + 2]!;
        const end = transition + 4 + entries[transition + 3]!;
        let disabled = false;
        /** Whether the successor differs from the state so far, and is written to the batch. */
        let changed = false;
        for (let operationAt = transition + 4; operationAt < end; operationAt++) {
          const operation = entries[operationAt]!;
          const slot = operationSlot[operation]!;
          const field = word[slot]!;
          const fieldShift = shift[slot]!;
          const fieldMax = max[slot]!;
          const before = ((changed ? batch[target + field]! : current[field]!) >>> fieldShift) & fieldMax;
          const after = effects.lookup(operation, before);
          if (after === before) continue;
          if (after < 0) {
            if (after === effectMissing) return expanded.missing;
            disabled = true;
            break;
          }
          if (after > fieldMax) return this.#tooWide(slot, after);
          if (!changed) {
            for (let index = 0; index < wordCount; index++) batch[target + index] = current[index]!;
            changed = true;
          }
          batch[target + field] = batch[target + field]! + ((after - before) << fieldShift);
        }
        if (disabled) continue;
        if ((flags & transitionFlags.fired) === 0) {
          entries[transition + 1] = flags | transitionFlags.fired;
          this.#onFired?.(transition);
        }
        generated++;
        if (configuration < 0) {
          if ((flags & transitionFlags.fault) === 0) progress++;
          if (this.failedState < 0) {
            this.failedState = state;
            this.failedTransition = transition;
          }
          continue;
        }
        if (!changed) {
          // A state's own record is known to be stored.
          if (configuration === own) {
            if ((flags & (transitionFlags.fault | transitionFlags.idle)) === 0) progress++;
            continue;
          }
          for (let index = 0; index < wordCount; index++) batch[target + index] = current[index]!;
        }
        if (configuration > ownMax) return this.#tooWide(actor, configuration);
        batch[target + ownWord] = batch[target + ownWord]! + ((configuration - own) << ownShift);
        if ((flags & transitionFlags.idle) !== 0 && startsWith(batch, target, current)) continue;
        if ((flags & transitionFlags.fault) === 0) progress++;
        if (reduction !== undefined && !this.#represent(reduction, batch, target)) return expanded.tooWide;
        batch[target + wordCount] = state;
        batch[target + wordCount + 1] = hashWords(batch, target, wordCount);
        target += stride;
      }
    }
    this.generated += generated;
    if (lastActor - firstActor < actorCount || single > 0) this.reduced++;
    this.#batchCount = target / stride;
    if (progress === 0) this.#rest(state);
    return expanded.done;
  }

  /** Marks the transitions of a row that are still as taken. */
  #fireStill(entries: Int32Array, row: number, own: number): void {
    let at = row + 1;
    for (let left = entries[row]!; left > 0; left--) {
      const { flags, configuration, operationCount, operations } = transitionLayout;
      const isStill = entries[at + operationCount] === 0 && entries[at + configuration] === own;
      if (isStill && (entries[at + flags]! & transitionFlags.fired) === 0) {
        entries[at + flags]! |= transitionFlags.fired;
        this.#onFired?.(at);
      }
      at += operations + entries[at + operationCount]!;
    }
    entries[row + rowLayout.still]! |= stillBits.fired;
  }

  /** The configuration of a slot in the state that is expanded. */
  #fieldOf(slot: number): number {
    const { word, shift, max } = this.#store.packing;
    return (this.#currentWords[word[slot]!]! >>> shift[slot]!) & max[slot]!;
  }

  /** Replaces a packed state by its representative, in place. False if a field is too narrow for it. */
  #represent(reduction: Reduction, words: Int32Array, at: number): boolean {
    const { packing } = this.#store;
    const representative = this.#representative;
    unpack(packing, words, at, representative);
    reduction.canonical(representative);
    const misfit = firstMisfit(packing, representative);
    if (misfit >= 0) this.#tooWide(misfit, representative[misfit]!);
    else pack(packing, representative, words, at);
    return misfit < 0;
  }

  /** Notes that in the state that is expanded nothing but faults can happen. */
  #rest(state: number): void {
    const tables = this.#tables;
    const observed = this.#fieldOf(tables.labelSlot);
    const label = tables.quiescentLabels[observed]!;
    if ((label & restedLabel) === 0) {
      tables.quiescentLabels[observed] = label | restedLabel;
      this.#onRested?.(observed);
    }
    if ((label & this.pending) !== 0) this.#meet(label & this.pending, state);
  }

  /** The actor whose steps can be taken before all others', -1 if there is none, `unknown` if a row is missing. */
  #ampleActor(): number {
    const tables = this.#tables;
    let reached = 0;
    let candidates = 0;
    for (let actor = 0; actor < tables.actorCount; actor++) {
      const row = tables.rowOf(actor, this.#fieldOf(actor));
      if (row < 0) return unknown;
      const ample = tables.entries[row - 1]!;
      if (ample > 0) return actor;
      if (ample === ampleWhole) candidates |= 1 << actor;
      reached |= tables.entries[row - 2]!;
    }
    const free = candidates & ~reached;
    return free === 0 ? -1 : 31 - Math.clz32(free & -free);
  }

  /**
   * Stores the batch, in the order of expansion. Answers `known` when all of it is stored; else what there is no room in,
   * and storing goes on where it stopped when it is asked again.
   */
  store(): number {
    const store = this.#store;
    const batch = this.#batch;
    const count = this.#batchCount;
    const stride = store.packing.wordCount + 2;
    this.prefetched = store.prefetch(batch, stride, this.#storedCount, count);
    while (this.#storedCount < count) {
      if (!store.isShared) this.#insertBatch(stride);
      // One by one beside other threads, and where there is no room.
      if (this.#storedCount < count) {
        const came = this.#insertNext(stride);
        if (came !== inserted.known) return came;
      }
    }
    this.#batchCount = 0;
    this.#storedCount = 0;
    return inserted.known;
  }

  /** Stores what there is room for at once. */
  #insertBatch(stride: number): void {
    const store = this.#store;
    const stateCountBefore = store.stateCount;
    this.#storedCount = store.insertBatch(this.#batch, stride, this.#storedCount, this.#batchCount);
    const stateCount = store.stateCount;
    const { labels, labelSlot } = this.#tables;
    const { word, shift, max } = store.packing;
    for (let state = stateCountBefore; state < stateCount && this.pending !== 0; state++) {
      const observed = (store.wordOf(state, word[labelSlot]!) >>> shift[labelSlot]!) & max[labelSlot]!;
      const met = labels[observed]! & this.pending;
      if (met !== 0) this.#meet(met, state);
    }
  }

  /** Stores the next of the batch. Answers `known` when that is done; else what there is no room in. */
  #insertNext(stride: number): number {
    const batch = this.#batch;
    const { labels, labelSlot } = this.#tables;
    const { word, shift, max } = this.#store.packing;
    const at = this.#storedCount * stride;
    const child = this.#store.insert(batch, at, batch[at + stride - 2]!, batch[at + stride - 1]!);
    if (child < 0 && child !== inserted.known) return child;
    this.#storedCount++;
    if (child < 0) return inserted.known;
    const observed = (batch[at + word[labelSlot]!]! >>> shift[labelSlot]!) & max[labelSlot]!;
    const met = labels[observed]! & this.pending;
    if (met !== 0) this.#meet(met, child);
    return inserted.known;
  }

  /** Notes the first state of each bit. */
  #meet(bits: number, state: number): void {
    this.pending &= ~bits;
    for (let bit = 0; bit < 32; bit++) if ((bits & (1 << bit)) !== 0) this.firstState[bit] = state;
  }

  #growBatch(): Int32Array<ArrayBuffer> {
    const grown = new Int32Array(this.#batch.length * 2);
    grown.set(this.#batch);
    this.#batch = grown;
    return grown;
  }

  #tooWide(slot: number, configuration: number): Expanded {
    this.wideSlot = slot;
    this.wideConfiguration = configuration;
    return expanded.tooWide;
  }
}

/** Whether words lie in a list from index `at` on. */
function startsWith(list: Int32Array, at: number, words: Int32Array): boolean {
  for (let index = 0; index < words.length; index++) if (list[at + index] !== words[index]) return false;
  return true;
}
