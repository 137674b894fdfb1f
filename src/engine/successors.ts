/** The successors of one state, for everything but the search's own loop: walks, graphs and explanations. */
import { type TransitionSystem, transitionFlags, transitionLayout } from '../model';
import type { EffectTable } from './effect-table';
import { SystemTables } from './system-tables';

/** Goes through the enabled transitions of a state, in the order of the search, without allocating. */
export class SuccessorCursor {
  /** The successor; the state of `begin` where the transition failed. Overwritten by the next `next`. */
  readonly vector: Int32Array;
  /** The transition taken. */
  transition = -1;
  /** Its flags. */
  flags = 0;
  /** True where the handler gives no answer. */
  failed = false;

  readonly #system: TransitionSystem;
  readonly #tables: SystemTables;
  readonly #effects: EffectTable;
  readonly #state: Int32Array;
  #actor = -1;
  #left = 0;
  #at = 0;

  constructor(system: TransitionSystem, effects: EffectTable) {
    this.#system = system;
    this.#tables = new SystemTables(system);
    this.#effects = effects;
    this.#state = new Int32Array(system.slotCount);
    this.vector = new Int32Array(system.slotCount);
  }

  /** Starts over with another state, which is copied. */
  begin(state: Int32Array): void {
    this.#state.set(state);
    this.#actor = -1;
    this.#left = 0;
  }

  /** Whether the transition is no progress: it may be idle, and leaves the state as it is. */
  get isIdle(): boolean {
    if ((this.flags & transitionFlags.idle) === 0) return false;
    for (let slot = 0; slot < this.vector.length; slot++) if (this.vector[slot] !== this.#state[slot]) return false;
    return true;
  }

  /** Moves on. False when there is no other. */
  next(): boolean {
    for (;;) {
      if (this.#left === 0) {
        if (!this.#nextActor()) return false;
        continue;
      }
      this.#left--;
      const { entries } = this.#system;
      const transition = this.#at;
      const operationCount = entries[transition + transitionLayout.operationCount]!;
      this.#at += transitionLayout.operations + operationCount;
      this.vector.set(this.#state);
      if (!this.#apply(transition + transitionLayout.operations, operationCount)) continue;
      const configuration = entries[transition + transitionLayout.configuration]!;
      this.transition = transition;
      this.flags = entries[transition + transitionLayout.flags]!;
      this.failed = configuration < 0;
      if (!this.failed) this.vector[this.#actor] = configuration;
      return true;
    }
  }

  #nextActor(): boolean {
    const system = this.#system;
    const actor = ++this.#actor;
    if (actor >= system.actorCount) return false;
    const own = this.#state[actor]!;
    let row = this.#tables.rows[actor]![own] ?? -1;
    if (row < 0) row = this.#tables.rowOf(actor, own);
    this.#left = system.entries[row]!;
    this.#at = row + 1;
    return true;
  }

  #apply(first: number, count: number): boolean {
    const system = this.#system;
    for (let at = first; at < first + count; at++) {
      const operation = system.entries[at]!;
      const slot = system.operationSlot[operation]!;
      const after = this.#effects.lookup(operation, this.vector[slot]!);
      if (after < 0) return false;
      this.vector[slot] = after;
    }
    return true;
  }
}

export interface Successor {
  readonly transition: number;
  /** Whether it is a fault of the environment. */
  readonly fault: boolean;
  /** Whether it is no progress: an idle transition that leaves the state as it is. */
  readonly idle: boolean;
  /** Undefined where the handler gives no answer. */
  readonly vector: Int32Array | undefined;
}

/** Enabled transitions of `vector`, in the order of the search. */
export function successorsOf(system: TransitionSystem, effects: EffectTable, vector: Int32Array): Successor[] {
  const cursor = new SuccessorCursor(system, effects);
  const found: Successor[] = [];
  cursor.begin(vector);
  while (cursor.next())
    found.push({
      transition: cursor.transition,
      fault: (cursor.flags & transitionFlags.fault) !== 0,
      idle: cursor.isIdle,
      vector: cursor.failed ? undefined : cursor.vector.slice(),
    });
  return found;
}
