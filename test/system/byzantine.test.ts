/** Byzantine nodes: what they can do, what they cannot, and that nothing is owed by them. */
import { describe, expect, test } from 'vitest';
import { type Adversary, type AdversaryContext, always, type Data, fact, noDeadlock, sometimes } from '../../src/model';
import { broadcastProtocol, byzantineBroadcast, equivocator } from '../models/byzantine-broadcast';
import { explore } from '../models/naive-explorer';
import { checkTiny, countsOf, protocolOf, type TinySystem, tinySpec } from '../models/tiny-challenge';

/** A signed value as an adversary sees it. */
type SignedData = { readonly signer: string; readonly value: Data };

/** The counts of a check, which are also those of the plain explorer. */
async function counted(system: TinySystem, source: string) {
  const counts = countsOf(await checkTiny(system, source, { explore: 'all' }));
  const { distinct, generated, depth } = explore(tinySpec(system), source, 'protocol.ts');
  expect(counts).toEqual({ distinct, generated, depth });
  return counts;
}

describe('consistent broadcast', () => {
  test('with three nodes and one that equivocates is violated in three steps', async () => {
    const system = byzantineBroadcast(3, { adversary: equivocator });
    const { verdict, trace } = await checkTiny(system, broadcastProtocol, { explore: 'all' });
    expect(verdict.kind).toBe('violated');
    // Told 0, n1 has the two votes it needs, its own among them; told 1, so has n2.
    expect(verdict.steps).toEqual([
      "s's timer attack fires (choosing 0, choosing 1)",
      'n1 receives 0 from s',
      'n2 receives 1 from s',
    ]);
    expect(trace?.steps.at(-1)?.after.map(({ outputs }) => outputs)).toEqual([[], [0], [1]]);
    await counted(system, broadcastProtocol);
  });

  test('with four nodes and one that equivocates holds', async () => {
    const system = byzantineBroadcast(4, { adversary: equivocator });
    const { verdict } = await checkTiny(system, broadcastProtocol, { explore: 'all' });
    expect(verdict.kind).toBe('holds');
    // Delivered soonest: the attack, two nodes are told the same, and one of them hears the other.
    expect(verdict.properties.map(({ result, length }) => [result, length])).toEqual([
      ['holds', undefined],
      ['reached', 4],
    ]);
    await counted(system, broadcastProtocol);
  });

  test('with an honest sender holds with three nodes too', async () => {
    const { verdict } = await checkTiny(byzantineBroadcast(3, { inputs: [[0, 1]] }), broadcastProtocol);
    expect(verdict.kind).toBe('holds');
  });

  test('with three nodes is violated by twins of the sender that choose differently, and with four it holds', async () => {
    const twins = { twins: true, inputs: [[0, 1]] };
    const { verdict, trace } = await checkTiny(byzantineBroadcast(3, twins), broadcastProtocol);
    expect(verdict.kind).toBe('violated');
    expect(verdict.steps).toEqual([
      's is given the input [0,1] (choosing 0)',
      "s' is given the input [0,1] (choosing 1)",
      'n1 receives 0 from s',
      'n2 receives 1 from s',
    ]);
    // The copies are told apart wherever a person looks; what they send bears one name, and goes to both of them.
    expect(trace?.nodes.map(({ id }) => id)).toEqual(['s', "s'", 'n1', 'n2']);
    expect(trace?.steps[1]).toMatchObject({
      node: "s'",
      sent: [
        { from: "s'", to: 'n1' },
        { from: "s'", to: 'n2' },
      ],
    });
    expect(trace?.steps[2]?.sent.map(({ from, to }) => [from, to])).toEqual([
      ['n1', 's'],
      ['n1', "s'"],
      ['n1', 'n2'],
    ]);
    expect(trace?.steps[3]?.envelope?.from).toBe("s'");
    expect((await checkTiny(byzantineBroadcast(4, twins), broadcastProtocol)).verdict.kind).toBe('holds');
  });
});

