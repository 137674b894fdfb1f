/** Partitions on systems small enough to draw: the number of states and steps of each was counted by hand. */
import { describe, expect, test } from 'vitest';
import { fact, noDeadlock, type SystemSpec, sometimes } from '../../src/model';
import { explore } from '../models/naive-explorer';
import { checkTiny, countsOf, protocolOf, type TinySystem, tinyNodes, tinySpec } from '../models/tiny-challenge';

const anyAlone = { order: 'unordered', cuts: 'one node alone' } as const;

/** n1 sends x to n2 at the start, or when it is given an input. */
const atStart = protocolOf("init(ctx) { if (ctx.self === 'n1') ctx.send('n2', 'x'); return 0; },");
const onInput = protocolOf("init: () => 0, onInput(state, input, ctx) { ctx.send('n2', 'x'); },");

function pair(system: Partial<TinySystem>): TinySystem {
  return { nodes: tinyNodes(2), network: anyAlone, faults: { partition: 1 }, ...system };
}
const asked = [
  { id: 'n1', role: 'node', inputs: ['go'] },
  { id: 'n2', role: 'node' },
];

/** The counts of a check, which are also those of the plain explorer. */
async function counted(system: TinySystem, source: string) {
  const counts = countsOf(await checkTiny(system, source, { explore: 'all' }));
  const { distinct, generated, depth } = explore(tinySpec(system), source, 'protocol.ts');
  expect(counts).toEqual({ distinct, generated, depth });
  return counts;
}

const rest = sometimes('rest', 'It comes to rest.', () => true, 'quiescent');

