/**
 * The nearest state that is what is looked for: breadth first, from one state, or from all states on a way, where those on
 * the way cost as many steps as must be taken back to come there. Every level holds the states of one distance, so the first
 * state found is a nearest one.
 */
import { type EffectTable, SuccessorCursor } from '../engine';
import { type PlayProgress, transitionFlags } from '../model';
import type { ProtocolSystem } from '../system';
import { FoundStates, notStored } from './found-states';
import type { StateTest } from './goal';

export interface NearestLimits {
  readonly states: number;
  /** Of everything that was found and remembered. */
  readonly bytes: number;
}

export type Nearest =
  /** So many steps back on the way, then these transitions; the last one fails where a failure was looked for. */
  | { readonly kind: 'found'; readonly back: number; readonly transitions: readonly number[] }
  | { readonly kind: 'none' }
  | { readonly kind: 'stopped'; readonly why: 'states' | 'memory' };

export class NearestSearch {
  /** States are found up to this distance. */
  depth = 0;
  readonly #system: ProtocolSystem;
  readonly #effects: EffectTable;
  readonly #sources: readonly (Int32Array | undefined)[];
  readonly #test: StateTest;
  readonly #bytesMax: number;
  readonly #found: FoundStates;
  readonly #cursor: SuccessorCursor;
  readonly #state: Int32Array;
  #next = 0;
  #levelEnd = 0;
  /** The first one found where another of the same level, or one nearer at rest, may still be met. */
  #candidate: { readonly state: number; readonly failing: number | undefined } | undefined;
  #isBegun = false;
  #result: Nearest | undefined;

  /** @param sources by how many steps back, the state there; undefined where a handler had failed */
  constructor(
    system: ProtocolSystem,
    effects: EffectTable,
    sources: readonly (Int32Array | undefined)[],
    test: StateTest,
    limits: NearestLimits,
  ) {
    this.#system = system;
    this.#effects = effects;
    this.#sources = sources;
    this.#test = test;
    this.#bytesMax = limits.bytes;
    this.#found = new FoundStates(system.slotCount, limits);
    this.#cursor = new SuccessorCursor(system, effects);
    this.#state = new Int32Array(system.slotCount);
  }

  get progress(): PlayProgress {
    return { explored: this.#found.count, depth: this.depth };
  }

  /** All states within so many steps were looked at. */
  get depthDone(): number {
    return this.#test.matchesAtRest === undefined ? this.depth : Math.max(0, this.depth - 1);
  }

  /** Expands at least `count` more states, unless it ends before. What it came to, once it has ended. May throw a `RefusedGoal`. */
  step(count: number): Nearest | undefined {
    if (!this.#isBegun) {
      this.#isBegun = true;
      this.#addSource(0);
      this.#levelEnd = this.#found.count;
      this.#addSource(1);
    }
    for (let left = count; left > 0 && this.#result === undefined; left--) {
      if (this.#next === this.#levelEnd && !this.#nextLevel()) break;
      if (this.#next < this.#levelEnd) this.#expand(this.#next++);
    }
    return this.#result;
  }

  /** Goes on to the states that are one step farther. False if the search has ended. */
  #nextLevel(): boolean {
    if (this.#candidate !== undefined) {
      const { state, failing } = this.#candidate;
      this.#result = this.#foundAt(state, failing);
      return false;
    }
    if (this.#levelEnd === this.#found.count && this.depth + 1 >= this.#sources.length) {
      this.#result = { kind: 'none' };
      return false;
    }
    this.#levelEnd = this.#found.count;
    this.depth++;
    this.#addSource(this.depth + 1);
    return this.#result === undefined;
  }

  /** Adds the state so many steps back on the way. It belongs to the level of that number. */
  #addSource(back: number): void {
    const source = this.#sources[back];
    if (source === undefined || this.#candidate !== undefined || this.#result !== undefined) return;
    this.#add(source, -1 - back, -1);
  }

  #add(vector: Int32Array, origin: number, transition: number): void {
    const state = this.#found.add(vector, origin, transition);
    if (state < 0) {
      this.#result = { kind: 'stopped', why: state === notStored.states ? 'states' : 'memory' };
      return;
    }
    if (!this.#found.isNew || !this.#test.matches(vector)) return;
    this.#meet(state, undefined);
  }

  /** Notes a state of the level after the one at hand; one that is bad at rest may still be nearer. */
  #meet(state: number, failing: number | undefined): void {
    const isInitial = this.#levelEnd === 0;
    if (this.#test.matchesAtRest === undefined || isInitial) this.#result = this.#foundAt(state, failing);
    else this.#candidate ??= { state, failing };
  }

  #expand(state: number): void {
    const cursor = this.#cursor;
    this.#state.set(this.#found.vector(state));
    cursor.begin(this.#state);
    let isAtRest = true;
    while (cursor.next()) {
      const { flags } = cursor;
      if ((flags & transitionFlags.fault) === 0 && !cursor.isIdle) isAtRest = false;
      if (cursor.failed) {
        if (this.#test.isFailure) this.#meet(state, cursor.transition);
      } else if (this.#candidate === undefined) this.#add(cursor.vector, state, cursor.transition);
      if (this.#result !== undefined) return;
    }
    if (isAtRest && this.#test.matchesAtRest?.(this.#state) === true) this.#result = this.#foundAt(state, undefined);
    else if ((state & 1023) === 0 && this.#bytes > this.#bytesMax) this.#result = { kind: 'stopped', why: 'memory' };
  }

  get #bytes(): number {
    return this.#found.bytes + this.#effects.bytes + this.#system.bytes;
  }

  #foundAt(state: number, failing: number | undefined): Nearest {
    const transitions: number[] = failing === undefined ? [] : [failing];
    let at = state;
    for (;;) {
      const origin = this.#found.originOf(at);
      if (origin < 0) return { kind: 'found', back: -1 - origin, transitions: transitions.reverse() };
      transitions.push(this.#found.transitionOf(at));
      at = origin;
    }
  }
}
