/** Breadth-first search over a transition system in integers, level by level: the first state found is a nearest one. */
import { DamageError } from '../base';
import { restedLabel, type TransitionSystem } from '../model';
import type { Arena } from './arena';
import { chunkSize } from './control';
import { Crew, type ThreadStarter } from './crew';
import { EffectTable } from './effect-table';
import { Expander, expanded, type Reduction } from './expander';
import type { SavedSearch, SearchRecord } from './saved-search';
import { inserted, StateStore } from './state-store';
import { SuccessorCursor } from './successors';
import { SystemTables } from './system-tables';

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

/** What lets a search use several threads. */
export interface Threads {
  /** Where the system keeps its lists. */
  readonly arena: Arena;
  readonly starter: ThreadStarter;
}

/** Transitions, and the states before, between and after them. */
export interface SearchRun {
  readonly transitions: readonly number[];
  readonly vectors: readonly Int32Array[];
}

export interface SearchOptions {
  /** Lets other threads help with large levels; the counts and lengths found are the same. Not with a reduction. */
  readonly threads?: Threads | undefined;
  /** States are stored as representatives; schedules found are real ones all the same. */
  readonly reduction?: Reduction | undefined;
  /** Follow what the system says before its rows: fewer states, perhaps not the shortest paths. */
  readonly partialOrder?: boolean | undefined;
  /** Goes on where another search of the same system stood. */
  readonly saved?: SavedSearch | undefined;
}

const levelMinDefault = 4096;
const waitMs = 2;
/**
 * The last states below the limit, a sixteenth of it within these bounds, are found by one thread, so that the limit is met
 * exactly and nothing that other threads have at hand is lost.
 */
const reserveMin = 4096;
const reserveMax = 100_000;

export class Search {
  readonly effects: EffectTable;
  end: SearchEnd | undefined;

  readonly #system: TransitionSystem;
  readonly #limits: SearchLimits;
  readonly #stopBits: number;
  readonly #store: StateStore;
  readonly #expander: Expander;
  readonly #threads: Threads | undefined;
  readonly #reduction: Reduction | undefined;
  readonly #partialOrder: boolean;
  #crew: Crew | undefined;
  /** The states at hand: from `next` up to, not including, `chunkEnd`. */
  #next = 0;
  #chunkEnd = 1;
  /** States that members left to this thread. */
  readonly #deferred: number[] = [];
  /** The first state of the level; states expanded before it are done. */
  #levelStart = 0;
  #depth = 0;
  #levelEnd = 1;
  readonly #levelSizes: number[] = [1];
  /** Whether everything that was found is stored or at hand: not so if another thread met a limit with states at hand. */
  #isWhole = true;