describe('twins', () => {
  const pair: TinySystem = {
    nodes: [
      { id: 'a', role: 'node' },
      { id: 'b', role: 'node', twins: true },
    ],
  };
  const told = protocolOf("init(ctx) { if (ctx.self === 'a') ctx.send('b', 'x'); return 0; }, onMessage: () => 1,");

  test('get a message to the first copy, the second, both or neither', async () => {
    expect(await counted(pair, told)).toEqual({ distinct: 4, generated: 4, depth: 2 });
  });

  test('owe nothing: the system is at rest from the start', async () => {
    const rest = sometimes('rest', 'It is at rest.', () => true, 'quiescent');
    const { verdict } = await checkTiny({ ...pair, properties: [rest] }, told);
    expect(verdict.properties[0]).toMatchObject({ result: 'reached', length: 0 });
  });

  test('are two nodes for the observer, marked as Byzantine', async () => {
    const seen = always('seen', 'The observer sees three.', (o) =>
      fact(o.nodes.length === 3, o.nodes.map((node) => `${node.id} ${node.byzantine ?? false}`).join(', ')),
    );
    const never = always('never', 'Never.', (o) =>
      fact(false, o.nodes.map((node) => `${node.id} ${node.byzantine ?? false}`).join(', ')),
    );
    const { verdict } = await checkTiny({ ...pair, properties: [seen, never] }, told);
    expect(verdict.properties.map(({ result }) => result)).toEqual(['inconclusive', 'violated']);
    expect(verdict.properties[1]?.reasons?.at(-1)).toEqual({ kind: 'fact', text: "a false, b true, b' true" });
  });

  test('pass over messages of a queue, which their order does not owe them', async () => {
    const queue =
      protocolOf(`init(ctx) { if (ctx.self === 'a') { ctx.send('b', 'x'); ctx.send('b', 'y'); } return []; },
      onMessage(state, message) { state.push(message); },`);
    // Of each copy: nothing read, x read, x and y read, y read and x passed over. In the last two nothing is left.
    expect(await counted({ ...pair, network: 'fifo' }, queue)).toEqual({ distinct: 16, generated: 24, depth: 4 });
  });

  test('may be on two sides of a cut', async () => {
    const network = { order: 'unordered', cuts: [[["b'"]]], acrossCut: 'lost' } as const;
    const asked = protocolOf("init: () => 0, onInput(state, input, ctx) { ctx.send('b', 'x'); }, onMessage: () => 1,");
    const nodes = [{ id: 'a', role: 'node', inputs: ['go'] }, pair.nodes[1]!];
    const { verdict, trace } = await checkTiny(
      {
        nodes,
        network,
        faults: { partition: 1, heal: 0 },
        properties: [noDeadlock('end', 'There is always more.', () => fact(false, 'it is over'))],
      },
      asked,
    );
    expect(verdict.kind).toBe('deadlock');
    expect(trace?.steps.map(({ label }) => label)).toEqual(['a is given the input go']);
    expect(await counted({ nodes, network, faults: { partition: 1, heal: 0 } }, asked)).toEqual({
      // Whole: not asked; asked, and each copy has read it or not: 5 states with 5 cuts, one input and 4 deliveries. Cut:
      // the same, and asked after the cut, where the second copy gets nothing and the first has read it or not: 7 states.
      // One input, and a delivery to the first copy wherever it has not read: 3.
      distinct: 12,
      generated: 14,
      depth: 4,
    });
  });
});

