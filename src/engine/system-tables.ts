/** A system's tables as the inner loop reads them: rows are filled when they are first asked for. */
import type { TransitionSystem } from '../model';
import type { Tables } from './expander';

export class SystemTables implements Tables {
  readonly isRemote = false;
  readonly slotCount: number;
  readonly actorCount: number;
  readonly labelSlot: number;
  rows: readonly Int32Array[];
  readonly #system: TransitionSystem;

  constructor(system: TransitionSystem) {
    this.#system = system;
    this.slotCount = system.slotCount;
    this.actorCount = system.actorCount;
    this.labelSlot = system.labelSlot;
    this.rows = system.rows;
  }

  get entries(): Int32Array {
    return this.#system.entries;
  }

  get operationSlot(): Int32Array {
    return this.#system.operationSlot;
  }

  get labels(): Int32Array {
    return this.#system.labels;
  }

  get quiescentLabels(): Int32Array {
    return this.#system.quiescentLabels;
  }

  rowOf(actor: number, configuration: number): number {
    this.rows = this.#system.rows; // They move as they grow.
    if ((this.rows[actor]![configuration] ?? -1) < 0) {
      this.#system.expand(actor, configuration);
      this.rows = this.#system.rows;
    }
    return this.rows[actor]![configuration]!;
  }
}
