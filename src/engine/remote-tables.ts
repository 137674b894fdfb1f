/** The tables that another thread fills, as the inner loop of this one reads them. */

import { restedLabel, tableNames, transitionFlags } from '../model';
import type { ArenaReader } from './arena';
import { type EffectReader, effectsName } from './effect-table';
import type { Tables } from './expander';

export interface TableShape {
  readonly slotCount: number;
  readonly actorCount: number;
  readonly labelSlot: number;
}

export class RemoteTables implements Tables {
  readonly isRemote = true;
  readonly slotCount: number;
  readonly actorCount: number;
  readonly labelSlot: number;
  rows: Int32Array[] = [];
  entries: Int32Array = new Int32Array(0);
  operationSlot: Int32Array = new Int32Array(0);
  labels: Int32Array = new Int32Array(0);
  quiescentLabels: Int32Array = new Int32Array(0);
  readonly #reader: ArenaReader;
  readonly #effects: EffectReader;
  /** Transitions this thread was the first to take, as far as it knew. */
  readonly #fired: number[] = [];
  /** Configurations of the label slot that it was the first to meet at rest. */
  readonly #rested: number[] = [];

  constructor(shape: TableShape, reader: ArenaReader, effects: EffectReader) {
    this.slotCount = shape.slotCount;
    this.actorCount = shape.actorCount;
    this.labelSlot = shape.labelSlot;
    this.#reader = reader;
    this.#effects = effects;
  }

  readonly noteFired = (transition: number): void => {
    this.#fired.push(transition);
  };

  readonly noteRested = (configuration: number): void => {
    this.#rested.push(configuration);
  };

  /** Finds all lists where they are now. */
  sync(): void {
    if (!this.#reader.isStale) return;
    this.#reader.sync();
    this.rows = Array.from({ length: this.actorCount }, (_, actor) => this.#reader.list(tableNames.rows(actor)));
    this.entries = this.#reader.list(tableNames.entries);
    this.operationSlot = this.#reader.list(tableNames.operationSlot);
    this.labels = this.#reader.list(tableNames.labels);
    this.quiescentLabels = this.#reader.list(tableNames.quiescentLabels);
    this.#effects.sync(this.#reader.list(effectsName));
    // Marks set in the place that the entries have left would be lost.
    for (const transition of this.#fired) this.entries[transition + 1]! |= transitionFlags.fired;
    for (const configuration of this.#rested) this.quiescentLabels[configuration]! |= restedLabel;
  }

  rowOf(actor: number, configuration: number): number {
    const row = this.#rowNow(actor, configuration);
    if (!this.#reader.isStale) return row;
    // Something has moved since: what the row consists of may lie where the lists are now.
    this.sync();
    return this.#rowNow(actor, configuration);
  }

  #rowNow(actor: number, configuration: number): number {
    const rows = this.rows[actor]!;
    return configuration < rows.length ? Atomics.load(rows, configuration) : -1;
  }
}
