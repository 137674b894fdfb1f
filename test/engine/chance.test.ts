/** Walks, bounded searches and what they count, on tables of integers: what they meet is there, and what is counted was met. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createPrng } from '../../src/base';
import {
  Census,
  Fingerprinter,
  Follower,
  hashText,
  Search,
  Stepper,
  SwarmSearch,
  successorsOf,
  Walker,
} from '../../src/engine';
import { transitionFlags } from '../../src/model';
import { plainSearch, randomTables, TableSystem, type Tables } from './graph-system';

const wide = { states: 1_000_000, bytes: 1_000_000_000, depth: 1_000_000 };

/** A counter from 0 to `last`, whose value is also the label. */
function line(last: number, labels: (value: number) => number): Tables {
  const values = Array.from({ length: last + 1 }, (_, value) => value);
  return {
    sizes: [last + 1, last + 1],
    actorCount: 1,
    initial: [0, 0],
    rows: [values.map((value) => (value === last ? [] : [{ fault: false, target: value + 1, operations: [0] }]))],
    operations: [{ slot: 1, to: values.map((value) => Math.min(value + 1, last)) }],
    labels: values.map(labels),
    quiescentLabels: values.map(() => 1),
  };
}

/** One state with `count` ways on, each to a state of its own. */
function star(count: number): Tables {
  return {
    sizes: [count + 1, 1],
    actorCount: 1,
    initial: [0, 0],
    rows: [
      [
        Array.from({ length: count }, (_, index) => ({ fault: false, target: index + 1, operations: [] })),
        ...Array.from({ length: count }, () => []),
      ],
    ],
    operations: [],
    labels: [0],
    quiescentLabels: [0],
  };
}

function watching(stopBits: number, bits = 0) {
  const met: [bit: number, length: number][] = [];
  return { bits, stopBits, met, onMet: (bit: number, path: Int32Array) => met.push([bit, path.length]) };
}

