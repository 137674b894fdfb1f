/** The leader's side of a search in several threads: starts and stops the members, and collects what they found. */
import { assert } from '../base';
import type { Arena } from './arena';
import { controlWords, createControl, deferredAt, deferredMax, limitCodes, memberAt, memberWords } from './control';
import type { Expander } from './expander';
import type { TableShape } from './remote-tables';
import type { SearcherSetup } from './searcher';
import { createSharedPacking, writePacking } from './shared-packing';
import type { Spare, StateStore } from './state-store';

/** Threads that can run `runSearcher`. */
export interface ThreadStarter {
  /** How many there can be. */
  readonly count: number;
  /** Levels with fewer states are not worth waking them for: 4,096 by default. */
  readonly levelMin?: number;
  /** A word that wakes them besides the search, when there is something else for them to do. */
  readonly bell?: Int32Array | undefined;
  /** Starts `setup.memberCount` of them. */
  readonly start: (setup: SearcherSetup) => void;
  /** Whether one of them has died, as far as is known. */
  readonly isLost: () => boolean;
  /** Ends them all; the next start makes new ones. */
  readonly discard: () => void;
}

/** A member has not stopped when it was asked to, or has died: what it had at hand is lost, and with it the search. */
export class CrewLostError extends Error {
  override readonly name = 'CrewLostError';
}

/** Members stop within milliseconds. */
const patienceMs = 10_000;

export class Crew {
  readonly memberCount: number;
  readonly #control: Int32Array;
  readonly #bell: Int32Array;
  readonly #packing = createSharedPacking();
  readonly #store: StateStore;
  readonly #expander: Expander;
  #isActive = false;
  /** Transitions of all members in phases that have ended. */
  #generated = 0;
  readonly #generatedBefore: number[];

