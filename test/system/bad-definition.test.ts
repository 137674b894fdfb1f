/** Definitions of systems that cannot be meant: each is refused before anything runs, by a sentence that names the field. */
import { describe, expect, test } from 'vitest';
import type { Adversary, SystemSpec } from '../../src/model';
import { specProblem } from '../../src/system';
import { checkTiny, protocolOf, tinyNodes, tinySpec } from '../models/tiny-challenge';

const adversary: Adversary = { init: () => null };
/** Definitions as they may come from an author who does not use a type checker. */
type Loose = { readonly [Field in keyof SystemSpec]?: unknown };

const cases: readonly [field: string, loose: Loose, said: string][] = [
  ['no nodes', { nodes: [] }, 'nodes is empty'],
  [
    'an id twice',
    {
      nodes: [
        { id: 'a', role: 'r' },
        { id: 'a', role: 'r' },
      ],
    },
    'nodes[1].id is "a", which names another node too',
  ],
  ['an empty id', { nodes: [{ id: '', role: 'r' }] }, 'nodes[0].id must be a text'],
  ['a negative budget', { faults: { drop: -1 } }, 'faults.drop is -1; it must be a whole number from 0 to 1000000'],
  ['half a crash', { faults: { crash: 0.5 } }, 'faults.crash is 0.5'],
  ['a huge budget', { faults: { timeout: 1e9 } }, 'faults.timeout is 1000000000'],
  ['a budget without number', { faults: { restart: Number.NaN } }, 'faults.restart is NaN'],
  ['a budget without end', { faults: { heal: Number.POSITIVE_INFINITY } }, 'faults.heal is Infinity'],
  ['a budget in words', { faults: { duplicate: '2' } }, 'faults.duplicate is "2"'],
  ['an unknown budget', { faults: { drops: 1 } }, 'faults.drops is no budget; the budgets are drop, duplicate, crash'],
  ['an unknown order', { network: 'lifo' }, 'network is "lifo"; it must be "unordered", "fifo", "kept"'],
  ['an unknown order of a network', { network: { order: 'any' } }, 'network.order is "any"'],
  [
    'losses where messages are kept',
    { network: 'kept', faults: { drop: 1 } },
    'faults.drop is 1 where messages are kept',
  ],
  [
    'duplications where all channels are kept',
    { network: { order: 'fifo', channels: [{ order: 'kept' }] }, faults: { duplicate: 2 } },
    'faults.duplicate is 2 where messages are kept',
  ],
  [
    'losses on a channel that keeps',
    { network: { order: 'kept', channels: [{ from: 'n1', drop: 1 }] } },
    'network.channels[0].drop is 1 where messages are kept',
  ],
  [
    'a channel from nobody',
    { network: { order: 'fifo', channels: [{ to: 'n1' }, { from: 'n9' }] } },
    'network.channels[1].from is "n9", which is neither a node nor a role; there are n1, node, n2',
  ],
  [
    'a channel of an unknown order',
    { network: { order: 'fifo', channels: [{ order: 'sorted' }] } },
    'network.channels[0].order is "sorted"',
  ],
  [
    'a channel with a bad budget',
    { network: { order: 'fifo', channels: [{ duplicate: -2 }] } },
    'network.channels[0].duplicate is -2; it must be a whole number',
  ],
  [
    'a cut of an unknown node',
    { network: { order: 'fifo', cuts: [[['n1']], [['n1'], ['n7']]] } },
    'network.cuts[1] names "n7"; the nodes are n1, n2',
  ],
  ['a cut of nobody', { network: { order: 'fifo', cuts: [[]] } }, 'network.cuts[0] leaves all nodes together'],
  [
    'a cut of everybody',
    { network: { order: 'fifo', cuts: [[['n2', 'n1']]] } },
    'network.cuts[0] leaves all nodes together',
  ],
  [
    'a cut with an empty group',
    { network: { order: 'fifo', cuts: [[['n1'], []]] } },
    'network.cuts[0] has a group without nodes',
  ],
  [
    'a node on both sides of a cut',
    { network: { order: 'fifo', cuts: [[['n1'], ['n1']]] } },
    'network.cuts[0] names n1 twice',
  ],
  ['cuts in words', { network: { order: 'fifo', cuts: 'any' } }, 'network.cuts is "any"; it must be a list of cuts'],
  ['partitions without cuts', { faults: { partition: 1 } }, 'faults.partition is 1, but network.cuts lists no cut'],
  [
    'partitions of one node',
    { nodes: tinyNodes(1), network: { order: 'fifo', cuts: 'one node alone' }, faults: { partition: 1 } },
    'faults.partition is 1, but network.cuts lists no cut of two nodes or more',
  ],
  [
    'a strange fate',
    { network: { order: 'fifo', acrossCut: 'bounce' } },
    'network.acrossCut is "bounce"; it must be "wait" or "lost"',
  ],
  [
    'ignored messages of another fate',
    { network: { order: 'unordered', ignored: 'bounce' } },
    'network.ignored is "bounce"; it must be "received" or "stay"',
  ],
  [
    'ignored messages that stay in queues alone',
    { network: { order: 'unordered', channels: [{ order: 'fifo' }], ignored: 'stay' } },
    'network.ignored is "stay", but every channel is FIFO',
  ],
  [
    'twins that crash',
    { nodes: tinyNodes(2, { twins: true, mayCrash: true }) },
    'nodes[0].mayCrash is true, but the node is Byzantine (twins)',
  ],
  ['an adversary that crashes', { nodes: tinyNodes(2, { adversary, mayCrash: true }) }, '(adversary)'],
  [
    'two ways to be Byzantine',
    { nodes: tinyNodes(2, { adversary, twins: true }) },
    'nodes[0] has both twins and an adversary',
  ],
  [
    'an adversary without a start',
    { nodes: [{ id: 'a', role: 'r', adversary: {} }] },
    'nodes[0].adversary.init must be a function',
  ],
  [
    'a name that the second copy needs',
    {
      nodes: [
        { id: 'a', role: 'r', twins: true },
        { id: "a'", role: 'r' },
      ],
    },
    'nodes[0].twins needs the id "a\'" for the second copy',
  ],
  [
    'a condition of no input',
    { nodes: [{ id: 'a', role: 'r', inputs: [1], inputConditions: [{ input: 1, after: { node: 'a', output: 1 } }] }] },
    'nodes[0].inputConditions[0].input is 1, but a has 1 inputs',
  ],
  [
    'a condition on nobody',
    { nodes: [{ id: 'a', role: 'r', inputs: [1], inputConditions: [{ input: 0, after: { node: 'z', output: 1 } }] }] },
    'nodes[0].inputConditions[0].after.node is "z", which is no node',
  ],
  [
    'a condition on the node itself',
    {
      nodes: [{ id: 'a', role: 'r', inputs: [1, 2], inputConditions: [{ input: 1, after: { node: 'a', input: 0 } }] }],
    },
    'nodes[0].inputConditions[0].after names an input of a itself',
  ],
  [
    'a condition on an input that is not there',
    {
      nodes: [
        { id: 'a', role: 'r', inputs: [1], inputConditions: [{ input: 0, after: { node: 'b', input: 2 } }] },
        { id: 'b', role: 'r', inputs: [1] },
      ],
    },
    'nodes[0].inputConditions[0].after.input is 2, but b has 1 inputs',
  ],
  [
    'a condition on a Byzantine node',
    {
      nodes: [
        { id: 'a', role: 'r', inputs: [1], inputConditions: [{ input: 0, after: { node: 'b', output: 2 } }] },
        { id: 'b', role: 'r', twins: true },
      ],
    },
    'nodes[0].inputConditions[0].after.node is "b", which is Byzantine',
  ],
];

