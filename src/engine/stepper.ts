/**
 * One state that takes one transition after the other, for whatever follows a single path: walks, depth-first searches,
 * replays in integers. A transition is probed first and then taken or left.
 */
import { type TransitionSystem, transitionFlags, transitionLayout } from '../model';
import { EffectTable } from './effect-table';
import { SystemTables } from './system-tables';

/** What a probed transition does. `idle`: nothing, and it may be idle, so it counts as no step. `failed`: gives no answer. */
export const probed = { disabled: 0, idle: 1, done: 2, failed: 3 } as const;
export type Probed = (typeof probed)[keyof typeof probed];

export class Stepper {
  /** The state at hand. Changed by `reset` and `take`; to be read only. */
  readonly state: Int32Array;
  /** The transition that `pick` has chosen, and whose it is. */
  actor = -1;
  transition = -1;
  /** What `enabled` has collected, two words each: actor, transition. Replaced when it grows. */
  pairs = new Int32Array(128);

  readonly #system: TransitionSystem;
  readonly #tables: SystemTables;
  readonly #effects: EffectTable;
  /** The state with the probed transition applied to it; equal to `state` while nothing is probed. */
  readonly #next: Int32Array;
  /** Slots in which `next` may differ. */
  #touched = new Int32Array(16);
  #touchedCount = 0;
  /** By actor, its row in the state at hand. */
  readonly #rowAt: Int32Array;

  constructor(system: TransitionSystem) {
    this.#system = system;
    this.#tables = new SystemTables(system);
    this.#effects = new EffectTable(system);
    this.state = new Int32Array(system.slotCount);
    this.#next = new Int32Array(system.slotCount);
    this.#rowAt = new Int32Array(system.actorCount);
  }

  get bytes(): number {
    return this.#effects.bytes;
  }

  /** Goes to another state, which is copied. */
  reset(state: Int32Array): void {
    this.state.set(state);
    this.#next.set(state);
    this.#touchedCount = 0;
  }

