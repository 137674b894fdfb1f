/** Fair runs, against the definition: sets of states that a run can visit for ever, tried one by one. */
import { describe, expect, test } from 'vitest';
import { createPrng } from '../../src/base';
import { type FairGraph, type FairRun, findFairRun, waysFromStart } from '../../src/engine';

interface Edge {
  readonly from: number;
  readonly to: number;
  /** -1: unconstrained; -2: no step at all. */
  readonly event: number;
}

interface Question {
  readonly stateCount: number;
  readonly edges: readonly Edge[];
  readonly strong: readonly boolean[];
  readonly sources: readonly boolean[];
  readonly allowed: readonly boolean[];
}

type Kinds = 'weak' | 'strong' | 'mixed' | 'none';

function randomQuestion(seed: number, kinds: Kinds): Question {
  const prng = createPrng(seed);
  const stateCount = 1 + prng.below(8);
  const eventCount = kinds === 'none' ? 0 : 1 + prng.below(4);
  const least = prng.below(3);
  const edges = Array.from({ length: stateCount }, (_, from) =>
    Array.from({ length: least + prng.below(3) }, () => {
      const to = prng.below(stateCount);
      const event = eventCount === 0 || prng.below(6) === 0 ? -1 : prng.below(eventCount);
      return { from, to, event: from === to && prng.below(3) === 0 ? -2 : event };
    }),
  ).flat();
  return {
    stateCount,
    edges,
    strong: Array.from({ length: eventCount }, () => kinds === 'strong' || (kinds === 'mixed' && prng.below(2) === 0)),
    sources: Array.from({ length: stateCount }, () => prng.below(2) === 0),
    allowed: Array.from({ length: stateCount }, () => prng.below(5) > 0),
  };
}

function fairGraphOf({ stateCount, edges, strong }: Question): FairGraph {
  const start = Int32Array.from(
    { length: stateCount + 1 },
    (_, state) => edges.filter(({ from }) => from < state).length,
  );
  return {
    graph: {
      stateCount,
      edgeCount: edges.length,
      start,
      target: Int32Array.from(edges, ({ to }) => to),
      transition: Int32Array.from(edges, (_, index) => index),
    },
    event: Int32Array.from(edges, ({ event }) => event),
    strong: Uint8Array.from(strong, Number),
  };
}

function bits(flags: readonly boolean[]): Uint8Array {
  return Uint8Array.from(flags, Number);
}

/** Runs to the end, counting the pauses. */
function finish<T>(work: Generator<undefined, T>): T {
  for (;;) {
    const { done, value } = work.next();
    if (done === true) return value;
  }
}

function find(question: Question): FairRun | undefined {
  const fair = fairGraphOf(question);
  const first = finish(waysFromStart(fair));
  return finish(findFairRun(fair, first, bits(question.sources), bits(question.allowed)));
}

const enabledAt = (question: Question, state: number): Set<number> =>
  new Set(question.edges.filter(({ from, event }) => from === state && event >= 0).map(({ event }) => event));

/** Whether a run can take the edges, and nothing else, again and again. */
function isFairSet(question: Question, states: readonly number[], edges: readonly Edge[]): boolean {
  return question.strong.every((isStrong, event) => {
    if (edges.some((edge) => edge.event === event)) return true;
    const where = states.filter((state) => enabledAt(question, state).has(event));
    return isStrong ? where.length === 0 : where.length < states.length;
  });
}

/** Distances in two stages, by relaxing every edge until nothing changes. */
function distancesOf({ stateCount, edges, sources, allowed }: Question): readonly number[] {
  const free = Array.from({ length: stateCount }, (_, state) => (state === 0 ? 0 : Number.POSITIVE_INFINITY));
  const owing = free.map(() => Number.POSITIVE_INFINITY);
  for (let round = 0; round <= 2 * stateCount; round++) {
    for (let state = 0; state < stateCount; state++)
      if (sources[state] && allowed[state]) owing[state] = Math.min(owing[state]!, free[state]!);
    for (const { from, to } of edges) {
      free[to] = Math.min(free[to]!, free[from]! + 1);
      if (allowed[to]) owing[to] = Math.min(owing[to]!, owing[from]! + 1);
    }
  }
  return owing;
}

