/** A check that is given up and gone on with later: the same counts, verdict, schedule and coverage as in one go. */
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { challengeBySlug, challenges } from '../../../challenges';
import { type CheckSource, checkSource, resumeSource } from '../../../src/cli';
import { searchThreads } from '../../../src/cli/search-threads';
import { type Challenge, type CheckReport, type Limits, sometimes } from '../../../src/model';
import { benOr, benOrProtocol } from '../../models/ben-or';
import { keeperOf } from '../../models/checkpoints';
import { diningPhilosophers, diningProtocol } from '../../models/dining-philosophers';
import { punctual } from '../../models/punctual-threads';
import { randomProtocol } from '../../models/random-protocol';
import { protocolOf, type TinySystem, tinyChallenge } from '../../models/tiny-spec';

const pool = punctual(searchThreads(1));
afterAll(() => pool.discard());

/** All that a report says, but for times, memory and where it came from. */
function essence({ verdict, trace, covered, executable }: CheckReport) {
  return { verdict, trace, covered, executable };
}

/** What does not depend on the number of threads either. */
function threadless({ verdict, covered }: CheckReport) {
  const { kind, property, counts, neverFired, notChecked, reductions } = verdict;
  const properties = verdict.properties.map(({ name, result, length, observations }) => ({
    name,
    result,
    length,
    observations,
  }));
  return { kind, property, counts, neverFired, notChecked, reductions, properties, covered };
}

/** Gives up at a limit if it is met before the end, and goes on without it. */
async function interrupted(check: CheckSource, limits: Partial<Limits>): Promise<CheckReport> {
  const { keeper, kept } = keeperOf((reason) => reason === 'limit');
  const stopped = await checkSource({ ...check, limits: { ...check.limits, ...limits }, checkpoints: keeper });
  const checkpoint = kept.at(-1);
  if (checkpoint === undefined) return stopped;
  const resumed = await resumeSource(check, () => checkpoint.pieces);
  if (resumed.kind === 'err') throw new Error(resumed.error.sentence);
  expect(resumed.value.resumedFrom).toBe(checkpoint.summary.distinct);
  return resumed.value;
}

const sourceOf = ({ slug }: Challenge, file: string) =>
  readFileSync(new URL(`../../../challenges/${slug}/${file}.ts`, import.meta.url));

/** Those whose check is one search: of experiments and of properties that are tried on variants nothing is kept. */
const searched = challenges.filter(
  ({ writes, referenceStates }) => writes !== 'properties' && (referenceStates?.quick ?? 0) > 1,
);

const files = searched.flatMap((challenge) =>
  ['reference', 'starter'].map((file) => [challenge.slug, file, challenge] as const),
);

test('most of the catalogue is among them', () => {
  expect(searched.length).toBeGreaterThan(5);
});

test.each(files)('%s, its %s, comes to the same from wherever it was given up', async (_slug, file, challenge) => {
  const check: CheckSource = {
    challenge,
    source: sourceOf(challenge, file),
    file: 'protocol.ts',
    bounds: challenge.tiers.quick,
  };
  const whole = await checkSource(check);
  const { distinct, depth } = whole.verdict.counts;
  for (const share of [0.1, 0.55, 0.95]) {
    const again = await interrupted(check, { states: Math.max(1, Math.floor(distinct * share)) });
    expect(again.resumedFrom).toBe(Math.max(1, Math.floor(distinct * share)));
    expect(essence(again)).toEqual(essence(whole));
  }
  const half = await interrupted(check, { depth: Math.max(1, depth >> 1) });
  expect(half.resumedFrom).toBeLessThan(distinct);
  expect(essence(half)).toEqual(essence(whole));
  for (const share of [0.3, 0.8]) {
    const together = await interrupted({ ...check, threads: pool }, { depth: Math.max(1, Math.floor(depth * share)) });
    expect(together.resumedFrom).toBeLessThan(distinct);
    expect(threadless(together)).toEqual(threadless(whole));
  }
});

/** Protocols with one node that the others run to, first come, first served; which of them is told apart by `prefers`. */
const race = (prefers: string): readonly [TinySystem, string] => [
  {
    nodes: [{ id: 'server', role: 'server' }, ...['a', 'b', 'c'].map((id) => ({ id, role: 'client', inputs: ['go'] }))],
    properties: [sometimes('told', 'Somebody is told.', (o) => o.nodes.some((node) => node.outputs.length > 0))],
    symmetry: [[['a'], ['b'], ['c']]],
  },
  protocolOf(`init: () => 0,
onInput(state, input, ctx) { ctx.send('server', 'me'); },
onMessage(state, message, from, ctx) {
  if (ctx.self !== 'server') ctx.output(message);
  else if (from !== '${prefers}') ctx.send(from, 'told');
},`),
];