describe('a walk', () => {
  const walkOf = (tables: Tables, lengthMax: number, stopBits: number, seed = 1) => {
    const walker = new Walker(new TableSystem(tables), lengthMax, watching(stopBits));
    return { end: walker.walk(createPrng(seed), 1), bit: walker.bit, length: walker.length };
  };

  test('takes enabled transitions only, and ends at a stop bit, in a dead end or at its length', () => {
    const nine = line(9, (value) => (value === 4 ? 8 : 0));
    expect(walkOf(nine, 100, 8)).toEqual({ end: 'bad', bit: 3, length: 4 });
    expect(walkOf(nine, 100, 0)).toEqual({ end: 'rest', bit: -1, length: 9 });
    expect(walkOf(nine, 100, 1)).toEqual({ end: 'bad', bit: 0, length: 9 });
    expect(walkOf(nine, 2, 8)).toEqual({ end: 'length', bit: -1, length: 2 });
  });

  test('ends where a handler gives no answer', () => {
    const failing: Tables = { ...line(2, () => 0), rows: [[[{ fault: false, target: -1, operations: [] }], [], []]] };
    expect(walkOf(failing, 100, 0)).toEqual({ end: 'failed', bit: -1, length: 1 });
  });

  test('tells the first way to each watched bit once', () => {
    const watched = watching(0, 7);
    const walker = new Walker(new TableSystem(line(5, (value) => (value > 2 ? 2 : value === 1 ? 4 : 0))), 100, watched);
    for (let walk = 1; walk < 4; walk++) walker.walk(createPrng(walk), walk);
    // Bit 0 counts at rest only.
    expect(watched.met).toEqual([
      [2, 1],
      [1, 3],
      [0, 5],
    ]);
  });

  test('meets the bits that are there, those of rest where nothing but faults can happen', () => {
    let atRest = 0;
    for (let seed = 0; seed < 300; seed++) {
      const system = new TableSystem(randomTables(seed));
      const search = new Search(system, wide, { bits: 0, stopBits: 0 });
      const watched = watching(0, 63);
      const walker = new Walker(system, 12, watched);
      walker.walk(createPrng(seed), 1);
      const expected = new Map<number, number>();
      let state = system.initial;
      for (let length = 0; length <= walker.length; length++) {
        const successors = successorsOf(system, search.effects, state);
        const observed = state[system.labelSlot]!;
        const isAtRest = successors.every(({ fault }) => fault);
        if (isAtRest && successors.length > 0) atRest++;
        const labels = system.labels[observed]! | (isAtRest ? system.quiescentLabels[observed]! : 0);
        for (let bit = 0; bit < 6; bit++)
          if ((labels & (1 << bit)) !== 0 && !expected.has(bit)) expected.set(bit, length);
        state = successors.find(({ transition }) => transition === walker.path[length])?.vector ?? state;
      }
      expect(new Map(watched.met)).toEqual(expected);
    }
    expect(atRest).toBeGreaterThan(50);
  });

  test('draws each way on equally often, and never one that is disabled', () => {
    const system = new TableSystem({
      ...star(6),
      rows: [
        [
          Array.from({ length: 6 }, (_, index) => ({
            fault: false,
            target: index + 1,
            operations: index % 3 === 1 ? [0] : [],
          })),
          ...Array.from({ length: 6 }, () => []),
        ],
      ],
      operations: [{ slot: 1, to: [-1] }],
    });
    const walker = new Walker(system, 10, watching(0));
    const prng = createPrng(5);
    const times = new Map<number, number>();
    for (let walk = 0; walk < 4000; walk++) {
      walker.walk(prng, walk + 1);
      const [first = -1] = walker.path;
      times.set(first, (times.get(first) ?? 0) + 1);
    }
    expect(times.size).toBe(4);
    // Mean 1,000, standard deviation 27.
    for (const count of times.values()) expect(Math.abs(count - 1000)).toBeLessThan(120);
  });

  test('visits only states that the search finds, counts each of them once, and is the same for the same seed', () => {
    for (let seed = 0; seed < 60; seed++) {
      const tables = randomTables(seed);
      const { depths } = plainSearch(tables);
      const system = new TableSystem(tables);
      const search = new Search(system, wide, { bits: 63, stopBits: 0 });
      const census = new Census(1000);
      const walker = new Walker(system, 30, watching(0), { census, fingerprinter: new Fingerprinter(system) });
      walker.walk(createPrng(seed), 1);
      const again = new Walker(new TableSystem(tables), 30, watching(0));
      again.walk(createPrng(seed), 1);
      expect(again.length).toBe(walker.length);
      let at = system.initial;
      const seen = new Set([at.join()]);
      for (const transition of walker.path) {
        at = successorsOf(system, search.effects, at).find((next) => next.transition === transition)!.vector!;
        expect(depths.has(at.join())).toBe(true);
        seen.add(at.join());
      }
      expect(census.distinct).toEqual({ kind: 'counted', value: seen.size });
      expect(census.singles).toBe(seen.size);
    }
  });
});

describe('a stepper', () => {
  test('has the enabled transitions of the search, and follows each to the same state', () => {
    let compared = 0;
    for (let seed = 0; seed < 200; seed++) {
      const tables = randomTables(seed, 20);
      const system = new TableSystem(tables);
      const search = new Search(system, wide, { bits: 0, stopBits: 0 });
      const stepper = new Stepper(system);
      for (const text of plainSearch(tables).depths.keys()) {
        const state = Int32Array.from(text.split(',').map(Number));
        const expected = successorsOf(system, search.effects, state);
        stepper.reset(state);
        const answer = stepper.enabled();
        const pairs = Array.from({ length: expected.length }, (_, index) => stepper.pairs[index * 2 + 1]);
        expect(pairs).toEqual(expected.map(({ transition }) => transition));
        const isAtRest = expected.every(({ fault }) => fault);
        expect(answer).toBe(isAtRest ? -1 - expected.length : expected.length);
        expect(stepper.isQuiescent).toBe(isAtRest);
        for (const { transition, vector } of expected) {
          const actor = stepper.listed().indexOf(transition);
          stepper.reset(state);
          stepper.list();
          stepper.pick(actor);
          stepper.probe();
          if (vector === undefined) continue;
          stepper.take();
          expect([...stepper.state]).toEqual([...vector]);
          expect(system.entries[transition + 1]! & transitionFlags.fired).not.toBe(0);
          stepper.reset(state);
          compared++;
        }
      }
    }
    expect(compared).toBeGreaterThan(1000);
  });
});