describe('a partition', () => {
  test('holds back what is on its way until it heals', async () => {
    // On its way or arrived, times whole, cut, healed. Deliveries before and after, a cut and a healing of each.
    expect(await counted(pair({}), atStart)).toEqual({ distinct: 6, generated: 6, depth: 3 });
  });

  test('holds it back for ever where nothing heals, and the system is at rest', async () => {
    const system = pair({ faults: { partition: 1, heal: 0 } });
    expect(await counted(system, atStart)).toEqual({ distinct: 4, generated: 3, depth: 2 });
    const properties = [rest, noDeadlock('cut', 'It is never stuck.', () => fact(false, 'it is stuck'))];
    const { verdict, trace } = await checkTiny({ ...system, properties }, atStart, { explore: 'all' });
    expect(verdict.properties.map(({ result, length }) => [result, length])).toEqual([
      ['reached', 1],
      ['violated', 1],
    ]);
    expect(verdict.steps?.length).toBe(1);
    expect(trace?.steps[0]).toMatchObject({ action: { kind: expect.stringMatching(/^(deliver|partition)$/) } });
  });

  test('is not the end while it may heal', async () => {
    const { verdict } = await checkTiny(pair({ properties: [rest] }), atStart);
    // Arrived and whole: nothing but a fault can happen.
    expect(verdict.properties[0]).toMatchObject({ result: 'reached', length: 1 });
    const never = sometimes('never', 'At rest, cut.', (o) => o.nodes[1]?.outputs.length === 0, 'quiescent');
    const told = protocolOf(
      "init(ctx) { if (ctx.self === 'n1') ctx.send('n2', 'x'); return 0; }, onMessage(state, message, from, ctx) { ctx.output(1); },",
    );
    expect((await checkTiny(pair({ properties: [never] }), told)).verdict.kind).toBe('unreached');
  });

  test('makes messages wait that are sent across it', async () => {
    // Not sent, on its way, arrived; times whole, cut, healed.
    expect(await counted(pair({ nodes: asked }), onInput)).toEqual({ distinct: 9, generated: 11, depth: 4 });
  });

  test('loses messages that are sent across it, where the challenge says so, and not those sent before', async () => {
    // The same states; but the input during the cut leads to where nothing is on its way.
    const network = { ...anyAlone, acrossCut: 'lost' } as const;
    expect(await counted(pair({ nodes: asked, network }), onInput)).toEqual({ distinct: 9, generated: 11, depth: 3 });
    // Sent before: it waits.
    expect(await counted(pair({ network }), atStart)).toEqual({ distinct: 6, generated: 6, depth: 3 });
  });

  test('may cut off each node alone, or as the author lists', async () => {
    const silent = protocolOf('init: () => 0,');
    const three = (cuts: NonNullable<Exclude<SystemSpec['network'], string>['cuts']>, faults: SystemSpec['faults']) =>
      counted({ nodes: tinyNodes(3), network: { order: 'fifo', cuts }, faults }, silent);
    // Whole, three cuts, healed.
    expect(await three('one node alone', { partition: 1 })).toEqual({ distinct: 5, generated: 6, depth: 2 });
    // The same three, one of them named by its other side and one of them twice.
    expect(await three([[['n1']], [['n1', 'n3']], [['n3'], ['n2', 'n1']], [['n3']]], { partition: 1 })).toEqual({
      distinct: 5,
      generated: 6,
      depth: 2,
    });
    // Twice, with one healing: whole, cut, healed, cut again for ever.
    expect(await three([[['n1']]], { partition: 2, heal: 1 })).toEqual({ distinct: 4, generated: 3, depth: 3 });
  });

  test('leaves the nodes of one group together', async () => {
    const source = protocolOf(`init(ctx) { ctx.broadcast('x'); return 0; },
      onMessage(state, message, from, ctx) { ctx.output(from + ' to ' + ctx.self); },`);
    const heard = (words: string) =>
      sometimes(words, 'It is heard.', (o) => o.nodes.some((node) => node.outputs.includes(words)), 'quiescent');
    const cuts = [[['n2'], ['n3']]];
    const only = (kept: readonly string[]) =>
      sometimes(
        'only',
        'Nothing else is heard.',
        (o) => {
          const all = o.nodes.flatMap((node) => node.outputs);
          return all.length === kept.length && kept.every((words) => all.includes(words));
        },
        'quiescent',
      );
    const { verdict, trace } = await checkTiny(
      {
        nodes: tinyNodes(4),
        network: { order: 'unordered', cuts },
        faults: { partition: 1, heal: 0 },
        properties: [only(['n1 to n4', 'n4 to n1']), heard('n2 to n3')],
      },
      source,
    );
    expect(verdict.properties.map(({ result, length }) => [result, length])).toEqual([
      ['reached', 3],
      ['reached', 4], // Before the cut; then the cut, and the two that still arrive.
    ]);
    expect(trace).toBeUndefined();
  });

  test('is told in words, with the groups after each step', async () => {
    const told = protocolOf(
      "init(ctx) { if (ctx.self === 'n1') ctx.setTimer('t'); return 0; }, onTimer(state, timer, ctx) { ctx.send('n2', 'x'); }, onMessage(state, message, from, ctx) { ctx.output(1); },",
    );
    const late = noDeadlock('late', 'Everything arrives.', (o) => fact(o.nodes[1]?.outputs.length === 1, 'it is lost'));
    const system: TinySystem = {
      nodes: tinyNodes(3),
      network: { order: 'unordered', cuts: [[['n2']]], acrossCut: 'lost' },
      faults: { partition: 1 },
      properties: [late],
    };
    const { verdict, trace } = await checkTiny(system, told);
    expect(verdict.kind).toBe('deadlock');
    expect(verdict.steps).toEqual([
      'the network is cut: n1, n3 | n2',
      "n1's timer t fires",
      'the network is whole again',
    ]);
    expect(trace?.steps.map(({ node, cut, sent }) => ({ node, cut, sent: sent.length }))).toEqual([
      { node: 'n2', cut: [['n1', 'n3'], ['n2']], sent: 0 },
      { node: 'n1', cut: [['n1', 'n3'], ['n2']], sent: 1 }, // Lost, as the envelope says.
      { node: 'n2', cut: undefined, sent: 0 },
    ]);
    expect(trace?.steps[1]?.sent[0]).toMatchObject({ from: 'n1', to: 'n2', message: 'x', inVain: 'lost' });
    expect(trace?.steps.at(-1)?.after[1]?.inbox).toEqual([]);
    expect(verdict.notChecked).toContain('More than 1 partition in one schedule; only these: n1, n3 | n2.');
  });
});
