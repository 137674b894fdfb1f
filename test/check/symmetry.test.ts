/** Symmetry: fewer states, the same verdicts; and nothing is left out where the claim is wrong. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkSource } from '../../src/cli';
import {
  always,
  fact,
  type Observation,
  type Property,
  type SymmetryClass,
  type SystemSpec,
  sometimes,
} from '../../src/model';
import { essence } from '../models/essence';
import { randomProtocol } from '../models/random-protocol';
import { protocolOf, tinyChallenge } from '../models/tiny-challenge';
import { twoPhaseTla, twoPhaseTlaProtocol } from '../models/two-phase-tla';

function check(spec: SystemSpec, source: string, symmetry = true, explore: 'first' | 'all' = 'first') {
  return checkSource({
    challenge: tinyChallenge(spec),
    source,
    file: 'protocol.ts',
    bounds: {},
    symmetry,
    explore,
    limits: { states: explore === 'all' ? 1500 : 1_000_000 },
  });
}

const managers = (count: number): SymmetryClass => Array.from({ length: count }, (_, index) => [`rm${index + 1}`]);

describe('two-phase commit of the TLA+ Examples with interchangeable managers', () => {
  // Orbits counted by an independent explorer that sorts whole tuples; 920 for seven managers is also what TLC's symmetry gives.
  test.each([
    [3, 288, 80],
    [5, 8832, 314],
    [7, 296_448, 920],
  ])('%i managers: %i states are %i', async (count, states, orbits) => {
    const spec: SystemSpec = { ...twoPhaseTla(count), symmetry: [managers(count)] };
    const { verdict } = await check(spec, twoPhaseTlaProtocol);
    expect(verdict.kind).toBe('holds');
    expect(verdict.counts.distinct).toBe(orbits);
    expect(verdict.reductions).toEqual([{ kind: 'symmetry', used: true, standFor: states }]);
  });
});

/** Clients that ask a server, which tells the first of them alone that it was first. */
const race = (properties: readonly Property[]): SystemSpec =>
  tinyChallenge({
    nodes: [{ id: 'server', role: 'server' }, ...['a', 'b', 'c'].map((id) => ({ id, role: 'client', inputs: ['go'] }))],
    properties,
    symmetry: [[['a'], ['b'], ['c']]],
  }).system({});

const raceSource = (answer: string) =>
  protocolOf(`init: () => ({ winner: '' }),
onInput(state, input, ctx) { ctx.send('server', 'me'); },
onMessage(state, message, from, ctx) { ${answer} },`);

const fair = raceSource(
  "if (ctx.self === 'server') { if (state.winner === '') { state.winner = from; ctx.send(from, 'won'); } } else ctx.output(message);",
);

describe('a violation', () => {
  const nobodyWins = always('nobody wins', 'Nobody is told.', (o) =>
    fact(
      o.nodes.every((node) => node.outputs.length === 0),
      `${o.nodes.find((node) => node.outputs.length > 0)?.id} won`,
    ),
  );

  test('is as near, with a schedule that replays and reasons that speak of it', async () => {
    const whole = await check(race([nobodyWins]), fair, false);
    const reduced = await check(race([nobodyWins]), fair);
    expect(reduced.verdict.reductions?.[0]?.used).toBe(true);
    expect(reduced.verdict.counts.distinct).toBeLessThan(whole.verdict.counts.distinct);
    expect([reduced.verdict.kind, reduced.verdict.schedule?.length]).toEqual(['violated', 3]);
    expect([whole.verdict.kind, whole.verdict.schedule?.length]).toEqual(['violated', 3]);
    const last = reduced.verdict.schedule?.at(-1);
    const winner = last?.kind === 'deliver' ? last.node : '';
    expect(reduced.verdict.properties[0]?.reasons).toEqual([{ kind: 'fact', text: `${winner} won` }]);
  });
});