describe('a search of a swarm', () => {
  const searchOf = (tables: Tables, bounds: Partial<{ states: number; depth: number }>, seed: number, stopBits = 0) => {
    const system = new TableSystem(tables);
    const order = seed % 2 === 0 ? ('shuffled' as const) : ('node by node' as const);
    const watched = watching(stopBits, 63);
    const search = new SwarmSearch(
      system,
      new Fingerprinter(system),
      { states: 10_000, depth: 10_000, order, ...bounds },
      createPrng(seed),
      watched,
    );
    while (!search.step(7));
    return { search, met: watched.met };
  };

  test('sees all states and all bits where nothing bounds it', () => {
    for (let seed = 0; seed < 300; seed++) {
      const tables = randomTables(seed);
      const plain = plainSearch(tables);
      const { search, met } = searchOf(tables, {}, seed);
      expect(search.end).toBe('everything');
      expect(search.cut).toBe(0);
      expect(search.stateCount).toBe(plain.distinct);
      expect(search.generated).toBe(plain.generated);
      expect(new Set(met.map(([bit]) => bit))).toEqual(
        new Set(plain.depthOfBit.flatMap((depth, bit) => (depth >= 0 ? [bit] : []))),
      );
    }
  });

  test('keeps to its bounds, and says which of them it met', () => {
    const long = line(100, () => 0);
    expect(searchOf(long, { states: 7 }, 1).search).toMatchObject({ end: 'states', stateCount: 7 });
    const cut = searchOf(long, { depth: 10 }, 1).search;
    expect(cut).toMatchObject({ end: 'everything', stateCount: 11, depth: 10, cut: 1 });
    // What can go no further is not cut.
    expect(
      searchOf(
        line(10, () => 0),
        { depth: 10 },
        1,
      ).search,
    ).toMatchObject({ end: 'everything', cut: 0 });
    fc.assert(
      fc.property(
        fc.nat(500),
        fc.integer({ min: 1, max: 30 }),
        fc.integer({ min: 1, max: 8 }),
        (seed, states, depth) => {
          const { search } = searchOf(randomTables(seed), { states, depth }, seed);
          expect(search.stateCount).toBeLessThanOrEqual(states);
          expect(search.depth).toBeLessThanOrEqual(depth);
        },
      ),
      { seed: 4, numRuns: 200 },
    );
  });

  test('ends at a stop bit with a path that leads there, or at a failure', () => {
    const { search } = searchOf(
      line(9, (value) => (value === 4 ? 8 : 0)),
      {},
      2,
      8,
    );
    expect(search).toMatchObject({ end: 'bad', bit: 3, path: { length: 4 } });
    const failing: Tables = { ...line(2, () => 0), rows: [[[{ fault: false, target: -1, operations: [] }], [], []]] };
    expect(searchOf(failing, {}, 2).search).toMatchObject({ end: 'failed', path: { length: 1 } });
  });

  test('goes another way with another seed, and the same way with the same', () => {
    const first = (seed: number): string => {
      const { search } = searchOf(star(20), { states: 3 }, seed);
      return [...search.fingerprints()].sort((a, b) => a - b).join();
    };
    expect(first(2)).toBe(first(2));
    expect(new Set([2, 4, 6, 8, 10, 12].map(first)).size).toBeGreaterThan(4);
  });
});

