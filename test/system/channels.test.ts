/** Channels that differ, and inputs that wait, on systems small enough to draw: states and steps were counted by hand. */
import { describe, expect, test } from 'vitest';
import { type SystemSpec, sometimes } from '../../src/model';
import { explore } from '../models/naive-explorer';
import { checkTiny, countsOf, protocolOf, type TinySystem, tinyNodes, tinySpec } from '../models/tiny-challenge';

/** n1 and n2 each send x and then y to n3, which writes down what it hears and from whom. */
const source = protocolOf(`
  init(ctx) { if (ctx.self !== 'n3') { ctx.send('n3', 'x'); ctx.send('n3', 'y'); } return []; },
  onMessage(state, message, from, ctx) { state.push(from + message); ctx.output(state.join(' ')); },`);

const three = (network: SystemSpec['network'], faults: SystemSpec['faults'] = {}): TinySystem => ({
  nodes: tinyNodes(3),
  network,
  faults,
});

/** The counts of a check, which are also those of the plain explorer. */
async function counted(system: TinySystem, text: string) {
  const counts = countsOf(await checkTiny(system, text, { explore: 'all' }));
  const { distinct, generated, depth } = explore(tinySpec(system), text, 'protocol.ts');
  expect(counts).toEqual({ distinct, generated, depth });
  return counts;
}

describe('a channel of its own', () => {
  const heard = (words: string) =>
    sometimes(words, 'It is heard.', (o) => o.nodes[2]?.outputs.includes(words) === true);

  test('may be FIFO where the others are not', async () => {
    const properties = ['n1x n1y', 'n1y', 'n2x n2y', 'n2y'].map(heard);
    const network: SystemSpec['network'] = { order: 'unordered', channels: [{ from: 'n1', order: 'fifo' }] };
    const { verdict } = await checkTiny({ ...three(network), properties }, source);
    expect(verdict.properties.map(({ result }) => result)).toEqual(['reached', 'unreached', 'reached', 'reached']);
    // The orders in which four messages arrive so far, x of n1 before y of n1: of 0, 1, 2, 3, 4 messages there are
    // 1, 3 (all but y of n1), 7 (xy; x with x or y of n2 in 2 orders each; 2 orders of n2's), 12 and 12.
    expect(await counted(three(network), source)).toEqual({ distinct: 1 + 3 + 7 + 12 + 12, generated: 34, depth: 4 });
  });

  test('is named by a node, by a role or not at all, and the first entry counts', async () => {
    const nodes = tinyNodes(3).map((node, index) => ({ ...node, role: index < 2 ? 'sender' : 'receiver' }));
    const same = [
      { order: 'fifo' },
      { order: 'unordered', channels: [{ order: 'fifo' }] },
      { order: 'unordered', channels: [{ from: 'sender', to: 'receiver', order: 'fifo' }] },
      {
        order: 'unordered',
        channels: [
          { from: 'n1', order: 'fifo' },
          { from: 'n2', to: 'n3', order: 'fifo' },
        ],
      },
      {
        order: 'unordered',
        channels: [{ from: 'receiver', order: 'kept' }, { order: 'fifo' }, { order: 'unordered' }],
      },
    ] as const;
    // Two queues of two; what was heard in which order: of 0 to 4 messages 1, 2, 4, 6, 6.
    for (const network of same)
      expect(await counted({ nodes, network }, source)).toEqual({ distinct: 19, generated: 18, depth: 4 });
  });

  test('may keep its messages where the others use them up', async () => {
    const one = protocolOf(`init(ctx) { if (ctx.self !== 'n3') ctx.send('n3', 'x'); return 0; },`);
    // The message of n1 stays and arrives at any time without effect; the one of n2 is there or gone.
    expect(await counted(three({ order: 'unordered', channels: [{ from: 'n1', order: 'kept' }] }), one)).toEqual({
      distinct: 2,
      generated: 3,
      depth: 1,
    });
  });

  test('has losses of its own, which take nothing from the others', async () => {
    const one = protocolOf(`init(ctx) { if (ctx.self !== 'n3') ctx.send('n3', 'x'); return 0; },`);
    // Each message on its way, arrived or lost: three by three.
    expect(await counted(three({ order: 'unordered', channels: [{ from: 'n1', drop: 1 }] }, { drop: 1 }), one)).toEqual(
      { distinct: 9, generated: 12, depth: 2 },
    );
    // Reliable from n1: on its way or arrived, and the other on its way, arrived or lost.
    expect(await counted(three({ order: 'unordered', channels: [{ from: 'n1', drop: 0 }] }, { drop: 2 }), one)).toEqual(
      { distinct: 6, generated: 7, depth: 2 },
    );
    // One loss for both: each on its way, arrived or lost, but not both lost. Which one was lost leaves no trace when
    // neither is on its way: 4 + (2 + 2) - 1 states; 2, 1, 1, 0 deliveries and as many losses, and 1, 0 and 1 deliveries.
    expect(await counted(three({ order: 'unordered', channels: [{ to: 'n3', drop: 1 }] }), one)).toEqual({
      distinct: 7,
      generated: 10,
      depth: 2,
    });
  });

  test('has duplications of its own', async () => {
    const one = protocolOf(`init(ctx) { if (ctx.self !== 'n3') ctx.send('n3', 'x'); return 0; },`);
    // From n1: {x} {} with a copy left, {xx} {x} {} without; from n2: {x} {}.
    expect(await counted(three({ order: 'unordered', channels: [{ from: 'n1', duplicate: 1 }] }), one)).toEqual({
      distinct: 10,
      generated: 5 + 2 * 4,
      depth: 4,
    });
  });
});