test.each<[string, TinySystem, string, boolean]>([
  ['that must end', diningPhilosophers(3, true), diningProtocol, false],
  ['with probabilities', benOr([0, 1, 1], 1, 1), benOrProtocol, false],
  ['with symmetry', ...race('nobody'), true],
  ['whose symmetry is wrong', ...race('b'), false],
])('a system %s comes to the same', async (_what, system, source, isReduced) => {
  const check: CheckSource = {
    challenge: tinyChallenge(system),
    source,
    file: 'protocol.ts',
    bounds: {},
    explore: 'all',
  };
  const whole = await checkSource(check);
  expect(whole.verdict.reductions?.[0]?.used ?? false).toBe(isReduced);
  const { distinct } = whole.verdict.counts;
  for (const share of [0.2, 0.7]) {
    const again = await interrupted(check, { states: Math.max(1, Math.floor(distinct * share)) });
    expect(again.resumedFrom).toBe(Math.max(1, Math.floor(distinct * share)));
    expect(essence(again)).toEqual(essence(whole));
  }
});

test.each(['reference', 'starter'])('Paxos, its %s, comes to the same with partial-order reduction', async (file) => {
  const challenge = challengeBySlug('paxos') as Challenge;
  const check: CheckSource = {
    challenge,
    source: sourceOf(challenge, file),
    file: 'protocol.ts',
    bounds: challenge.tiers.quick,
    explore: 'all',
    partialOrder: true,
  };
  const whole = await checkSource(check);
  // What the starter does wrong is looked for again without the reduction, in more states.
  expect(whole.verdict.reductions).toMatchObject([{ kind: 'partial-order', used: file === 'reference' }]);
  for (const share of [0.2, 0.45, 0.9]) {
    const states = Math.floor(whole.verdict.counts.distinct * share);
    const again = await interrupted(check, { states });
    expect(again.resumedFrom).toBe(states);
    expect(essence(again)).toEqual(essence(whole));
  }
});

test('two threads meet a limit of states exactly, and go on from it', async () => {
  const challenge = challengeBySlug('paxos') as Challenge;
  const check: CheckSource = {
    challenge,
    source: sourceOf(challenge, 'reference'),
    file: 'protocol.ts',
    bounds: challenge.tiers.full,
    threads: pool,
  };
  const again = await interrupted(check, { states: 200_000 });
  expect(again.resumedFrom).toBe(200_000);
  // Transitions and depth: one thread in one go.
  expect([again.workers, again.verdict.kind]).toEqual([2, 'holds']);
  expect(again.verdict.counts).toMatchObject({
    distinct: challenge.referenceStates?.full,
    generated: 4_578_621,
    depth: 27,
  });
}, 120_000);

/** Larger systems are explored so far. */
const statesMax = 600;

test('random protocols come to the same however often they are given up', async () => {
  let resumed = 0;
  const shares = fc.array(fc.integer({ min: 1, max: 99 }), { minLength: 1, maxLength: 3 });
  await fc.assert(
    fc.asyncProperty(randomProtocol, shares, async (drawn, percent) => {
      const check: CheckSource = {
        challenge: tinyChallenge(drawn.spec),
        source: drawn.source,
        file: 'protocol.ts',
        bounds: {},
        explore: 'all',
        limits: { states: statesMax },
      };
      const whole = await checkSource(check);
      let pieces: readonly Uint8Array[] | undefined;
      for (const share of percent.sort((a, b) => a - b)) {
        const states = Math.max(1, Math.floor((whole.verdict.counts.distinct * share) / 100));
        const { keeper, kept } = keeperOf((reason) => reason === 'limit');
        const limited: CheckSource = { ...check, limits: { states }, checkpoints: keeper };
        const before = pieces;
        if (before === undefined) await checkSource(limited);
        else expect((await resumeSource(limited, () => before)).kind).toBe('ok');
        pieces = kept.at(-1)?.pieces;
        if (pieces === undefined) return; // It fails before it has found so many.
        resumed++;
      }
      const last = pieces;
      if (last === undefined) return;
      const again = await resumeSource(check, () => last);
      if (again.kind === 'err') throw new Error(again.error.sentence);
      expect(essence(again.value)).toEqual(essence(whole));
    }),
    { seed: 21, numRuns: 30, endOnFailure: true },
  );
  expect(resumed).toBeGreaterThan(30);
});
