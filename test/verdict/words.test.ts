/** What a system leaves out, in words. */
import { describe, expect, test } from 'vitest';
import { notCheckedWords } from '../../src/verdict';
import { tinyNodes, tinySpec } from '../models/tiny-challenge';

const sentences = (system: Partial<Parameters<typeof tinySpec>[0]>) =>
  notCheckedWords(tinySpec({ nodes: tinyNodes(2), ...system })).filter(
    (sentence) => !/^(Crashes|Progress)/.test(sentence),
  );

describe('what was not checked', () => {
  test('names losses, duplications and the order of channels', () => {
    expect(sentences({})).toEqual(['Message loss: no message is lost.', 'Duplication: no message arrives twice.']);
    expect(sentences({ network: 'fifo', faults: { drop: 1, duplicate: 2 } })).toEqual([
      'More than 1 lost message in one schedule.',
      'More than 2 duplications in one schedule.',
      'Reordering: messages from one node to another arrive in the order sent.',
    ]);
  });

  test('says of a network that keeps its messages what it cannot do', () => {
    expect(sentences({ network: 'kept' })).toEqual([expect.stringMatching(/^Loss for good: /)]);
  });

  test('says that no message comes too early where those that are ignored stay', () => {
    const early = 'Messages that come too early and are gone: what a node ignores stays on its way';
    expect(sentences({ network: { order: 'unordered', ignored: 'stay' } })).toEqual([
      'Message loss: no message is lost.',
      'Duplication: no message arrives twice.',
      expect.stringContaining(early),
    ]);
    const channels = [{ from: 'n1', order: 'fifo' }] as const;
    expect(sentences({ network: { order: 'kept', channels, ignored: 'stay' } }).join()).not.toContain('too early');
    expect(sentences({ network: { order: 'unordered', ignored: 'received' } })).toEqual(sentences({}));
  });

  test('names what Byzantine nodes do not do', () => {
    const [first, second] = tinyNodes(2);
    const nodes = [
      { ...first!, twins: true },
      { ...second!, adversary: { init: () => null } },
    ];
    expect(sentences({ nodes, network: 'kept' }).slice(0, 2)).toEqual([
      'Other Byzantine behaviour of n1 than that of two copies which follow the protocol.',
      'Other Byzantine behaviour of n2 than what the challenge scripts.',
    ]);
  });

  test('says it of each kind of channel, and of the others', () => {
    const channels = [
      { from: 'n1', order: 'fifo', drop: 1 },
      { to: 'n2', order: 'kept' },
    ] as const;
    expect(sentences({ network: { order: 'unordered', channels }, faults: { duplicate: 1 } })).toEqual([
      'On the channels from n1 to every node: more than 1 lost message in one schedule.',
      'On the channels from n1 to every node: more than 1 duplication in one schedule.',
      'On the channels from n1 to every node: reordering: messages from one node to another arrive in the order sent.',
      expect.stringMatching(/^On the channels from every node to n2: loss for good: /),
      'On the other channels: message loss: no message is lost.',
      'On the other channels: more than 1 duplication in one schedule.',
    ]);
  });
});
