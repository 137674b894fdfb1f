/** The kernel alone, on tables of integers: the same states as the plainest search, exact limits, and the first of everything. */
import { describe, expect, test } from 'vitest';
import { estimateStates, Search, type SearchLimits, successorsOf } from '../../src/engine';
import { plainSearch, randomTables, TableSystem, type Tables } from './graph-system';

const wide: SearchLimits = { states: 1_000_000, bytes: 1_000_000_000, depth: 1_000_000 };
const watchAll = { bits: 63, stopBits: 0 };

/** `count` switches that can be turned on, one by one: 2^count states. */
function hypercube(count: number): Tables {
  return {
    sizes: [...Array.from({ length: count }, () => 2), 1],
    actorCount: count,
    initial: Array.from({ length: count + 1 }, () => 0),
    rows: Array.from({ length: count }, () => [[{ fault: false, target: 1, operations: [] }], []]),
    operations: [],
    labels: [0],
    quiescentLabels: [1],
  };
}

/** A counter from 0 to `last`, whose value is also the label. */
function line(last: number, labels: (value: number) => number): Tables {
  const values = Array.from({ length: last + 1 }, (_, value) => value);
  return {
    sizes: [last + 1, last + 1],
    actorCount: 1,
    initial: [0, 0],
    rows: [values.map((value) => (value < last ? [{ fault: false, target: value + 1, operations: [0] }] : []))],
    operations: [{ slot: 1, to: values.map((value) => Math.min(value + 1, last)) }],
    labels: values.map(labels),
    quiescentLabels: values.map(() => 0),
  };
}

function searched(
  tables: Tables,
  limits: Partial<SearchLimits> = {},
  watch = watchAll,
  budget = 1_000_000_000,
): Search {
  const search = new Search(new TableSystem(tables), { ...wide, ...limits }, watch);
  while (!search.step(budget));
  return search;
}