/** The shortest stems to where a run can end, and to where it can begin to go round; infinite where there is none. */
function byDefinition(question: Question): { readonly end: number; readonly cycle: number } {
  const distances = distancesOf(question);
  let end = Number.POSITIVE_INFINITY;
  let cycle = Number.POSITIVE_INFINITY;
  const reached = [...distances.keys()].filter((state) => distances[state]! < Number.POSITIVE_INFINITY);
  for (const state of reached) if (enabledAt(question, state).size === 0) end = Math.min(end, distances[state]!);
  for (let set = 1; set < 1 << question.stateCount; set++) {
    const states = [...distances.keys()].filter((state) => (set & (1 << state)) !== 0);
    if (!states.every((state) => reached.includes(state))) continue;
    const inside = question.edges.filter(
      ({ from, to, event }) => event !== -2 && states.includes(from) && states.includes(to),
    );
    if (isConnected(states, inside) && isFairSet(question, states, inside))
      cycle = Math.min(cycle, ...states.map((state) => distances[state]!));
  }
  return { end, cycle };
}

/** Whether each state leads to each, itself included, by one edge at least. */
function isConnected(states: readonly number[], edges: readonly Edge[]): boolean {
  return states.every((origin) => {
    const seen = new Set<number>();
    for (let changed = true; changed; ) {
      changed = false;
      for (const { from, to } of edges) {
        if (seen.has(to) || (from !== origin && !seen.has(from))) continue;
        seen.add(to);
        changed = true;
      }
    }
    return states.every((state) => seen.has(state));
  });
}

/** The states along some edges, checking that they follow each other. */
function statesAlong(question: Question, begin: number, edges: readonly number[]): readonly number[] {
  const states = [begin];
  for (const index of edges) {
    const { from, to, event } = question.edges[index]!;
    expect(from).toBe(states.at(-1));
    expect(event).not.toBe(-2);
    states.push(to);
  }
  return states;
}

function expectToAnswer(question: Question, { stem, cycle }: FairRun): void {
  const onStem = statesAlong(question, 0, stem);
  const turn = onStem.at(-1)!;
  const onCycle = statesAlong(question, turn, cycle);
  expect(onCycle.at(-1)).toBe(turn);
  const from = onStem.findLastIndex((state) => !question.allowed[state]) + 1;
  expect(onStem.slice(from).some((state) => question.sources[state])).toBe(true);
  expect(onCycle.every((state) => question.allowed[state])).toBe(true);
  if (cycle.length === 0) expect(enabledAt(question, turn).size).toBe(0);
  else
    expect(
      isFairSet(
        question,
        [...new Set(onCycle)],
        cycle.map((index) => question.edges[index]!),
      ),
    ).toBe(true);
}

