/** Partial-order reduction: fewer states, the same verdicts; and where it may miss something, nothing is left out. */
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { challenges } from '../../challenges';
import { checkSource } from '../../src/cli';
import { searchThreads } from '../../src/cli/search-threads';
import type { ThreadStarter } from '../../src/engine';
import {
  always,
  type Challenge,
  type CheckReport,
  dataText,
  fact,
  isExperiment,
  type Observation,
  type Property,
  type SystemSpec,
  sometimes,
} from '../../src/model';
import { travellingForks, travellingForksProtocol } from '../models/bench-dining';
import { tellingSourcesOf } from '../models/catalogue-sources';
import { randomProtocol } from '../models/random-protocol';
import { protocolOf, tinyChallenge } from '../models/tiny-challenge';
import { twoPhaseTla, twoPhaseTlaProtocol } from '../models/two-phase-tla';

const pool = searchThreads(1);
afterAll(() => pool.discard());

function check(spec: SystemSpec, source: string, partialOrder: boolean, threads?: ThreadStarter): Promise<CheckReport> {
  return checkSource({
    challenge: tinyChallenge(spec),
    source,
    file: 'protocol.ts',
    bounds: {},
    partialOrder,
    explore: 'all',
    limits: { states: 300_000 },
    ...(threads === undefined ? {} : { threads }),
  });
}

/** What must not depend on the reduction. */
function essence({ verdict: { kind, property, properties, schedule } }: CheckReport) {
  const results = properties.map(({ name, result, length }) => ({ name, result, length }));
  return { kind, property, length: schedule?.length, results };
}

/** The same without the lengths of witnesses, which need not be shortest. */
function decided(report: CheckReport) {
  const { kind, property, results } = essence(report);
  return { kind, property, results: results.map(({ name, result }) => ({ name, result })) };
}

function isUsed({ verdict }: CheckReport): boolean {
  return verdict.reductions?.some(({ kind, used }) => kind === 'partial-order' && used) === true;
}

describe('two-phase commit of the TLA+ Examples', () => {
  // The whole spaces are TLC's; what the reduction leaves was counted by it and by nothing else.
  test.each([
    [3, 288, 206],
    [5, 8832, 3616],
    [7, 296_448, 61_170],
  ])('%i managers: of %i states %i are enough, in one thread and in two', async (managers, states, left) => {
    const spec = twoPhaseTla(managers);
    const whole = await check(spec, twoPhaseTlaProtocol, false);
    expect(whole.verdict.counts.distinct).toBe(states);
    for (const threads of [undefined, pool]) {
      const reduced = await check(spec, twoPhaseTlaProtocol, true, threads);
      expect(isUsed(reduced)).toBe(true);
      expect(reduced.verdict.counts.distinct).toBe(left);
      expect(decided(reduced)).toEqual(decided(whole));
    }
  });
});

// Properties are judged on variants, and experiments run by run, both without reductions.
const explored = challenges.filter(
  ({ writes, system, tiers }) => writes !== 'properties' && !system(tiers.quick).properties.every(isExperiment),
);

describe.each(explored.map((challenge) => [challenge.slug, challenge] as const))('%s', (_slug, challenge) => {
  test.each(tellingSourcesOf(challenge))('%s is judged alike with and without it', async (path) => {
    const source = readFileSync(new URL(`../../challenges/${path}`, import.meta.url));
    const asked = { challenge, source, file: path, bounds: challenge.tiers.quick };
    const whole = await checkSource(asked);
    const reduced = await checkSource({ ...asked, partialOrder: true });
    const holds = whole.verdict.kind === 'holds' || whole.verdict.kind === 'unreached';
    expect(decided(reduced)).toEqual(decided(whole));
    if (!holds) expect(essence(reduced)).toEqual(essence(whole));
    expect(reduced.verdict.counts.distinct).toBeLessThanOrEqual(whole.verdict.counts.distinct);
  });
});

