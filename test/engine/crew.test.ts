/** Several threads over one table: the same states, counts and lengths as one, whatever the threads' order. */
import { afterAll, describe, expect, test } from 'vitest';
import { IntList } from '../../src/base';
import { searchThreads } from '../../src/cli/search-threads';
import { Arena, Search, type SearchLimits, type ThreadStarter } from '../../src/engine';
import { controlWords } from '../../src/engine/control';
import { type TransitionSystem, tableNames } from '../../src/model';
import { plainSearch, randomTables, TableSystem, type Tables } from './graph-system';

const wide: SearchLimits = { states: 10_000_000, bytes: 2_000_000_000, depth: 1_000_000 };
const pools = [searchThreads(1), searchThreads(3)];

afterAll(() => {
  for (const pool of pools) pool.discard();
});

/** The tables of a plain system, kept in an arena; rows are filled when they are first asked for. */
class ArenaSystem implements TransitionSystem {
  readonly slotCount: number;
  readonly actorCount: number;
  readonly labelSlot: number;
  readonly initial: Int32Array;
  readonly unitsSpent = 0;
  readonly #plain: TableSystem;
  readonly #rows: IntList[];
  readonly #entries: IntList;
  readonly #operationSlot: IntList;
  readonly #labels: IntList;
  readonly #quiescentLabels: IntList;

  constructor(tables: Tables, arena: Arena) {
    const plain = new TableSystem(tables);
    const list = (name: string, items: Int32Array): IntList => {
      const made = new IntList(1, arena, name);
      for (const item of items) made.push(item);
      return made;
    };
    this.#plain = plain;
    this.slotCount = plain.slotCount;
    this.actorCount = plain.actorCount;
    this.labelSlot = plain.labelSlot;
    this.initial = plain.initial;
    this.#rows = plain.rows.map((rows, actor) => list(tableNames.rows(actor), rows));
    this.#entries = list(tableNames.entries, plain.entries);
    this.#operationSlot = list(tableNames.operationSlot, plain.operationSlot);
    this.#labels = list(tableNames.labels, plain.labels);
    this.#quiescentLabels = list(tableNames.quiescentLabels, plain.quiescentLabels);
  }

  get rows(): readonly Int32Array[] {
    return this.#rows.map((list) => list.items);
  }
  get entries(): Int32Array {
    return this.#entries.items;
  }
  get operationSlot(): Int32Array {
    return this.#operationSlot.items;
  }
  get labels(): Int32Array {
    return this.#labels.items;
  }
  get quiescentLabels(): Int32Array {
    return this.#quiescentLabels.items;
  }