describe('a census', () => {
  /** Words that look drawn at random. */
  const words = (count: number, seed: number): [number, number][] => {
    const prng = createPrng(seed);
    return Array.from({ length: count }, () => [prng.next() | 0, prng.next() | 0]);
  };

  test('counts what is distinct, and what one sample only has seen', () => {
    const census = new Census(100);
    expect(census.add(1, 2, 1)).toBe(true);
    expect(census.add(1, 2, 1)).toBe(false);
    expect(census.add(1, 3, 1)).toBe(true);
    expect(census.singles).toBe(2);
    expect(census.add(1, 2, 2)).toBe(false);
    expect(census.add(0, 7, 2)).toBe(true);
    expect(census.add(1, 2, 3)).toBe(false);
    expect(census.distinct).toEqual({ kind: 'counted', value: 3 });
    expect(census.singles).toBe(2);
  });

  test('agrees with a set of texts, whatever its order', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(40), fc.integer({ min: 1, max: 4 })), { maxLength: 200 }), (sights) => {
        const census = new Census(1000);
        const samples = new Map<number, Set<number>>();
        for (const [state, sample] of [...sights].sort((a, b) => a[1] - b[1])) {
          census.add(state % 7, state + 1, sample);
          samples.set(state, (samples.get(state) ?? new Set()).add(sample));
        }
        expect(census.distinct.value).toBe(samples.size);
        expect(census.singles).toBe([...samples.values()].filter(({ size }) => size === 1).length);
      }),
      { seed: 8, numRuns: 200 },
    );
  });

  test('estimates what is more than it may keep, within four standard errors', () => {
    for (const [count, seed] of [
      [100_000, 1],
      [300_000, 2],
      [1_000_000, 3],
    ] as const) {
      const census = new Census(50_000);
      for (const [low, high] of words(count, seed)) census.add(low, high, 1);
      const { distinct } = census;
      expect(distinct.kind).toBe('estimated');
      expect(census.singles).toBe(undefined);
      expect(Math.abs(distinct.value - count) / count).toBeLessThan(4 * 0.00813);
      expect(distinct.kind === 'estimated' && distinct.error).toBeCloseTo(0.008125, 6);
    }
  });
});

describe('the hash of a text', () => {
  test('tells a million texts apart that differ in a few places, in either word as often as chance has it', () => {
    const whole = new Set<number>();
    const lows = new Set<number>();
    const highs = new Set<number>();
    const words = new Int32Array(2);
    let count = 0;
    for (let one = 0; one < 1000; one++)
      for (let other = 0; other < 1000; other++) {
        hashText(`{"ballot":${one},"from":"a1","value":${other}}`, 3, words, 0);
        const [low = 0, high = 0] = words;
        lows.add(low);
        highs.add(high);
        // Exact in a double: 53 bits of the 64.
        whole.add((high >>> 11) * 2 ** 32 + (low >>> 0));
        count++;
      }
    expect(whole.size).toBe(count);
    // Of a million numbers of 32 bits drawn at random 116 are expected to be there twice, standard deviation 11.
    for (const { size } of [lows, highs]) expect(Math.abs(count - size - 116)).toBeLessThan(60);
  });

  test('depends on the seed, the length and every unit', () => {
    const of = (text: string, seed: number): string => {
      const words = new Int32Array(2);
      hashText(text, seed, words, 0);
      return words.join();
    };
    const all = [of('', 1), of('', 2), of('\0', 1), of('\0\0', 1), of('ab', 1), of('ba', 1), of('ab', 2)];
    expect(new Set(all).size).toBe(all.length);
  });
});

describe('a follower', () => {
  test('passes over what cannot be taken, and ends where the target first shows', () => {
    const system = new TableSystem(line(9, (value) => (value === 3 ? 4 : 0)));
    const follower = new Follower(system, 1000);
    // The action of each transition is its place in its row: 0 here; 5 is none.
    const target = { kind: 'bit', bit: 2 } as const;
    expect(follower.until(target, [0, 5, 0, 5, 0, 0, 0])).toHaveLength(3);
    expect(follower.until(target, [0, 0])).toBe(undefined);
    expect(follower.until({ kind: 'bit', bit: 0 }, Array(20).fill(0))).toHaveLength(9);
    expect(follower.vectors([0, 0]).map((vector) => [...vector])).toEqual([
      [0, 0],
      [1, 1],
      [2, 2],
    ]);
  });

  test('finds nothing any more when its steps are used up', () => {
    const follower = new Follower(new TableSystem(line(9, (value) => (value === 3 ? 4 : 0))), 5);
    expect(follower.until({ kind: 'bit', bit: 2 }, [0, 0, 0])).toHaveLength(3);
    expect(follower.until({ kind: 'bit', bit: 2 }, [0, 0, 0])).toBe(undefined);
  });
});