describe('the search', () => {
  test('finds the states, transitions, depths and first labels of the plain search, in one step or in many', () => {
    let statesSeen = 0;
    for (let seed = 0; seed < 400; seed++) {
      const tables = randomTables(seed);
      const plain = plainSearch(tables);
      statesSeen += plain.distinct;
      for (const budget of [1_000_000_000, 1]) {
        const search = searched(tables, {}, watchAll, budget);
        const depthOf = (state: number): number => (state < 0 ? -1 : search.pathTo(state).length);
        expect({
          seed,
          end: search.end,
          distinct: search.stateCount,
          generated: search.generatedCount,
          depth: search.depth,
          depthOfBit: Array.from(search.firstState, depthOf),
        }).toEqual({
          seed,
          end: { kind: 'exhausted' },
          distinct: plain.distinct,
          generated: plain.generated,
          depth: plain.depth,
          depthOfBit: plain.depthOfBit,
        });
      }
    }
    expect(statesSeen).toBe(8_908);
  });

  test('stores every state once, with a path that leads there and is a shortest one', () => {
    for (let seed = 0; seed < 60; seed++) {
      const tables = randomTables(seed);
      const system = new TableSystem(tables);
      const search = new Search(system, wide, watchAll);
      search.step(1_000_000_000);
      const { depths } = plainSearch(tables);
      const found = new Set<string>();
      for (let state = 0; state < search.stateCount; state++) {
        const vector = search.vectorOf(state);
        found.add(vector.join());
        const path = search.pathTo(state);
        expect(path).toHaveLength(depths.get(vector.join())!);
        let at = system.initial;
        for (const transition of path)
          at = successorsOf(system, search.effects, at).find((next) => next.transition === transition)!.vector!;
        expect(at).toEqual(vector);
      }
      expect(found.size).toBe(search.stateCount);
    }
  });

  test('ends where a transition fails, and names it', () => {
    let failed = 0;
    for (let seed = 0; seed < 200; seed++) {
      const tables = randomTables(seed, 5);
      const plain = plainSearch(tables);
      const search = searched(tables);
      if (plain.failedAt < 0) {
        expect(search.end).toEqual({ kind: 'exhausted' });
        continue;
      }
      failed++;
      expect(search.end?.kind).toBe('failed');
      if (search.end?.kind !== 'failed') continue;
      expect(search.pathTo(search.end.state)).toHaveLength(plain.failedAt);
      expect(search.generatedCount).toBe(plain.generated);
      expect(search.stateCount).toBe(plain.distinct);
    }
    expect(failed).toBe(56);
  });

  test('grows its table and its memory past a hundred thousand states without losing one', () => {
    // 2^17 states, 17 * 2^16 transitions.
    const search = searched(hypercube(17));
    expect([search.stateCount, search.generatedCount, search.depth]).toEqual([131_072, 1_114_112, 17]);
    expect(search.firstState[0]).toBe(131_071);
    expect(search.levelSizes.slice(0, 5)).toEqual([1, 17, 136, 680, 2380]); // binomials
  });

  test('returns when its budget is spent, however few states a level has', () => {
    const search = new Search(new TableSystem(line(1000, () => 0)), wide, watchAll);
    expect(search.step(100)).toBe(false);
    expect(search.stateCount).toBeLessThan(110);
  });

  test('tells states apart whose hashes are equal', () => {
    // Two counters from 0 to 999: a million states with hashes of 32 bits, so about 10^12 / 2 / 2^32 = 116 equal pairs.
    const count = 1000;
    const counter = Array.from({ length: count }, (_, value) =>
      value + 1 < count ? [{ fault: false, target: value + 1, operations: [] }] : [],
    );
    const search = searched({
      sizes: [count, count, 1],
      actorCount: 2,
      initial: [0, 0, 0],
      rows: [counter, counter],
      operations: [],
      labels: [0],
      quiescentLabels: [1],
    });
    expect([search.stateCount, search.generatedCount, search.depth]).toEqual([1_000_000, 1_998_000, 1998]);
    expect(search.firstState[0]).toBe(999_999);
  });

  test('tells a state in which only faults can happen from one in which something else can', () => {
    const tables = (fault: boolean): Tables => ({
      ...line(1, () => 0),
      rows: [[[{ fault, target: 1, operations: [0] }], []]],
      quiescentLabels: [1, 2],
    });
    expect(Array.from(searched(tables(true)).firstState.slice(0, 2))).toEqual([0, 1]);
    expect(Array.from(searched(tables(false)).firstState.slice(0, 2))).toEqual([-1, 1]);
  });

  test('does not count a disabled transition, neither as generated nor as something that can happen', () => {
    const tables: Tables = { ...line(1, () => 0), operations: [{ slot: 1, to: [-1, 1] }], quiescentLabels: [1, 0] };
    const search = searched(tables);
    expect([search.stateCount, search.generatedCount, search.firstState[0]]).toEqual([1, 0, 0]);
  });

  test('applies operations one after the other, and takes all of them back when a later one is disabled', () => {
    const tables: Tables = {
      sizes: [2, 3, 2],
      actorCount: 1,
      initial: [0, 0, 0],
      rows: [
        [
          [
            { fault: false, target: 1, operations: [0, 0, 1] },
            { fault: false, target: 1, operations: [0, 0] },
          ],
          [],
        ],
      ],
      operations: [
        { slot: 1, to: [1, 2, -1] },
        { slot: 2, to: [-1, 0] },
      ],
      labels: [0, 0, 1],
      quiescentLabels: [0, 0, 0],
    };
    const search = searched(tables);
    expect([search.stateCount, search.generatedCount]).toEqual([2, 1]);
    expect(Array.from(search.vectorOf(1))).toEqual([1, 2, 0]);
  });

  test('stops at a stop bit and goes on past others', () => {
    const tables = line(9, (value) => (value === 3 ? 1 : value === 6 ? 2 : 0));
    const stopped = searched(tables, {}, { bits: 3, stopBits: 2 });
    expect(stopped.end).toEqual({ kind: 'stopped' });
    expect([stopped.stateCount, Array.from(stopped.firstState.slice(0, 2))]).toEqual([7, [3, 6]]);
    expect(searched(tables, {}, { bits: 3, stopBits: 0 }).end).toEqual({ kind: 'exhausted' });
  });

  test('finishes the level of the first bad state, so that a state that is bad at rest as near is found as well', () => {
    // From 0 two ways: to 1, from which the bad state 3 follows, and to 2, which is at rest.
    const way = (target: number) => ({ fault: false, target, operations: [target] });
    const tables: Tables = {
      sizes: [5, 5],
      actorCount: 1,
      initial: [0, 0],
      rows: [[[way(1), way(2)], [way(3)], [], [way(4)], []]],
      operations: [0, 1, 2, 3, 4].map((to) => ({ slot: 1, to: [to, to, to, to, to] })),
      labels: [0, 0, 0, 1, 0],
      quiescentLabels: [0, 0, 2, 0, 0],
    };
    const search = searched(tables, {}, { bits: 3, stopBits: 3 });
    expect(search.pathTo(search.firstState[0] as number).length).toBe(2);
    expect(search.pathTo(search.firstState[1] as number).length).toBe(1);
    expect([search.stateCount, search.generatedCount, search.end]).toEqual([4, 3, { kind: 'stopped' }]);
  });

  test('stops at once if the initial state carries a stop bit', () => {
    const search = searched(
      line(9, () => 1),
      {},
      { bits: 1, stopBits: 1 },
    );
    expect([search.end, search.stateCount, search.generatedCount, search.depth]).toEqual([
      { kind: 'stopped' },
      1,
      0,
      0,
    ]);
  });
});

