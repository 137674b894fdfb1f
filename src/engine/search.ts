/** Breadth-first search over a transition system in integers, level by level: the first state found is a nearest one. */
import type { TransitionSystem } from '../model';
import { EffectTable } from './effect-table';
import { Expander } from './expander';
import { inserted, StateStore } from './state-store';
import { SuccessorCursor } from './successors';

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
  end: SearchEnd | undefined;

  readonly #system: TransitionSystem;
  readonly #limits: SearchLimits;
  readonly #stopBits: number;
  readonly #store: StateStore;
  readonly #expander: Expander;
  #next = 0;
  #depth = 0;
  #levelEnd = 1;
  readonly #levelSizes: number[] = [1];

  constructor(system: TransitionSystem, limits: SearchLimits, watch: Watch) {
    this.#system = system;
    this.#limits = limits;
    this.#stopBits = watch.stopBits;
    this.effects = new EffectTable(system);
    this.#store = new StateStore(system.slotCount, limits.states);
    this.#expander = new Expander(system, this.effects, this.#store, watch.bits);
    this.#expander.addInitial();
    this.end = this.#closing();
  }

  get stateCount(): number {
    return this.#store.stateCount;
  }

  /** Transitions taken, repeats included. */
  get generatedCount(): number {
    return this.#expander.generated;
  }

  /** Depth of the deepest state found. */
  get depth(): number {
    return this.stateCount > this.#levelEnd ? this.#depth + 1 : this.#depth;
  }

  get frontierSize(): number {
    return this.stateCount - this.#next;
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
  pathTo(state: number): number[] {
    const states = this.statesTo(state);
    return states.slice(1).map((target, index) => this.#transitionBetween(states[index]!, target));
  }

  /**
   * Searches on until at least `budget` more units of work are done, or it ends: one unit a transition, and
   * what the system spends on filling rows and applying operations. True when it has ended.
   */
  step(budget: number): boolean {
    const expander = this.#expander;
    const store = this.#store;
    const system = this.#system;
    const until = expander.generated + system.unitsSpent + budget;
    const first = this.#next;
    while (this.end === undefined) {
      if (this.#next === store.stateCount || this.#next === this.#levelEnd || expander.isBatchFull) {
        if (!this.#storeBatch()) break;
        if (this.#next === store.stateCount) {
          this.end = this.#closing() ?? { kind: 'exhausted' };
          break;
        }
        if (this.#next === this.#levelEnd && this.#finishLevel()) break;
        if (expander.generated + system.unitsSpent + (this.#next - first) >= until) break;
      }
      if (expander.expand(this.#next)) this.#next++;
      else if (!this.#storeBatch() || !this.#widen()) break;
    }
    return this.end !== undefined;
  }

  /** The first transition from a state to one that it was parent of. It is not stored: that saves a word a state. */
  #transitionBetween(parent: number, state: number): number {
    const vector = this.vectorOf(state);
    const cursor = new SuccessorCursor(this.#system, this.effects);
    cursor.begin(this.vectorOf(parent));
    while (cursor.next()) {
      const leadsThere = cursor.vector.every((configuration, slot) => configuration === vector[slot]);
      if (!cursor.failed && leadsThere) return cursor.transition;
    }
    throw new Error('A state cannot be reached from its parent.');
  }

  /** Why the search ends with this level, if it does. */
  #closing(): SearchEnd | undefined {
    const { failedState, failedTransition, firstState } = this.#expander;
    if (failedState >= 0) return { kind: 'failed', state: failedState, transition: failedTransition };
    const met = firstState.some((state, bit) => state >= 0 && (this.#stopBits & (1 << bit)) !== 0);
    return met ? { kind: 'stopped' } : undefined;
  }

  /** True if the search ends here. */
  #finishLevel(): boolean {
    this.end = this.#closing();
    if (this.end !== undefined) return true;
    this.#depth++;
    this.#levelSizes.push(this.stateCount - this.#levelEnd);
    this.#levelEnd = this.stateCount;
    if (this.#depth >= this.#limits.depth) this.end = { kind: 'limit', limit: 'depth' };
    return this.end !== undefined;
  }

  /** False if there is no room for it. */
  #storeBatch(): boolean {
    for (;;) {
      if (this.#store.isCrowded && !this.#growTable()) return false;
      switch (this.#expander.store()) {
        case inserted.known:
          return this.bytes <= this.#limits.bytes || this.#stopAt('bytes');
        case inserted.tableFull:
          if (!this.#growTable()) return false;
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