  constructor(
    starter: ThreadStarter,
    shape: TableShape & { readonly partialOrder: boolean },
    arena: Arena,
    store: StateStore,
    expander: Expander,
  ) {
    const { partialOrder, ...tableShape } = shape;
    this.memberCount = starter.count;
    this.#bell = starter.bell ?? new Int32Array(new SharedArrayBuffer(4));
    this.#store = store;
    this.#expander = expander;
    this.#control = createControl(starter.count);
    this.#generatedBefore = Array.from({ length: starter.count }, () => 0);
    for (let member = 0; member < starter.count; member++) {
      const own = memberAt(member);
      this.#control[own + memberWords.failedState] = -1;
      this.#control.fill(-1, own + memberWords.firstState, own + memberWords.firstState + 32);
    }
    starter.start({
      shape: tableShape,
      partialOrder,
      arena: arena.view,
      store: store.view(this.#control),
      control: this.#control,
      packing: this.#packing,
      bell: this.#bell,
      memberCount: starter.count,
    });
  }

  /** Whether members work, or have not been collected since. */
  get isActive(): boolean {
    return this.#isActive;
  }

  /** Members whose thread has started. */
  get readyCount(): number {
    return Atomics.load(this.#control, controlWords.ready);
  }

  /** Transitions that members took, those of the last few states perhaps not. */
  get generated(): number {
    let generated = this.#generated;
    for (const [member, before] of this.#generatedBefore.entries())
      generated += (this.#control[memberAt(member) + memberWords.generated]! - before) >>> 0;
    return generated;
  }

  /** States of which members took only some of the steps; known when the members were collected. */
  get reduced(): number {
    let reduced = 0;
    for (let member = 0; member < this.memberCount; member++)
      reduced += this.#control[memberAt(member) + memberWords.reduced]! >>> 0;
    return reduced;
  }

  /** What a member met, if it met a limit. */
  get limit(): 'states' | 'bytes' | undefined {
    const code = Atomics.load(this.#control, controlWords.limit);
    return code === limitCodes.none ? undefined : code === limitCodes.states ? 'states' : 'bytes';
  }

  /** Lets the members work on the states from `from` up to, not including, `to`. */
  begin(from: number, to: number): void {
    assert(!this.#isActive, 'the crew is at rest');
    Atomics.store(this.#control, controlWords.cursor, from);
    Atomics.store(this.#control, controlWords.levelEnd, to);
    this.#resume(false);
  }

  /** The first of `count` states for the leader to expand, or one past the level. */
  take(count: number): number {
    return Atomics.add(this.#control, controlWords.cursor, count);
  }

  /** The next state that nobody has taken; beyond the level when all are. */
  get cursor(): number {
    return Atomics.load(this.#control, controlWords.cursor);
  }

  /** True when no member works any more, or all wait for room in the table. */
  get isStopped(): boolean {
    return Atomics.load(this.#control, controlWords.running) === 0;
  }

  /** Members that wait for room in the table, with successors at hand. */
  get stalledCount(): number {
    return Atomics.load(this.#control, controlWords.stalled);
  }

  /** Waits until a member stops, for so many milliseconds at most. */
  wait(milliseconds: number): void {
    const running = Atomics.load(this.#control, controlWords.running);
    if (running > 0) Atomics.wait(this.#control, controlWords.running, running, milliseconds);
  }

  /** Moves the states that members left to the leader to a list. */
  takeDeferred(states: number[]): void {
    const control = this.#control;
    for (let member = 0; member < this.memberCount; member++) {
      const own = memberAt(member);
      const read = control[own + memberWords.deferredRead]!;
      const written = Atomics.load(control, own + memberWords.deferredWritten);
      if (read === written) continue;
      const first = deferredAt(member, this.memberCount);
      for (let index = read; index < written; index++) states.push(control[first + (index % deferredMax)]!);
      Atomics.store(control, own + memberWords.deferredRead, written);
      Atomics.notify(control, own + memberWords.deferredRead);
    }
  }

  /**
   * Asks the members to stop when the states at hand are done, and waits until they have.
   *
   * @param deferred where states go that members leave to the leader until then
   */
  halt(deferred: number[]): void {
    Atomics.store(this.#control, controlWords.pause, 1);
    for (let waitedMs = 0; !this.isStopped; waitedMs += 2) {
      if (waitedMs > patienceMs) throw new CrewLostError('A thread of the search does not stop.');
      this.takeDeferred(deferred);
      this.wait(2);
    }
    this.takeDeferred(deferred);
  }

  /**
   * Collects what the stopped members found, and makes this the only thread that stores. The leader's batch must be
   * stored.
   */
  collect(): void {
    assert(this.#isActive && this.isStopped, 'the members have stopped');
    const control = this.#control;
    const participants = control[controlWords.participants]!;
    const spares: Spare[] = [this.#store.spare];
    for (let member = 0; member < participants; member++) {
      const own = memberAt(member);
      spares.push({ next: control[own + memberWords.spareNext]!, end: control[own + memberWords.spareEnd]! });
    }
    this.#store.unshare(spares, (from, to) => this.#renumber(from, to, participants));
    for (let member = 0; member < participants; member++) this.#merge(member);
    this.#isActive = false;
  }

  /** Goes on after `collect`, with what is left of the level. */
  resume(paused: boolean): void {
    assert(!this.#isActive, 'the members were collected');
    this.#resume(paused);
  }

  /** Lets the threads end. */
  dismiss(): void {
    Atomics.store(this.#control, controlWords.quit, 1);
    Atomics.add(this.#control, controlWords.phase, 1);
    this.#ring();
  }

  #ring(): void {
    Atomics.add(this.#bell, 0, 1);
    Atomics.notify(this.#bell, 0);
  }

  #resume(paused: boolean): void {
    const control = this.#control;
    const participants = this.readyCount;
    this.#store.share(control);
    writePacking(this.#store.packing, this.#packing);
    Atomics.store(control, controlWords.pending, this.#expander.pending);
    Atomics.store(control, controlWords.pause, paused ? 1 : 0);
    Atomics.store(control, controlWords.stalled, 0);
    Atomics.store(control, controlWords.participants, participants);
    Atomics.store(control, controlWords.running, participants);
    this.#isActive = true;
    Atomics.add(control, controlWords.phase, 1);
    this.#ring();
  }

  #renumber(from: number, to: number, participants: number): void {
    const { firstState } = this.#expander;
    for (let bit = 0; bit < 32; bit++) if (firstState[bit] === from) firstState[bit] = to;
    for (let member = 0; member < participants; member++) {
      const first = memberAt(member) + memberWords.firstState;
      for (let bit = 0; bit < 32; bit++) if (this.#control[first + bit] === from) this.#control[first + bit] = to;
    }
  }

  #merge(member: number): void {
    const control = this.#control;
    const expander = this.#expander;
    const own = memberAt(member);
    const generated = control[own + memberWords.generated]! >>> 0;
    this.#generated += (generated - this.#generatedBefore[member]!) >>> 0;
    this.#generatedBefore[member] = generated;
    if (expander.failedState < 0) {
      expander.failedState = control[own + memberWords.failedState]!;
      expander.failedTransition = control[own + memberWords.failedTransition]!;
    }
    for (let bit = 0; bit < 32; bit++) {
      const state = control[own + memberWords.firstState + bit]!;
      if (state < 0 || (expander.pending & (1 << bit)) === 0) continue;
      expander.firstState[bit] = state;
      expander.pending &= ~(1 << bit);
    }
  }
}