describe('a limit', () => {
  test.each([1, 2, 5, 10])('of %i states is exact', (states) => {
    const tables = line(9, () => 0); // ten states
    const search = searched(tables, { states });
    expect(search.end).toEqual(states < 10 ? { kind: 'limit', limit: 'states' } : { kind: 'exhausted' });
    expect(search.stateCount).toBe(states);
  });

  test.each([1, 2, 5, 10])('of depth %i is exact', (depth) => {
    const search = searched(
      line(9, () => 0),
      { depth },
    );
    expect(search.end).toEqual(depth < 10 ? { kind: 'limit', limit: 'depth' } : { kind: 'exhausted' });
    expect(search.depth).toBe(Math.min(depth, 9));
  });

  test('of bytes ends the search before it uses many more', () => {
    const bytes = 1_000_000;
    const search = searched(hypercube(17), { bytes });
    expect(search.end).toEqual({ kind: 'limit', limit: 'bytes' });
    expect(search.bytes).toBeLessThan(bytes * 1.25);
    expect(search.stateCount).toBeGreaterThan(10_000);
  });

  test('is still a limit when the search is asked to go on', () => {
    const search = searched(
      line(9, () => 0),
      { states: 5 },
    );
    expect(search.step(1000)).toBe(true);
    expect(search.stateCount).toBe(5);
  });
});

describe('the estimate', () => {
  test('is null while the levels grow steadily or there are too few of them', () => {
    expect(estimateStates([1], 1)).toBe(null);
    expect(estimateStates([1, 5, 20], 26)).toBe(null);
    expect(estimateStates([1, 3, 9, 27, 81, 243, 729], 1093)).toBe(null);
    expect(estimateStates([5, 5, 5, 5, 5, 5, 5, 5], 40)).toBe(null);
  });

  test('is within a factor of two for a hypercube of which a little more than half is known', () => {
    // Levels of a hypercube of 16 are binomials; its 65,536 states are known up to level 9.
    const levels = [1, 16, 120, 560, 1820, 4368, 8008, 11440, 12870, 11440];
    const known = levels.reduce((sum, size) => sum + size, 0);
    const estimate = estimateStates(levels, known)!;
    expect(estimate).toBeGreaterThan(65_536 / 2);
    expect(estimate).toBeLessThan(65_536 * 2);
  });

  test('is never less than what is known', () => {
    expect(estimateStates([1, 10, 20, 5, 1, 1], 38)).toBeGreaterThanOrEqual(38);
  });
});