describe('a system with', () => {
  test.each(cases)('%s is refused', (_what, loose, said) => {
    const problem = specProblem(tinySpec({ nodes: tinyNodes(2), ...(loose as Partial<SystemSpec>) }));
    expect(problem?.code).toBe('challenge-invalid');
    expect(problem?.sentence).toContain(said);
    expect(problem?.sentence).toMatch(
      /^The system of this challenge cannot be built: .*[.] Correct the challenge, or tell its author[.]$/,
    );
  });
});

test('a check of such a system is invalid, and explores nothing', async () => {
  const { verdict } = await checkTiny({ nodes: tinyNodes(2), faults: { drop: -1 } }, protocolOf('init: () => 0,'));
  expect([verdict.kind, verdict.problem?.code, verdict.counts.distinct]).toEqual(['invalid', 'challenge-invalid', 0]);
});

test.each<[string, Partial<SystemSpec>]>([
  ['no faults', {}],
  ['the largest budgets', { faults: { drop: 1_000_000, duplicate: 0, crash: 1_000_000, timeout: 1_000_000 } }],
  [
    'channels named by node and role',
    { network: { order: 'kept', channels: [{ from: 'node', to: 'n2', order: 'fifo', drop: 1 }] } },
  ],
  [
    'losses where some channels keep',
    { network: { order: 'kept', channels: [{ to: 'n2', order: 'fifo' }] }, faults: { drop: 1 } },
  ],
  ['cuts that never happen', { network: { order: 'fifo', cuts: [] } }],
  [
    'one node alone',
    { network: { order: 'fifo', cuts: 'one node alone', acrossCut: 'lost' }, faults: { partition: 2, heal: 0 } },
  ],
  [
    'copies of twins on two sides',
    { nodes: tinyNodes(1, { twins: true }), network: { order: 'fifo', cuts: [[["n1'"]]] }, faults: { partition: 1 } },
  ],
])('a system with %s is accepted', (_what, system) => {
  expect(specProblem(tinySpec({ nodes: tinyNodes(2), ...system }))).toBeUndefined();
});
