/**
 * A member of a crew: expands states of the level beside the leader, in a thread of its own. It reads the tables that the
 * leader fills; a state for which it lacks something, it leaves to the leader.
 */
import { ArenaReader, type ArenaView } from './arena';
import { chunkSize, controlWords, deferredAt, deferredMax, limitCodes, memberAt, memberWords } from './control';
import { EffectReader } from './effect-table';
import { Expander, expanded } from './expander';
import type { Packing } from './packing';
import { RemoteTables, type TableShape } from './remote-tables';
import { readPacking } from './shared-packing';
import { inserted, StateStore, type StoreView } from './state-store';

/** All that a thread needs; it can be sent to one. */
export interface SearcherSetup {
  readonly shape: TableShape;
  readonly arena: ArenaView;
  readonly store: StoreView;
  /** See `control.ts`. */
  readonly control: Int32Array;
  /** Where the leader writes the packing of each phase. */
  readonly packing: Int32Array;
  /** Changes when a phase begins, or there is something else to do. */
  readonly bell: Int32Array;
  readonly memberCount: number;
  /** See `SearchOptions`. */
  readonly partialOrder: boolean;
}

/**
 * Works until the leader lets it go. Blocks its thread.
 *
 * @param workAside does a piece of something else, which the leader waits for more than for states; false if there is none
 */
export function runSearcher(setup: SearcherSetup, workAside: () => boolean = () => false): void {
  new Searcher(setup, workAside).run();
}

class Searcher {
  readonly #setup: SearcherSetup;
  readonly #control: Int32Array;
  readonly #store: StateStore;
  readonly #tables: RemoteTables;
  readonly #expander: Expander;
  readonly #workAside: () => boolean;
  #phase = 0;
  #member = 0;

  constructor(setup: SearcherSetup, workAside: () => boolean) {
    this.#setup = setup;
    this.#workAside = workAside;
    this.#control = setup.control;
    const effects = new EffectReader();
    this.#store = new StateStore(setup.shape.slotCount, 1, setup.store);
    this.#tables = new RemoteTables(setup.shape, new ArenaReader(setup.arena), effects);
    this.#expander = new Expander(this.#tables, effects, this.#store, 0, {
      onFired: this.#tables.noteFired,
      onRested: this.#tables.noteRested,
      partialOrder: setup.partialOrder,
    });
  }

  run(): void {
    const control = this.#control;
    this.#phase = Atomics.load(control, controlWords.phase);
    this.#member = Atomics.add(control, controlWords.ready, 1);
    while (this.#waitForPhase()) {
      this.#work();
      this.#publish();
      this.#stop();
    }
  }

  /** False if the thread is to leave. */
  #waitForPhase(): boolean {
    const control = this.#control;
    const { bell } = this.#setup;
    for (;;) {
      const rung = Atomics.load(bell, 0);
      if (Atomics.load(control, controlWords.quit) === 1) return false;
      const phase = Atomics.load(control, controlWords.phase);
      if (phase === this.#phase) {
        if (!this.#workAside()) Atomics.wait(bell, 0, rung);
        continue;
      }
      this.#phase = phase;
      if (this.#member < Atomics.load(control, controlWords.participants)) break;
    }
    const packing: Packing = readPacking(this.#setup.packing);
    this.#store.sync(packing);
    this.#store.spare.next = 0;
    this.#store.spare.end = 0;
    this.#tables.sync();
    this.#expander.pending = Atomics.load(control, controlWords.pending);
    return true;
  }

  #work(): void {
    const control = this.#control;
    const expander = this.#expander;
    const end = Atomics.load(control, controlWords.levelEnd);
    while (Atomics.load(control, controlWords.pause) === 0) {
      // Not at the end of the level, where the leader waits for this thread to stop.
      if (Atomics.load(control, controlWords.cursor) < end && this.#workAside()) continue;
      const from = Atomics.add(control, controlWords.cursor, chunkSize);
      if (from >= end) break;
      const to = Math.min(from + chunkSize, end);
      for (let state = from; state < to; state++) {
        if (expander.expand(state) !== expanded.done) this.#defer(state);
        if (expander.isBatchFull && !this.#storeBatch()) return;
      }
    }
    this.#storeBatch();
  }

  /** Leaves a state to the leader. Waits while there are too many. */
  #defer(state: number): void {
    const control = this.#control;
    const own = memberAt(this.#member);
    const written = control[own + memberWords.deferredWritten]!;
    for (;;) {
      const read = Atomics.load(control, own + memberWords.deferredRead);
      if (written - read < deferredMax) break;
      Atomics.wait(control, own + memberWords.deferredRead, read, 10);
    }
    control[deferredAt(this.#member, this.#setup.memberCount) + (written % deferredMax)] = state;
    Atomics.store(control, own + memberWords.deferredWritten, written + 1);
  }

  /** False if a limit was met, or the thread is to leave. */
  #storeBatch(): boolean {
    // The labels of what was expanded may lie where the lists are now.
    this.#tables.sync();
    this.#control[memberAt(this.#member) + memberWords.generated] = this.#expander.generated | 0;
    for (;;) {
      const came = this.#expander.store();
      if (came === inserted.known) return true;
      if (came !== inserted.tableFull) {
        const limit = came === inserted.statesFull ? limitCodes.states : limitCodes.bytes;
        Atomics.store(this.#control, controlWords.limit, limit);
        Atomics.store(this.#control, controlWords.pause, 1);
        return false;
      }
      this.#publish();
      Atomics.add(this.#control, controlWords.stalled, 1);
      this.#stop();
      if (!this.#waitForPhase()) return false;
    }
  }

  /** Writes what the leader reads when this thread has stopped. */
  #publish(): void {
    const control = this.#control;
    const own = memberAt(this.#member);
    const expander = this.#expander;
    this.#tables.sync();
    control[own + memberWords.generated] = expander.generated | 0;
    control[own + memberWords.reduced] = expander.reduced | 0;
    control[own + memberWords.failedState] = expander.failedState;
    control[own + memberWords.failedTransition] = expander.failedTransition;
    control[own + memberWords.spareNext] = this.#store.spare.next;
    control[own + memberWords.spareEnd] = this.#store.spare.end;
    control.set(expander.firstState, own + memberWords.firstState);
  }

  #stop(): void {
    Atomics.sub(this.#control, controlWords.running, 1);
    Atomics.notify(this.#control, controlWords.running);
  }
}