describe('an adversary', () => {
  const forger = (act: (signed: Data, ctx: AdversaryContext) => void): Adversary => ({
    init: () => null,
    onMessage(state, message, _from, ctx) {
      act(message, ctx);
      return state;
    },
  });
  /** `a` signs `yes` for the adversary; `b` shows whatever it gets that `a` has signed. */
  const source = protocolOf(`init(ctx) { if (ctx.self === 'a') ctx.send('m', ctx.sign('yes')); return 0; },
    onMessage(state, message, from, ctx) {
      if (ctx.verify(message, 'a')) ctx.output(message.value);
      else if (ctx.verify(message, 'm')) ctx.output('m: ' + message.value);
      else ctx.output('nothing');
    },`);
  const shownBy = async (adversary: Adversary): Promise<readonly (readonly Data[])[]> => {
    const nodes = [
      { id: 'a', role: 'node' },
      { id: 'm', role: 'node', adversary },
      { id: 'b', role: 'node' },
    ];
    const shown: (readonly Data[])[] = [];
    const spy = always('spy', 'Nothing is shown.', (o) => {
      shown.push(o.nodes[2]?.outputs ?? []);
      return fact(true, '');
    });
    const { verdict } = await checkTiny({ nodes, properties: [spy] }, source);
    expect(verdict.problem).toBeUndefined();
    return [...new Set(shown.filter((outputs) => outputs.length > 0).map((outputs) => JSON.stringify(outputs)))].map(
      (text) => JSON.parse(text) as readonly Data[],
    );
  };

  test('passes on what it has got, and signs as itself', async () => {
    expect(await shownBy(forger((signed, ctx) => ctx.send('b', signed)))).toEqual([['yes']]);
    expect(await shownBy(forger((_signed, ctx) => ctx.send('b', ctx.sign('no') as unknown as Data)))).toEqual([
      ['m: no'],
    ]);
  });

  test.each<[string, (signed: SignedData, ctx: AdversaryContext) => unknown]>([
    ['a value that looks signed', () => ({ signer: 'a', value: 'no' })],
    ['the text of a signature', () => ({ $signed: ['a', 'no'] })],
    ['the text of an escaped signature', () => ({ $$signed: ['a', 'no'] })],
    ['a list that looks like a signature', () => ['$signed', ['a', 'no']]],
    ['a copy of a signature with another value', (signed) => ({ ...signed, value: 'no' })],
    ['a clone of a signature', (signed) => structuredClone(signed)],
    ['an heir of a signature', (signed) => JSON.parse(JSON.stringify(signed))],
    ['a signature inside its own', (_signed, ctx) => ctx.sign({ signer: 'a', value: 'no' }).value],
  ])('cannot forge: %s', async (_what, forge) => {
    const shown = await shownBy(forger((signed, ctx) => ctx.send('b', forge(signed as SignedData, ctx) as Data)));
    expect(shown).toEqual([['nothing']]);
  });

  test('cannot change what was signed, nor sign by another name', async () => {
    const changed = forger((signed, ctx) => {
      expect(() => Object.assign(signed as object, { value: 'no' })).toThrow(TypeError);
      expect(() => Object.defineProperty(signed, 'signer', { value: 'b' })).toThrow(TypeError);
      ctx.send('b', signed);
    });
    expect(await shownBy(changed)).toEqual([['yes']]);
    const renamed = forger((_signed, ctx) => {
      const { sign }: AdversaryContext = { ...ctx, self: 'a' };
      ctx.send('b', sign('no') as unknown as Data);
    });
    expect(await shownBy(renamed)).toEqual([['m: no']]);
  });

  test('keeps signed values in its state', async () => {
    const keeper: Adversary = {
      init: () => [],
      onMessage(state, message, _from, ctx) {
        ctx.setTimer('later');
        return [...(state as Data[]), message];
      },
      onTimer(state, _timer, ctx) {
        ctx.send('b', (state as Data[])[0] ?? null);
        return state;
      },
    };
    expect(await shownBy(keeper)).toEqual([['yes']]);
  });

  test.each<[string, Adversary, RegExp]>([
    [
      'throws',
      {
        init: () => {
          throw new Error('oops');
        },
      },
      /threw Error: oops \(in init\)/,
    ],
    ['gives no state', { init: () => undefined as unknown as Data }, /init must return the state/],
    [
      'sends what is no data',
      {
        init: (ctx) => {
          ctx.send('a', (() => 1) as unknown as Data);
          return 0;
        },
      },
      /function is not plain data/,
    ],
    [
      'sends to nobody',
      {
        init: (ctx) => {
          ctx.send('zz', 0);
          return 0;
        },
      },
      /ctx.send to "zz", but the nodes are a, m/,
    ],
    ['chooses in init', { init: (ctx) => ctx.choose([1, 2]) }, /ctx.choose cannot be used in init/],
    ['answers in two ways', ((count) => ({ init: () => count++ }))(0), /answers the same call in two ways/],
    [
      'contains itself',
      {
        init: () => {
          const list: Data[] = [];
          list.push(list);
          return list;
        },
      },
      /contains itself/,
    ],
  ])('that %s is a mistake of the challenge', async (_what, adversary, sentence) => {
    const nodes = [
      { id: 'a', role: 'node' },
      { id: 'm', role: 'node', adversary },
    ];
    const { verdict } = await checkTiny({ nodes }, protocolOf('init: () => 0,'));
    expect([verdict.kind, verdict.problem?.code]).toEqual(['invalid', 'challenge-invalid']);
    expect(verdict.problem?.sentence).toMatch(sentence);
    expect(verdict.problem?.sentence).toContain('The adversary at m, which is part of the challenge');
  });

  test('that fails in the middle is a mistake of the challenge too', async () => {
    const late: Adversary = {
      init: (ctx) => {
        ctx.setTimer('t');
        return 0;
      },
      onTimer: () => {
        throw new RangeError('late');
      },
    };
    const { verdict } = await checkTiny(
      { nodes: [{ id: 'm', role: 'node', adversary: late }] },
      protocolOf('init: () => 0,'),
    );
    expect([verdict.kind, verdict.problem?.code]).toEqual(['invalid', 'challenge-invalid']);
    expect(verdict.problem?.sentence).toContain('threw RangeError: late (in onTimer)');
  });
});