test('Paxos at full bounds needs a tenth of its states', async () => {
  const challenge = challenges.find(({ slug }) => slug === 'paxos') as Challenge;
  const source = readFileSync(new URL('../../challenges/paxos/reference.ts', import.meta.url));
  const { verdict } = await checkSource({
    challenge,
    source,
    file: 'reference.ts',
    bounds: challenge.tiers.full,
    partialOrder: true,
  });
  expect([verdict.kind, verdict.counts.distinct]).toEqual(['holds', 76_838]);
  expect(challenge.referenceStates?.full).toBe(779_950);
});

describe('a step taken before others', () => {
  const shout: SystemSpec = tinyChallenge({
    nodes: ['a', 'b'].map((id) => ({ id, role: 'node', inputs: ['go'] })),
    properties: [],
  }).system({});
  const source = protocolOf("init: () => ({}), onInput(state, input, ctx) { ctx.output('here'); },");
  const shown = (o: Observation, id: string) => o.nodes.some((node) => node.id === id && node.outputs.length > 0);

  test('hides a state, which is looked for again if a property is about it', async () => {
    const second = always('a shows first', 'b is never seen without a.', (o) =>
      fact(!shown(o, 'b') || shown(o, 'a'), 'b is seen and a is not'),
    );
    const reduced = await check({ ...shout, properties: [second] }, source, true);
    expect(reduced.verdict.kind).toBe('violated');
    expect(reduced.verdict.reductions).toEqual([
      { kind: 'partial-order', used: false, reason: 'A property may be otherwise in a state that it left out.' },
    ]);
  });

  test('is taken first if no property can tell', async () => {
    const both = sometimes('both', 'Both are seen.', (o) => shown(o, 'a') && shown(o, 'b'));
    const reduced = await check({ ...shout, properties: [both] }, source, true);
    expect(isUsed(reduced)).toBe(true);
    expect([reduced.verdict.kind, reduced.verdict.counts.distinct]).toEqual(['holds', 3]);
  });
});

test('philosophers who can always be asked again are left as they are', async () => {
  const reduced = await check(travellingForks(4), travellingForksProtocol, true);
  expect(reduced.verdict.reductions).toEqual([{ kind: 'partial-order', used: true, reducedAt: 0 }]);
});

/** Properties that tell apart as many observations as there are properties, at rest and anywhere. */
function buckets(count: number): readonly Property[] {
  const bucket = (o: Observation): number => {
    let sum = 0;
    for (const character of dataText(JSON.parse(JSON.stringify(o.nodes))))
      sum = (sum * 31 + character.charCodeAt(0)) % 9973;
    return sum % count;
  };
  return (['every', 'quiescent'] as const).flatMap((at) =>
    Array.from({ length: count }, (_, index) =>
      sometimes(`${at} ${index}`, `An observation falls into bucket ${index}.`, (o) => bucket(o) === index, at),
    ),
  );
}

describe('random protocols', () => {
  test('are judged alike with and without it, down to what is seen', async () => {
    let used = 0;
    let smaller = 0;
    let refused = 0;
    for (const [index, { source, spec }] of fc.sample(randomProtocol, { seed: 11, numRuns: 240 }).entries()) {
      const { partition: _, ...faults } = spec.faults;
      const honest: SystemSpec = {
        ...spec,
        nodes: spec.nodes.map(({ twins: _twins, adversary: _adversary, ...node }) => node),
        faults: index % 2 === 0 ? faults : {},
        properties: index % 3 === 0 ? spec.properties : buckets(7),
      };
      const whole = await check(honest, source, false);
      if (whole.verdict.kind === 'inconclusive' || whole.verdict.kind === 'invalid') continue;
      const reduced = await check(honest, source, true);
      expect(decided(reduced)).toEqual(decided(whole));
      if (!isUsed(reduced)) refused++;
      else {
        used++;
        if (reduced.verdict.counts.distinct < whole.verdict.counts.distinct) smaller++;
      }
    }
    expect(used).toBeGreaterThan(150);
    expect(smaller).toBeGreaterThan(75);
    expect(refused).toBeGreaterThan(10);
  });
});
