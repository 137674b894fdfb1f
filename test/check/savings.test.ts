/** What a long check could be spared: estimates against the numbers themselves. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { challengeBySlug } from '../../challenges';
import { compareGrowth, savingsOf } from '../../src/check/savings';
import { compileSource } from '../../src/host/compile';
import { loadSandboxWasm } from '../../src/host/wasm-node';
import {
  type Challenge,
  type CheckRequest,
  changeWords,
  defaultLimits,
  lossWords,
  type Saving,
  savedWords,
} from '../../src/model';

const paxos = challengeBySlug('paxos') as Challenge;
const source = readFileSync(new URL('../../challenges/paxos/reference.ts', import.meta.url), 'utf8');
const request: CheckRequest = {
  challenge: paxos.slug,
  program: compileSource(source, 'reference.ts'),
  bounds: paxos.tiers.full,
  limits: defaultLimits,
  explore: 'first',
};

/** Looks as long as it takes: what the looks find must not depend on the machine. */
const environment = {
  challenge: paxos,
  wasm: loadSandboxWasm(),
  now: () => 0,
  pause: () => Promise.resolve(),
  isCancelled: () => false,
};

describe('what Paxos at full bounds could be spared', () => {
  // A whole that still grows; the numbers are made up.
  const whole = { levelSizes: [1, 2, 9, 32, 95, 248, 591, 1285, 2579, 4831, 8502, 14_144], stateCount: 32_319 };

  test('is said of every bound that can be lowered, and of partial order', async () => {
    const savings = await savingsOf(request, environment, whole);
    const lower = paxos.parameters.filter(({ name, min }) => (paxos.tiers.full[name] ?? 0) > min);
    expect(savings.map(({ change }) => (change.kind === 'bound' ? change.name : change.kind)).sort()).toEqual(
      [...lower.map(({ name }) => name), 'partial-order'].sort(),
    );
    const partial = savings.find(({ change }) => change.kind === 'partial-order') as Saving;
    // The short search comes to its end: the number is the one that the reduced check counts.
    expect(partial.states).toBe(76_838);
  });

  test('is not asked of reductions that are used already', async () => {
    const savings = await savingsOf({ ...request, partialOrder: true }, environment, whole);
    expect(savings.some(({ change }) => change.kind === 'partial-order')).toBe(false);
  });
});

describe('two searches compared', () => {
  test('by their levels as far as both have come', () => {
    const whole = { levelSizes: [1, 4, 16, 64], stateCount: 85 };
    expect(compareGrowth(whole, { levelSizes: [1, 2, 4], stateCount: 7 })).toEqual({
      states: null,
      share: 7 / 21,
      depth: 2,
    });
    expect(compareGrowth(whole, { levelSizes: [1], stateCount: 1 })).toBeUndefined();
  });

  test('by what they counted where the smaller one has ended', () => {
    const whole = { levelSizes: [1, 4, 16, 64], stateCount: 85 };
    const ended = { levelSizes: [1, 2, 1], stateCount: 4, ended: true };
    expect(compareGrowth(whole, ended)).toEqual({ states: 4, share: 4 / 85, depth: 2 });
  });
});

test('words', () => {
  const bound = { kind: 'bound', name: 'crashes', value: 1 } as const;
  const { parameters } = paxos;
  const words = (saving: Omit<Saving, 'change'>, change: Saving['change'] = bound) => [
    changeWords({ ...saving, change }, parameters),
    savedWords({ ...saving, change }),
    lossWords({ ...saving, change }, parameters),
  ];
  expect(words({ states: 5468, share: 0.1, depth: 20 })).toEqual([
    'crashes 2 → 1',
    '5,468 states in all',
    'Says nothing about runs that need crashes 2.',
  ]);
  expect(words({ states: null, share: 0.125, depth: 9 }, { kind: 'partial-order' })).toEqual([
    'partial order',
    '1/8 of the states down to depth 9',
    'Covers the same.',
  ]);
  expect(words({ states: null, share: 0.61, depth: 9 })[1]).toBe('61 % of the states down to depth 9');
  expect(words({ states: null, share: 0.96, depth: 9 })[1]).toBe('as many states down to depth 9');
});