  expand(slot: number, configuration: number): void {
    const before = this.#plain.entries.length;
    this.#plain.expand(slot, configuration);
    const start = this.#entries.length + this.#plain.rows[slot]![configuration]! - before;
    for (const word of this.#plain.entries.slice(before)) this.#entries.push(word);
    this.#rows[slot]!.set(configuration, start, -1);
  }

  apply(operation: number, configuration: number): number {
    return this.#plain.apply(operation, configuration);
  }
}

/** The pool, but waiting until its threads are there: these searches would be over before. */
function punctual(pool: ThreadStarter): ThreadStarter {
  const { count } = pool;
  return {
    ...pool,
    start(setup) {
      pool.start(setup);
      for (;;) {
        const ready = Atomics.load(setup.control, controlWords.ready);
        if (ready >= count) return;
        Atomics.wait(setup.control, controlWords.ready, ready, 1);
      }
    },
  };
}

function searched(
  tables: Tables,
  pool: (typeof pools)[number],
  watch: { bits: number; stopBits: number },
  levelMin = 1,
) {
  const arena = new Arena();
  const search = new Search(new ArenaSystem(tables, arena), wide, watch, {
    threads: { arena, starter: { ...punctual(pool), levelMin } },
  });
  while (!search.step(500));
  return search;
}

/** Counters that go up to `last` one by one; the sum of the first two is the label. */
function counters(count: number, last: number, labelOf: (sum: number) => number): Tables {
  const values = Array.from({ length: last + 1 }, (_, value) => value);
  const sums = Array.from({ length: 2 * last + 1 }, (_, sum) => sum);
  return {
    sizes: [...Array.from({ length: count }, () => last + 1), 2 * last + 1],
    actorCount: count,
    initial: Array.from({ length: count + 1 }, () => 0),
    rows: Array.from({ length: count }, (_, actor) =>
      values.map((value) =>
        value < last ? [{ fault: false, target: value + 1, operations: actor < 2 ? [0] : [] }] : [],
      ),
    ),
    operations: [{ slot: count, to: sums.map((sum) => Math.min(sum + 1, 2 * last)) }],
    labels: sums.map(labelOf),
    quiescentLabels: sums.map(() => 0),
  };
}

describe('several threads', () => {
  test('find what one finds, on random systems, from the first level on', () => {
    let together = 0;
    for (let seed = 0; seed < 150; seed++) {
      const tables = randomTables(seed, seed % 3 === 0 ? 2 : 0);
      const plain = plainSearch(tables);
      for (const pool of pools) {
        const search = searched(tables, pool, { bits: 63, stopBits: 0 });
        const depthOf = (state: number): number => (state < 0 ? -1 : search.pathTo(state).length);
        together += search.threadCount > 1 ? 1 : 0;
        expect({
          seed,
          distinct: search.stateCount,
          generated: search.generatedCount,
          failedAt: search.end?.kind === 'failed' ? depthOf(search.end.state) : -1,
          depthOfBit: Array.from(search.firstState, depthOf),
        }).toEqual({
          seed,
          distinct: plain.distinct,
          generated: plain.generated,
          failedAt: plain.failedAt,
          depthOfBit: plain.depthOfBit,
        });
        for (const state of plain.depths.keys())
          expect(search.indexOf(Int32Array.from(state.split(',').map(Number)))).toBeGreaterThanOrEqual(0);
      }
    }
    expect(together).toBeGreaterThan(100);
  }, 120_000);

  test('store every state once while table and fields grow under them', () => {
    // 16^5 = 1,048,576 vectors of five counters; each counter steps in 15 of its 16 values.
    const tables = counters(5, 15, (sum) => (sum === 30 ? 1 : sum === 20 ? 2 : 0));
    for (const pool of pools) {
      const search = searched(tables, pool, { bits: 3, stopBits: 0 }, 64);
      expect([search.end?.kind, search.stateCount, search.generatedCount, search.depth]).toEqual([
        'exhausted',
        1_048_576,
        (1_048_576 / 16) * 15 * 5,
        75,
      ]);
      expect([0, 1].map((bit) => search.pathTo(search.firstState[bit]!).length)).toEqual([30, 20]);
      const seen = new Set<number>();
      for (let state = 0; state < search.stateCount; state++)
        seen.add(search.vectorOf(state).reduce((number, value, slot) => (slot < 5 ? number * 16 + value : number), 0));
      expect(seen.size).toBe(1_048_576);
    }
  }, 120_000);

  test('stop at the same level, with the same counts, wherever in it the bad state lies', () => {
    const tables = counters(5, 15, (sum) => (sum === 12 ? 1 : 0));
    const alone = new Search(new TableSystem(tables), wide, { bits: 1, stopBits: 1 });
    while (!alone.step(1_000_000));
    for (const pool of pools) {
      const search = searched(tables, pool, { bits: 1, stopBits: 1 }, 64);
      expect([search.end, search.stateCount, search.generatedCount, search.depth]).toEqual([
        { kind: 'stopped' },
        alone.stateCount,
        alone.generatedCount,
        12,
      ]);
      expect(search.pathTo(search.firstState[0]!)).toHaveLength(12);
    }
  }, 60_000);

  test('leave a limit of states close behind them, and stop', () => {
    const tables = counters(5, 15, () => 0);
    const arena = new Arena();
    const search = new Search(
      new ArenaSystem(tables, arena),
      { ...wide, states: 100_000 },
      { bits: 0, stopBits: 0 },
      { threads: { arena, starter: { ...punctual(pools[1]!), levelMin: 64 } } },
    );
    while (!search.step(5000));
    expect(search.end).toEqual({ kind: 'limit', limit: 'states' });
    expect(search.stateCount).toBeGreaterThan(99_000);
    expect(search.stateCount).toBeLessThanOrEqual(100_000);
  }, 60_000);
});