describe('fair runs', () => {
  // How many of the graphs have a run that ends, one that goes round, none; and none, although without fairness there is one.
  test.each<[Kinds, Readonly<Record<'end' | 'cycle' | 'none' | 'unfair', number>>]>([
    ['weak', { end: 78, cycle: 177, none: 145, unfair: 28 }],
    ['strong', { end: 78, cycle: 172, none: 150, unfair: 33 }],
    ['mixed', { end: 89, cycle: 166, none: 145, unfair: 28 }],
    ['none', { end: 263, cycle: 0, none: 137, unfair: 0 }],
  ])('are found exactly where the definition allows one, with %s fairness', (kinds, counts) => {
    const seen = { end: 0, cycle: 0, none: 0, unfair: 0 };
    for (let seed = 0; seed < 400; seed++) {
      const question = randomQuestion(seed, kinds);
      const expected = byDefinition(question);
      const found = find(question);
      const shortest = Math.min(expected.end, expected.cycle);
      expect([seed, found !== undefined]).toEqual([seed, shortest < Number.POSITIVE_INFINITY]);
      if (found === undefined) {
        seen.none++;
        if (find({ ...question, strong: [], edges: question.edges.map((edge) => ({ ...edge, event: -1 })) }))
          seen.unfair++;
        continue;
      }
      expectToAnswer(question, found);
      if (found.cycle.length === 0) expect(found.stem.length).toBe(expected.end);
      else {
        expect(found.stem.length + found.cycle.length).toBeLessThan(expected.end);
        expect(found.stem.length).toBeGreaterThanOrEqual(expected.cycle);
      }
      seen[found.cycle.length === 0 ? 'end' : 'cycle']++;
    }
    expect(seen).toEqual(counts);
  });

  const everywhere = (stateCount: number): readonly boolean[] => Array.from({ length: stateCount }, () => true);

  /** `a b event` for each edge; every state is allowed and a source. */
  function graphOf(strong: readonly boolean[], edges: readonly (readonly [number, number, number])[]): Question {
    const stateCount = Math.max(...edges.flatMap(([from, to]) => [from, to, 0])) + 1;
    const sorted = edges.map(([from, to, event]) => ({ from, to, event })).sort((a, b) => a.from - b.from);
    return { stateCount, edges: sorted, strong, sources: everywhere(stateCount), allowed: everywhere(stateCount) };
  }

  test('go round an event that is enabled again and again, if its fairness is only weak', () => {
    // 0 and 1 alternate by event 0; event 1 leads out, but is enabled in 1 alone. The way out is not allowed.
    const edges = [
      [0, 1, 0],
      [1, 0, 0],
      [1, 2, 1],
    ] as const;
    const inside = [true, true, false];
    expect(find({ ...graphOf([false, false], edges), allowed: inside })).toEqual({ stem: [], cycle: [0, 1] });
    expect(find({ ...graphOf([false, true], edges), allowed: inside })).toBeUndefined();
    expect(find({ ...graphOf([true, false], edges), allowed: inside })).toEqual({ stem: [], cycle: [0, 1] });
    // Enabled in 0 too, it is always enabled, and weak fairness is enough to get out.
    expect(find({ ...graphOf([false, false], [...edges, [0, 2, 1]]), allowed: inside })).toBeUndefined();
  });

  test('are looked for again where the states of a strongly fair event were removed', () => {
    // Event 1 (strong) is enabled in 3 and taken nowhere inside. Without 3 there is still the cycle 0 1 2; event 2 (weak)
    // is taken only on the way to 3, so that cycle is fair only as long as some state of it does not enable event 2.
    const edges = [
      [0, 1, 0],
      [1, 2, 0],
      [2, 0, 0],
      [2, 3, 2],
      [3, 0, 0],
      [3, 4, 1],
    ] as const;
    const inside = [true, true, true, true, false];
    expect(find({ ...graphOf([false, true, false], edges), allowed: inside })).toEqual({ stem: [], cycle: [0, 1, 2] });
    const always: Question = {
      ...graphOf([false, true, false], [...edges, [0, 3, 2], [1, 3, 2]]),
      allowed: inside,
    };
    expect(find(always)).toBeUndefined();
    expect(find({ ...always, strong: [false, false, false] })).toBeDefined();
  });

  test('do not take an idle step for an event that happens', () => {
    // Event 0 leaves state 0 as it is: as a step it is a cycle, as no step the run may end there.
    expect(find(graphOf([false], [[0, 0, 0]]))).toEqual({ stem: [], cycle: [0] });
    expect(find(graphOf([false], [[0, 0, -2]]))).toEqual({ stem: [], cycle: [] });
  });

  test('are found in a long ring without a deep stack, pausing on the way', () => {
    const stateCount = 400_000;
    const fair: FairGraph = {
      graph: {
        stateCount,
        edgeCount: stateCount * 2,
        start: Int32Array.from({ length: stateCount + 1 }, (_, state) => state * 2),
        target: Int32Array.from({ length: stateCount * 2 }, (_, edge) =>
          edge % 2 === 0 ? ((edge >> 1) + 1) % stateCount : edge >> 1,
        ),
        transition: new Int32Array(stateCount * 2),
      },
      // On round the ring is event 0; staying is event 1, in the last state alone.
      event: Int32Array.from({ length: stateCount * 2 }, (_, edge) =>
        edge % 2 === 0 ? 0 : edge === stateCount * 2 - 1 ? 1 : -2,
      ),
      strong: Uint8Array.of(1, 1),
    };
    const all = new Uint8Array(stateCount).fill(1);
    let pauses = 0;
    const work = findFairRun(fair, finish(waysFromStart(fair)), all, all);
    let step = work.next();
    for (; step.done !== true; step = work.next()) pauses++;
    // Staying in the last state is fair but for event 0, which is enabled there: so the whole ring must be gone round.
    expect([step.value?.stem.length, step.value?.cycle.length]).toEqual([0, stateCount + 1]);
    expect(pauses).toBeGreaterThan(3);
  });
});