describe('an input that waits', () => {
  const echo = protocolOf('init: () => 0, onInput(state, input, ctx) { ctx.output(input); },');
  const nodes = (after: { node: string; input: number } | { node: string; output: string }) => [
    { id: 'a', role: 'node', inputs: ['p', 'q'] },
    { id: 'b', role: 'node', inputs: ['r'], inputConditions: [{ input: 0, after }] },
  ];

  test('for an output comes when it was shown', async () => {
    // Without the condition three by two; a must be given p before b is given r: the state with r alone is missing.
    expect(await counted({ nodes: nodes({ node: 'a', output: 'p' }) }, echo)).toEqual({
      distinct: 5,
      generated: 5,
      depth: 3,
    });
    expect(await counted({ nodes: nodes({ node: 'a', output: 'z' }) }, echo)).toEqual({
      distinct: 3,
      generated: 2,
      depth: 2,
    });
  });

  test('for an input of another node comes after it', async () => {
    const silent = protocolOf('init: () => 0,');
    expect(await counted({ nodes: nodes({ node: 'a', input: 1 }) }, silent)).toEqual({
      distinct: 4,
      generated: 3,
      depth: 3,
    });
  });

  test('waits for all of its conditions, in the order of its node', async () => {
    const silent = protocolOf('init: () => 0,');
    const both = [
      { id: 'a', role: 'node', inputs: ['p'] },
      { id: 'b', role: 'node', inputs: ['q'] },
      {
        id: 'c',
        role: 'node',
        inputs: ['r', 's'],
        inputConditions: [
          { input: 1, after: { node: 'a', input: 0 } },
          { input: 1, after: { node: 'b', input: 0 } },
        ],
      },
    ];
    // A square of p and q, with r or without; s only where both are: 8 + 1 states, 12 + 1 steps.
    expect(await counted({ nodes: both }, silent)).toEqual({ distinct: 9, generated: 13, depth: 4 });
  });

  test('does not keep the system from being at rest', async () => {
    const rest = sometimes('rest', 'It comes to rest.', () => true, 'quiescent');
    const { verdict } = await checkTiny({ nodes: nodes({ node: 'a', output: 'z' }), properties: [rest] }, echo);
    expect(verdict.properties[0]).toMatchObject({ result: 'reached', length: 2 });
  });
});