describe('a claim that is wrong', () => {
  const wins = (id: string) =>
    sometimes(`${id} can win`, 'It can be told.', (o) =>
      o.nodes.some((node) => node.id === id && node.outputs.length > 0),
    );

  test('because a handler prefers a name is found, and nothing is left out', async () => {
    const favourite = raceSource(
      "if (ctx.self !== 'server') ctx.output(message); else if (from === 'b') ctx.send(from, 'won');",
    );
    const spec = race([always('true', 'Always.', () => fact(true, ''))]);
    const whole = await check(spec, favourite, false);
    const { verdict } = await check(spec, favourite);
    expect(verdict.reductions).toMatchObject([{ kind: 'symmetry', used: false }]);
    expect(JSON.stringify(verdict.reductions)).toContain('depends on a name');
    expect(verdict.counts).toEqual(whole.verdict.counts);
  });

  test('because a property prefers a name is found, and nothing is left out', async () => {
    const { verdict } = await check(race([wins('a'), wins('b'), wins('c')]), fair);
    expect(verdict.kind).toBe('holds');
    expect(JSON.stringify(verdict.reductions)).toContain('A property tells members apart');
  });

  test('because a channel names a member is found before anything is explored', async () => {
    const network = { order: 'unordered', channels: [{ from: 'a', to: 'server', order: 'fifo' }] } as const;
    const { verdict } = await check({ ...race([wins('a')]), network }, fair);
    expect(verdict.reductions).toEqual([{ kind: 'symmetry', used: false, reason: 'A channel names a member.' }]);
  });

  test('because members start differently is found', async () => {
    const spec = race([wins('a')]);
    const nodes = spec.nodes.map((node) => (node.id === 'c' ? { ...node, inputs: [] } : node));
    const { verdict } = await check({ ...spec, nodes }, fair);
    expect(JSON.stringify(verdict.reductions)).toContain('not given the same');
  });
});

describe('random protocols whose nodes are all said to be interchangeable', () => {
  test('are judged alike with and without the reduction, whether the claim is right or wrong', async () => {
    let used = 0;
    let refused = 0;
    for (const [index, { source, spec }] of fc.sample(randomProtocol, { seed: 7, numRuns: 60 }).entries()) {
      if (spec.nodes.length < 2) continue;
      const claimed: SystemSpec = {
        ...(index % 3 === 0 ? spec : twoAlike(spec)),
        symmetry: [spec.nodes.slice(0, index % 3 === 0 ? undefined : 2).map(({ id }) => [id])],
      };
      const whole = await check(claimed, source, false, 'all');
      if (whole.verdict.kind === 'inconclusive') continue;
      const reduced = await check(claimed, source, true, 'all');
      if (reduced.verdict.reductions?.[0]?.used === true) {
        used++;
        expect(reduced.verdict.counts.distinct).toBeLessThanOrEqual(whole.verdict.counts.distinct);
      } else refused++;
      expect(essence(reduced)).toEqual(essence(whole));
    }
    expect([used, refused]).toEqual([4, 33]);
  }, 240_000);
});

/** Two nodes that are given the same, and properties that look at both alike; nodes address each other relatively. */
function twoAlike(spec: SystemSpec): SystemSpec {
  const [first, second] = spec.nodes;
  const shown = (output: string) => (o: Observation) => o.nodes.filter((node) => node.outputs.includes(output)).length;
  return tinyChallenge({
    nodes: [first, second].map((node) => ({ id: node?.id ?? '', role: 'node', inputs: ['go'], mayCrash: true })),
    config: spec.config,
    outputs: spec.outputs,
    faults: { crash: 1, drop: 1, timeout: 3 },
    properties: [
      sometimes('x is shown', 'Somebody shows x.', (o) => shown('x')(o) > 0),
      always('y is shown once', 'Not both show y.', (o) => fact(shown('y')(o) < 2, 'both show y')),
    ],
  }).system({});
}