  constructor(system: TransitionSystem, limits: SearchLimits, watch: Watch, options: SearchOptions = {}) {
    const { reduction, partialOrder = false, saved } = options;
    this.#partialOrder = partialOrder;
    const threads = reduction === undefined ? options.threads : undefined;
    this.#reduction = reduction;
    this.#system = system;
    this.#limits = limits;
    this.#stopBits = watch.stopBits;
    this.#threads = threads;
    this.effects = saved?.effects ?? new EffectTable(system, threads?.arena);
    this.#store = saved?.store ?? new StateStore(system.slotCount, limits.states, { shared: threads !== undefined });
    this.#expander = new Expander(new SystemTables(system), this.effects, this.#store, watch.bits, {
      reduction,
      partialOrder,
    });
    if (saved === undefined) {
      this.#expander.addInitial(system.initial);
      this.end = this.#closing();
    } else this.#resume(saved);
  }

  #resume({ record, unstored, failedTransition }: SavedSearch): void {
    const { generated, reduced, failedState, levelSizes, deferred, next } = record;
    const firstState = Int32Array.from(record.firstState);
    this.#expander.resume({ generated, reduced, failedState, failedTransition, firstState, unstored });
    this.#levelSizes.splice(0, 1, ...levelSizes);
    this.#depth = levelSizes.length - 1;
    this.#levelEnd = levelSizes.reduce((sum, size) => sum + size, 0);
    this.#levelStart = this.#levelEnd - (levelSizes.at(-1) ?? 0);
    this.#next = next;
    this.#chunkEnd = this.#levelEnd;
    this.#deferred.push(...deferred);
    if (this.#depth >= this.#limits.depth) this.end = { kind: 'limit', limit: 'depth' };
  }

  /**
   * Where the search stands, for going on later; undefined if that cannot be told. The other threads rest then, until the
   * next step.
   */
  record(): SearchRecord | undefined {
    if (!this.#takeBack() || !this.#isWhole) return undefined;
    const { packing, stateCount, bitsAsked } = this.#store;
    return {
      stateCount,
      bitsAsked: [...bitsAsked],
      bitsPacked: packing.bits,
      generated: this.generatedCount,
      reduced: this.reducedCount,
      rested: this.#rested(),
      levelSizes: [...this.#levelSizes],
      next: this.#next,
      deferred: [...this.#deferred],
      firstState: [...this.firstState],
      failedState: this.#expander.failedState,
      unstored: [...this.#expander.unstored],
    };
  }

  #rested(): number[] {
    const { quiescentLabels } = this.#system;
    return [...quiescentLabels.keys()].filter((number) => (quiescentLabels[number]! & restedLabel) !== 0);
  }

  /** The stored states in words, laid out as in the state table; valid until the next step. */
  get stateWords(): Int32Array {
    return this.#store.recordWords;
  }

  get stateCount(): number {
    return this.#store.stateCount;
  }

  /** Transitions taken, repeats included. */
  get generatedCount(): number {
    return this.#expander.generated + (this.#crew?.generated ?? 0);
  }

  /** States of which only some of the enabled steps were taken, by partial-order reduction. */
  get reducedCount(): number {
    return this.#expander.reduced + (this.#crew?.reduced ?? 0);
  }

  /** Threads that search, this one included. */
  get threadCount(): number {
    return 1 + (this.#crew?.readyCount ?? 0);
  }

  /** Depth of the deepest state found. */
  get depth(): number {
    return this.stateCount > this.#levelEnd ? this.#depth + 1 : this.#depth;
  }

  /** States that nobody has begun to expand. */
  get frontierSize(): number {
    return this.stateCount - (this.#crew?.isActive === true ? Math.min(this.#crew.cursor, this.#levelEnd) : this.#next);
  }

  /** States found at each completed depth. */
  get levelSizes(): readonly number[] {
    return this.#levelSizes;
  }

  /** First state that carries each watched bit; -1 while none does. */
  get firstState(): Int32Array {
    return this.#expander.firstState;
  }

  /** Bytes of states, table and remembered operations. */
  get bytes(): number {
    return this.#store.bytes + this.effects.bytes;
  }

  /** Copies the vector of a state. */
  vectorInto(state: number, vector: Int32Array): void {
    this.#store.vectorInto(state, vector);
  }

  vectorOf(state: number): Int32Array {
    const vector = new Int32Array(this.#system.slotCount);
    this.#store.vectorInto(state, vector);
    return vector;
  }

  /** The number of the state with this vector, -1 if it was not found. */
  indexOf(vector: Int32Array): number {
    return this.#store.indexOf(vector);
  }

  /** States on the shortest path from the initial state to `state`, both included. */
  statesTo(state: number): number[] {
    const states: number[] = [];
    for (let at = state; at >= 0; at = this.#store.parentOf(at)) states.push(at);
    return states.reverse();
  }

  /** Transitions from the initial state to `state`, in order. */
  pathTo(state: number): readonly number[] {
    return this.runTo(state).transitions;
  }

  /** A shortest run to `state`; with a reduction, to a state that it represents. */
  runTo(state: number): SearchRun {
    const transitions: number[] = [];
    const vectors: Int32Array[] = [this.#system.initial.slice()];
    for (const target of this.statesTo(state).slice(1)) {
      const step = this.#stepTo(vectors.at(-1)!, target);
      transitions.push(step.transition);
      vectors.push(step.vector);
    }
    return { transitions, vectors };
  }

  /** The transitions that end in a failure, if the search ended so. */
  failingPath(): readonly number[] {
    if (this.end?.kind !== 'failed') return [];
    const { transitions, vectors } = this.runTo(this.end.state);
    const cursor = new SuccessorCursor(this.#system, this.effects);
    cursor.begin(vectors.at(-1)!);
    while (cursor.next()) if (cursor.failed) return [...transitions, cursor.transition];
    throw new Error('No transition fails where one has failed.');
  }

  /**
   * Searches on until at least `budget` more units of work are done, or it ends: one unit a transition, and
   * what the system spends on filling rows and applying operations. True when it has ended.
   */
  step(budget: number): boolean {
    const expander = this.#expander;
    const system = this.#system;
    const until = expander.generated + system.unitsSpent + budget;
    let expandedCount = 0;
    // What a limit left at hand was to be stored before anything else was found.
    if (this.end === undefined && expander.hasUnstored) this.#storeBatch();
    if (this.end === undefined) this.#shareLevel();
    const isSpent = (): boolean => expander.generated + system.unitsSpent + expandedCount >= until;
    while (this.end === undefined) {
      if (!this.#hasStates && this.#crew?.isActive === true && !this.#attend(this.#crew)) break;
      const state = this.#takeState();
      if (state < 0) {
        if (!this.#storeBatch() || this.#isWaiting() || this.#finishLevel()) break;
        if (isSpent()) break;
        continue;
      }
      switch (expander.expand(state)) {
        case expanded.done:
          expandedCount++;
          break;
        case expanded.tooWide:
          this.#deferred.push(state);
          // If there is no room, the search has ended.
          if (this.#storeBatch()) this.#exclusively(() => this.#widen());
          continue;
        case expanded.missing:
          throw new Error('The leader has all tables.');
      }
      if (expander.isBatchFull) {
        if (!this.#storeBatch()) break;
        if (isSpent()) break;
      }
    }
    if (this.end !== undefined) this.close();
    return this.end !== undefined;
  }

  /** Lets the other threads rest until the next step. */
  rest(): void {
    this.#takeBack();
  }

  /** Stops the other threads. To be called if the search is given up; it cannot go on then. */
  close(): void {
    const crew = this.#crew;
    if (crew === undefined) return;
    if (crew.isActive) {
      crew.halt(this.#deferred);
      this.#retire(crew);
    }
    crew.dismiss();
  }

  /** Takes the level back from the other threads, so that this is the only one. False if the search has ended over it. */
  #takeBack(): boolean {
    const crew = this.#crew;
    if (crew?.isActive !== true) return true;
    if (!this.#haltWhole(crew)) return false;
    this.#retire(crew);
    return true;
  }

  /** The other threads have stopped: what is left of the level is left to this one. */
  #retire(crew: Crew): void {
    if (crew.limit !== undefined || crew.stalledCount > 0) this.#isWhole = false;
    if (crew.isActive) crew.collect();
    for (let state = this.#next; state < this.#chunkEnd; state++) this.#deferred.push(state);
    this.#next = Math.min(crew.cursor, this.#levelEnd);
    this.#chunkEnd = this.#levelEnd;
  }

  /** Whether there are states at hand: only between two chunks it looks at what the others need. */
  get #hasStates(): boolean {
    return this.#deferred.length > 0 || this.#next < this.#chunkEnd;
  }

  /** The next state to expand, -1 if there is none at hand. */
  #takeState(): number {
    const left = this.#deferred.pop();
    if (left !== undefined) return left;
    if (this.#next < this.#chunkEnd) return this.#next++;
    if (this.#crew?.isActive !== true) return -1;
    this.#next = Math.min(this.#crew.take(chunkSize), this.#levelEnd);
    this.#chunkEnd = Math.min(this.#next + chunkSize, this.#levelEnd);
    return this.#next < this.#chunkEnd ? this.#next++ : -1;
  }

  /** Takes over what members leave to this thread, and makes room where they need it. False if the search has ended. */
  #attend(crew: Crew): boolean {
    crew.takeDeferred(this.#deferred);
    if (crew.limit !== undefined) {
      this.#isWhole = false;
      return this.#stopAt(crew.limit);
    }
    if (this.#isNearlyFull) return this.#takeBack();
    if (crew.stalledCount > 0 || this.#store.isCrowded)
      return this.#exclusively(() => !this.#store.isCrowded || this.#growTable());
    return true;
  }

  /** True if others still work on the level, after a little waiting. */
  #isWaiting(): boolean {
    const crew = this.#crew;
    if (crew?.isActive !== true) return false;
    if (!crew.isStopped) {
      crew.wait(waitMs);
      return true;
    }
    crew.takeDeferred(this.#deferred);
    if (this.#deferred.length > 0 || crew.stalledCount > 0 || crew.limit !== undefined) return true;
    crew.collect();
    return false;
  }

  /** Does something while this is the only thread, with every batch stored. False if the search has ended. */
  #exclusively(change: () => boolean): boolean {
    const crew = this.#crew;
    if (crew?.isActive !== true) return change();
    if (!this.#haltWhole(crew)) return false;
    crew.collect();
    if (!change()) {
      this.#retire(crew);
      return false;
    }
    crew.resume(false);
    return true;
  }

  /** Stops the other threads when they have stored all that they have at hand. False if the search has ended over it. */
  #haltWhole(crew: Crew): boolean {
    for (;;) {
      crew.halt(this.#deferred);
      if (crew.stalledCount === 0) return true;
      crew.collect();
      if (!this.#growTable()) {
        this.#isWhole = false;
        this.#retire(crew);
        return false;
      }
      crew.resume(true);
    }
  }

  /** The first transition to a state, from one from which it was found. It is not stored: that saves a word a state. */
  #stepTo(from: Int32Array, state: number): { readonly transition: number; readonly vector: Int32Array } {
    const target = this.vectorOf(state);
    const cursor = new SuccessorCursor(this.#system, this.effects);
    const representative = new Int32Array(target.length);
    cursor.begin(from);
    while (cursor.next()) {
      if (cursor.failed) continue;
      representative.set(cursor.vector);
      this.#reduction?.canonical(representative);
      const leadsThere = representative.every((configuration, slot) => configuration === target[slot]);
      if (leadsThere) return { transition: cursor.transition, vector: cursor.vector.slice() };
    }
    // Only what was read from outside can be wrong here.
    throw new DamageError('Not true: a state can be reached from its parent.');
  }

  /** Why the search ends with this level, if it does. */
  #closing(): SearchEnd | undefined {
    const { failedState, failedTransition, firstState } = this.#expander;
    if (failedState >= 0) return { kind: 'failed', state: failedState, transition: failedTransition };
    const met = firstState.some((state, bit) => state >= 0 && (this.#stopBits & (1 << bit)) !== 0);
    return met ? { kind: 'stopped' } : undefined;
  }

  /** Ends the level and starts the next. True if the search ends here. */
  #finishLevel(): boolean {
    const stateCount = this.#store.stateCount;
    const isLast = stateCount === this.#levelEnd;
    this.end = this.#closing() ?? (isLast ? { kind: 'exhausted' } : undefined);
    if (this.end !== undefined) return true;
    this.#depth++;
    this.#levelSizes.push(stateCount - this.#levelEnd);
    this.#levelStart = this.#levelEnd;
    this.#levelEnd = stateCount;
    this.#next = this.#levelStart;
    this.#chunkEnd = this.#levelEnd;
    if (this.#depth >= this.#limits.depth) this.end = { kind: 'limit', limit: 'depth' };
    else this.#shareLevel();
    return this.end !== undefined;
  }

  /** Whether one thread should find the states that are left below the limit. */
  get #isNearlyFull(): boolean {
    const { states } = this.#limits;
    return this.#store.stateCount + Math.min(Math.max(states >> 4, reserveMin), reserveMax) > states;
  }

  /** Shares what is left of the level with other threads, if there are any and it is worth it. */
  #shareLevel(): void {
    const threads = this.#threads;
    if (threads === undefined || threads.starter.count === 0 || this.#crew?.isActive === true) return;
    if (this.#levelEnd - this.#next < (threads.starter.levelMin ?? levelMinDefault) || this.#isNearlyFull) return;
    const { slotCount, actorCount, labelSlot } = this.#system;
    this.#crew ??= new Crew(
      threads.starter,
      { slotCount, actorCount, labelSlot, partialOrder: this.#partialOrder },
      threads.arena,
      this.#store,
      this.#expander,
    );
    if (this.#crew.readyCount === 0) return;
    this.#crew.begin(this.#next, this.#levelEnd);
    this.#chunkEnd = this.#next;
  }

  /** False if there is no room for it. */
  #storeBatch(): boolean {
    for (;;) {
      if (this.#store.isCrowded && !this.#exclusively(() => this.#growTable())) return false;
      switch (this.#expander.store()) {
        case inserted.known:
          return this.bytes <= this.#limits.bytes || this.#stopAt('bytes');
        case inserted.tableFull:
          if (!this.#exclusively(() => this.#growTable())) return false;
          break;
        case inserted.memoryFull:
          return this.#stopAt('bytes');
        case inserted.statesFull:
          return this.#stopAt('states');
      }
    }
  }

  #widen(): boolean {
    const { wideSlot, wideConfiguration } = this.#expander;
    return this.#store.widen(wideSlot, wideConfiguration) || this.#stopAt('bytes');
  }

  #growTable(): boolean {
    const fits = this.bytes + this.#store.growthBytes <= this.#limits.bytes;
    return (fits && this.#store.growTable()) || this.#stopAt('bytes');
  }

  #stopAt(limit: 'states' | 'bytes'): false {
    this.end = { kind: 'limit', limit };
    return false;
  }
}