  /** How many transitions the rows of the state list, disabled ones among them. To be called before `pick`. */
  list(): number {
    const { rows } = this.#tables;
    const { state } = this;
    let missing = false;
    for (let actor = 0; actor < this.#rowAt.length; actor++) {
      const row = rows[actor]![state[actor]!] ?? -1;
      this.#rowAt[actor] = row;
      if (row < 0) missing = true;
    }
    if (missing)
      for (let actor = 0; actor < this.#rowAt.length; actor++)
        this.#rowAt[actor] = this.#tables.rowOf(actor, state[actor]!);
    const { entries } = this.#system;
    let count = 0;
    for (let actor = 0; actor < this.#rowAt.length; actor++) count += entries[this.#rowAt[actor]!]!;
    return count;
  }

  /** Chooses the listed transition of that number. */
  pick(index: number): void {
    const { entries } = this.#system;
    let left = index;
    for (let actor = 0; ; actor++) {
      const row = this.#rowAt[actor]!;
      const count = entries[row]!;
      if (left >= count) {
        left -= count;
        continue;
      }
      let at = row + 1;
      for (; left > 0; left--) at += transitionLayout.operations + entries[at + transitionLayout.operationCount]!;
      this.actor = actor;
      this.transition = at;
      return;
    }
  }

  /** The transitions that the rows of the state list, disabled ones among them. */
  listed(): readonly number[] {
    const total = this.list();
    return Array.from({ length: total }, (_, index) => {
      this.pick(index);
      return this.transition;
    });
  }

  /** Goes to a transition that an earlier `pick` has found in the same state. */
  choose(actor: number, transition: number): void {
    this.actor = actor;
    this.transition = transition;
  }

  get isFault(): boolean {
    return (this.#system.entries[this.transition + transitionLayout.flags]! & transitionFlags.fault) !== 0;
  }

  /** Applies the chosen transition beside the state. Must be followed by `take` or `leave` before the next one. */
  probe(): Probed {
    const { transition, actor } = this;
    const { entries, operationSlot } = this.#system;
    const next = this.#next;
    const first = transition + transitionLayout.operations;
    const count = entries[transition + transitionLayout.operationCount]!;
    if (count >= this.#touched.length) this.#touched = new Int32Array(count * 2);
    const touched = this.#touched;
    let changed = false;
    this.#touchedCount = 0;
    for (let at = first; at < first + count; at++) {
      const operation = entries[at]!;
      const slot = operationSlot[operation]!;
      const before = next[slot]!;
      const after = this.#effects.lookup(operation, before);
      if (after < 0) return probed.disabled;
      if (after !== before) {
        touched[this.#touchedCount++] = slot;
        next[slot] = after;
        changed = true;
      }
    }
    const configuration = entries[transition + transitionLayout.configuration]!;
    if (configuration < 0) return probed.failed;
    if (configuration !== next[actor]) {
      touched[this.#touchedCount++] = actor;
      next[actor] = configuration;
      changed = true;
    }
    const mayBeIdle = (entries[transition + transitionLayout.flags]! & transitionFlags.idle) !== 0;
    return mayBeIdle && !changed ? probed.idle : probed.done;
  }

  /** Makes the probed transition's successor the state. */
  take(): void {
    const { state } = this;
    const next = this.#next;
    for (let index = 0; index < this.#touchedCount; index++) {
      const slot = this.#touched[index]!;
      state[slot] = next[slot]!;
    }
    this.#touchedCount = 0;
    const { entries } = this.#system;
    entries[this.transition + transitionLayout.flags]! |= transitionFlags.fired;
  }

  /** Forgets what was probed. */
  leave(): void {
    const { state } = this;
    for (let index = 0; index < this.#touchedCount; index++) {
      const slot = this.#touched[index]!;
      this.#next[slot] = state[slot]!;
    }
    this.#touchedCount = 0;
  }

  /**
   * Collects the transitions that can be taken in `pairs`. Idle ones are left out, failing ones are not. Answers how many
   * there are; -1 - that number if all of them are faults.
   */
  enabled(): number {
    return this.#collect(false);
  }

  /** Whether nothing but faults can happen in the state. */
  get isQuiescent(): boolean {
    return this.#collect(true) < 0;
  }

  /** Takes the transition with this action, if there is one and it is enabled; a failing one is chosen and not taken. */
  follow(action: number): Probed {
    this.list();
    const { entries } = this.#system;
    for (let actor = 0; actor < this.#rowAt.length; actor++) {
      const row = this.#rowAt[actor]!;
      let at = row + 1;
      for (let left = entries[row]!; left > 0; left--) {
        if (entries[at + transitionLayout.action] === action) {
          this.choose(actor, at);
          const result = this.probe();
          if (result === probed.done || result === probed.idle) {
            this.take();
            return result;
          }
          this.leave();
          if (result === probed.failed) return result;
        }
        at += transitionLayout.operations + entries[at + transitionLayout.operationCount]!;
      }
    }
    return probed.disabled;
  }

  /** @param untilProgress whether to end at the first that is not a fault */
  #collect(untilProgress: boolean): number {
    const total = this.list();
    if (total * 2 > this.pairs.length) this.pairs = new Int32Array(total * 4);
    const { entries } = this.#system;
    const { pairs } = this;
    let count = 0;
    let progress = 0;
    for (let actor = 0; actor < this.#rowAt.length; actor++) {
      const row = this.#rowAt[actor]!;
      let at = row + 1;
      for (let left = entries[row]!; left > 0; left--) {
        this.choose(actor, at);
        const result = this.probe();
        this.leave();
        if (result === probed.done || result === probed.failed) {
          pairs[count * 2] = actor;
          pairs[count * 2 + 1] = at;
          count++;
          if (!this.isFault) progress++;
          if (untilProgress && progress > 0) return count;
        }
        at += transitionLayout.operations + entries[at + transitionLayout.operationCount]!;
      }
    }
    return progress === 0 ? -1 - count : count;
  }
}
