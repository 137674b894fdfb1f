/**
 * Transition systems made of tables drawn at random, and the plainest breadth-first search over them: what the kernel must
 * agree with, whatever the numbers stand for.
 */
import { createPrng } from '../../src/base';
import { completeRow, type TransitionSystem, transitionFlags } from '../../src/model';

/** One transition of a row: where it leads, what it does to other slots, and whether it is a fault. */
interface TableTransition {
  readonly fault: boolean;
  /** Below zero: a failure. */
  readonly target: number;
  readonly operations: readonly number[];
}

interface TableOperation {
  readonly slot: number;
  /** Configuration → configuration', -1 where it is disabled. */
  readonly to: readonly number[];
}

export interface Tables {
  /** How many configurations each slot has; the first `actorCount` slots act, the one after them carries labels. */
  readonly sizes: readonly number[];
  readonly actorCount: number;
  readonly initial: readonly number[];
  readonly rows: readonly (readonly (readonly TableTransition[])[])[];
  readonly operations: readonly TableOperation[];
  readonly labels: readonly number[];
  readonly quiescentLabels: readonly number[];
}

/** Tables drawn from a seed. `failures` is how many of a hundred transitions fail. */
export function randomTables(seed: number, failures = 0): Tables {
  const prng = createPrng(seed);
  const actorCount = 1 + prng.below(3);
  const slotCount = actorCount + 1 + prng.below(2);
  const sizes = Array.from({ length: slotCount }, () => 1 + prng.below(7));
  const operations = Array.from({ length: 6 }, () => {
    const slot = prng.below(slotCount);
    return {
      slot,
      to: Array.from({ length: sizes[slot]! }, () => (prng.below(6) === 0 ? -1 : prng.below(sizes[slot]!))),
    };
  });
  const transition = (actor: number): TableTransition => ({
    fault: prng.below(4) === 0,
    target: prng.below(100) < failures ? -1 - prng.below(3) : prng.below(sizes[actor]!),
    // A transition moves its own slot itself, so its operations work on others.
    operations: Array.from({ length: prng.below(4) }, () => prng.below(operations.length)).filter(
      (operation) => operations[operation]!.slot !== actor,
    ),
  });
  const labelSlot = actorCount;
  return {
    sizes,
    actorCount,
    initial: sizes.map((size) => prng.below(size)),
    rows: sizes
      .slice(0, actorCount)
      .map((size, actor) =>
        Array.from({ length: size }, () => Array.from({ length: prng.below(4) }, () => transition(actor))),
      ),
    operations,
    labels: Array.from({ length: sizes[labelSlot]! }, () => (prng.below(3) === 0 ? 1 << prng.below(4) : 0)),
    quiescentLabels: Array.from({ length: sizes[labelSlot]! }, () => (prng.below(3) === 0 ? 16 << prng.below(2) : 0)),
  };
}

/** The tables as the search reads them. Rows are filled on demand, and every list is replaced whenever it changes. */
export class TableSystem implements TransitionSystem {
  readonly slotCount: number;
  readonly actorCount: number;
  readonly labelSlot: number;
  readonly initial: Int32Array;
  readonly unitsSpent = 0;
  rows: readonly Int32Array[];
  entries = new Int32Array(0);
  readonly operationSlot: Int32Array;
  readonly labels: Int32Array;
  readonly quiescentLabels: Int32Array;
  readonly #tables: Tables;

  constructor(tables: Tables) {
    this.#tables = tables;
    this.slotCount = tables.sizes.length;
    this.actorCount = tables.actorCount;
    this.labelSlot = tables.actorCount;
    this.initial = Int32Array.from(tables.initial);
    this.rows = tables.rows.map((rows) => new Int32Array(rows.length).fill(-1));
    this.operationSlot = Int32Array.from(tables.operations.map((operation) => operation.slot));
    this.labels = Int32Array.from(tables.labels);
    this.quiescentLabels = Int32Array.from(tables.quiescentLabels);
  }

  expand(slot: number, configuration: number): void {
    const row = this.#tables.rows[slot]![configuration]!;
    const words = row.flatMap(({ fault, target, operations }, index) => [
      index,
      fault ? transitionFlags.fault : 0,
      target,
      operations.length,
      ...operations,
    ]);
    const complete = completeRow(configuration, row.length, words);
    const start = this.entries.length + complete.first;
    this.rows = this.rows.map((rows, at) => (at === slot ? rows.with(configuration, start) : rows));
    this.entries = Int32Array.from([...this.entries, ...complete.words]);
  }

  apply(operation: number, configuration: number): number {
    return this.#tables.operations[operation]!.to[configuration]!;
  }

  configurationText(_slot: number, configuration: number): string {
    return `configuration ${configuration}`;
  }
}

export interface PlainResult {
  readonly distinct: number;
  readonly generated: number;
  readonly depth: number;
  /** Depth of the first state that carries each bit, -1 where none does. */
  readonly depthOfBit: readonly number[];
  /** Depth of the first state in which a transition fails, -1 if none does; the counts are those of the search that ends there. */
  readonly failedAt: number;
  /** Every state, as text, with its depth. */
  readonly depths: ReadonlyMap<string, number>;
}

/** All reachable states, one by one, with nothing clever. Stops where a transition fails. */
export function plainSearch(tables: Tables): PlainResult {
  const depths = new Map<string, number>([[tables.initial.join(), 0]]);
  const queue: (readonly number[])[] = [tables.initial];
  const depthOfBit = Array.from({ length: 32 }, () => -1);
  const meet = (bits: number, depth: number): void => {
    for (let bit = 0; bit < 32; bit++)
      if ((bits & (1 << bit)) !== 0 && (depthOfBit[bit] === -1 || depth < depthOfBit[bit]!)) depthOfBit[bit] = depth;
  };
  let generated = 0;
  let failedAt = -1;
  for (const state of queue) {
    const depth = depths.get(state.join())!;
    if (failedAt >= 0 && depth > failedAt) break; // The level in which a transition fails is finished.
    meet(tables.labels[state[tables.actorCount]!]!, depth);
    let progress = false;
    for (let actor = 0; actor < tables.actorCount; actor++) {
      for (const transition of tables.rows[actor]![state[actor]!]!) {
        const next = [...state];
        let enabled = true;
        for (const operation of transition.operations) {
          const { slot, to } = tables.operations[operation]!;
          next[slot] = to[next[slot]!]!;
          if (next[slot] === -1) {
            enabled = false;
            break;
          }
        }
        if (!enabled) continue;
        generated++;
        progress ||= !transition.fault;
        if (transition.target < 0) {
          failedAt = depth;
          continue;
        }
        next[actor] = transition.target;
        if (depths.has(next.join())) continue;
        depths.set(next.join(), depth + 1);
        queue.push(next);
      }
    }
    if (!progress) meet(tables.quiescentLabels[state[tables.actorCount]!]!, depth);
  }
  return { distinct: depths.size, generated, depth: Math.max(...depths.values()), depthOfBit, failedAt, depths };
}
