/** Simulations whose times can be worked out by hand, and laws that hold of all of them. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { replaySimulation } from '../../src/check';
import { compileSource } from '../../src/host/compile';
import { loadSandboxWasm } from '../../src/host/wasm-node';
import { always, type Distribution, defaultSimulation, fact, type SimulationRecord, sometimes } from '../../src/model';
import { gossipProtocol, gossipSystem } from '../models/gossip';
import { protocolOf, tinyChallenge, tinyNodes } from '../models/tiny-challenge';
import { type Changes, resultOf, simulated } from './simulate';

const constant = (value: number): Distribution => ({ kind: 'constant', value });
const link = (changes: Partial<(typeof defaultSimulation)['link']>): Changes => ({
  link: { ...defaultSimulation.link, latency: constant(10), ...changes },
});

/** The first node is asked; it asks the second, which answers, three times. Every message is shown where it arrives. */
const pingPong = {
  system: {
    nodes: [
      { id: 'a', role: 'node', inputs: ['go'] },
      { id: 'b', role: 'node' },
    ],
  },
  source: protocolOf(`
    init: () => ({}),
    onInput(state, input, ctx) { ctx.send('b', { kind: 'ping', n: 1 }); },
    onMessage(state, { kind, n }, from, ctx) {
      ctx.output({ kind, n });
      if (kind === 'ping') ctx.send(from, { kind: 'pong', n });
      else if (n < 3) ctx.send(from, { kind: 'ping', n: n + 1 });
    },`),
};

describe('time', () => {
  test('passes while messages are on their way', async () => {
    const result = await resultOf(pingPong.system, pingPong.source, link({}));
    expect(
      result.outputs.map(({ node, at, sinceCause, rounds, kind }) => [node, at, sinceCause, rounds, kind]),
    ).toEqual([
      ['b', 10, 10, 1, 'ping'],
      ['a', 20, 20, 2, 'pong'],
      ['b', 30, 30, 3, 'ping'],
      ['a', 40, 40, 4, 'pong'],
      ['b', 50, 50, 5, 'ping'],
      ['a', 60, 60, 6, 'pong'],
    ]);
    expect(result).toMatchObject({ ending: 'quiet', endedAt: 60, events: 9, outputCount: 6 });
    // {"kind":"ping","n":1} has 21 bytes.
    expect(result.messages).toEqual([
      { kind: 'ping', sent: 3, bytes: 63, delivered: 3, lost: 0 },
      { kind: 'pong', sent: 3, bytes: 63, delivered: 3, lost: 0 },
    ]);
  });

  test('passes while a node works, and what it sends leaves afterwards', async () => {
    const { outputs, endedAt } = await resultOf(pingPong.system, pingPong.source, {
      ...link({}),
      handling: constant(5),
    });
    // init is work, too: the input waits until 5, is handled until 10, and the first ping arrives at 20.
    expect(outputs.map(({ at }) => at)).toEqual([20, 35, 50, 65, 80, 95]);
    expect(endedAt).toBe(95);
  });

  test('passes while a message leaves a narrow line, one after the other', async () => {
    const source = protocolOf(`
      init: () => ({}),
      onInput(state, input, ctx) { ctx.send('b', 'x'); ctx.send('b', 'yy'); },
      onMessage(state, message, from, ctx) { ctx.output(message); },`);
    // 3 and 4 bytes at 100 bytes a second: 30 ms and 40 ms.
    const { outputs } = await resultOf(pingPong.system, source, link({ bandwidth: 100 }));
    expect(outputs.map(({ at, kind }) => [at, kind])).toEqual([
      [40, 'x'],
      [80, 'yy'],
    ]);
  });

  test('passes at the rate of each node where clocks drift, for timers alone', async () => {
    const nodes = tinyNodes(50);
    const source = protocolOf(`
      init(ctx) { ctx.setTimer('t', 1000); return {}; },
      onTimer(state, timer, ctx) { ctx.output('fired'); },`);
    const times = async (clockDrift: number) =>
      (await resultOf({ nodes }, source, { clockDrift })).outputs.map(({ at }) => at);
    expect(new Set(await times(0))).toEqual(new Set([1000]));
    const drifting = await times(0.1);
    expect(new Set(drifting).size).toBe(50);
    expect(Math.min(...drifting)).toBeGreaterThan(1000 / 1.1);
    expect(Math.max(...drifting)).toBeLessThan(1000 / 0.9);
  });
});

describe('timers', () => {
  const run = (handlers: string) => resultOf({ nodes: tinyNodes(1) }, protocolOf(handlers));

  test('fire after their duration, 1 ms if none is given', async () => {
    const { outputs } = await run(`
      init(ctx) { ctx.setTimer('late', 25); ctx.setTimer('soon'); return {}; },
      onTimer(state, timer, ctx) { ctx.output(timer); },`);
    expect(outputs.map(({ at, kind }) => [at, kind])).toEqual([
      [1, 'soon'],
      [25, 'late'],
    ]);
  });

  test('begin anew when they are set again, and do not fire when they are cancelled', async () => {
    const { outputs } = await run(`
      init(ctx) { ctx.setTimer('again', 10); ctx.setTimer('never', 7); ctx.setTimer('first', 5); return {}; },
      onTimer(state, timer, ctx) {
        ctx.output(timer);
        if (timer === 'first') { ctx.setTimer('again', 10); ctx.cancelTimer('never'); }
      },`);
    expect(outputs.map(({ at, kind }) => [at, kind])).toEqual([
      [5, 'first'],
      [15, 'again'],
    ]);
  });

  test.each(['-1', 'NaN', 'Infinity', "'soon'"])(
    'of %s milliseconds end the simulation with the reason',
    async (duration) => {
      const result = await run(
        `
      init(ctx) { return {}; },
      onInput() {},
      onRestart() {},
      onTimer(state, timer, ctx) { ctx.setTimer('t', ${duration}); },`.replace(
          'return {};',
          `ctx.setTimer('t'); return {};`,
        ),
      );
      expect(result).toMatchObject({ ending: 'failed', problem: { code: 'handler-effect-invalid' } });
    },
  );
});

describe('networks', () => {
  const burst = protocolOf(`
    init: () => ({}),
    onInput(state, input, ctx) { for (let n = 0; n < 200; n++) ctx.send('b', n); },
    onMessage(state, n, from, ctx) { ctx.output({ kind: 'got', n }); },`);
  const spread: Distribution = { kind: 'uniform', from: 0, to: 100 };

  test('lose and repeat as often as they are told to', async () => {
    const counts = async (loss: number, duplication: number) =>
      (await resultOf(pingPong.system, burst, link({ loss, duplication }))).messages[0];
    expect(await counts(1, 0)).toMatchObject({ sent: 200, delivered: 0, lost: 200 });
    expect(await counts(0, 1)).toMatchObject({ sent: 200, delivered: 400, lost: 0 });
    const some = await counts(0.25, 0);
    expect(some?.lost).toBeGreaterThan(30);
    expect(some?.lost).toBeLessThan(70);
  });

  test('keep the order of what was sent where the challenge says so', async () => {
    const order = async (network: 'fifo' | 'unordered') =>
      (
        await resultOf({ ...pingPong.system, network }, burst, link({ latency: spread }), true)
      ).record?.schedule.flatMap((action) => (action.kind === 'deliver' ? [action.message] : []));
    const ascending = Array.from({ length: 200 }, (_, n) => n);
    expect(await order('fifo')).toEqual(ascending);
    expect(await order('unordered')).not.toEqual(ascending);
  });

  test('differ by channel: the first entry that names it counts', async () => {
    const channels = [
      { from: 'b', latency: constant(100) },
      { to: 'a', latency: constant(1) },
    ];
    const { outputs } = await resultOf(pingPong.system, pingPong.source, { ...link({}), channels });
    expect(outputs.map(({ at }) => at)).toEqual([10, 110, 120, 220, 230, 330]);
  });
});

describe('faults', () => {
  const cut = [
    { at: 5, kind: 'partition', groups: [['a']] },
    { at: 100, kind: 'heal' },
  ] as const;

  test('of a network that is cut hold messages back until it heals, or lose those that are sent meanwhile', async () => {
    const waiting = await resultOf(pingPong.system, pingPong.source, { ...link({}), faults: cut });
    expect(waiting.outputs[0]).toMatchObject({ at: 100, kind: 'ping' });
    const network = { order: 'unordered' as const, acrossCut: 'lost' as const };
    const late = [{ ...cut[0], at: 15 }, cut[1]] as const;
    const losing = await resultOf({ ...pingPong.system, network }, pingPong.source, { ...link({}), faults: late });
    // The pong of 10 is on its way when the cut comes, so it waits; nothing is sent across.
    expect(losing.outputs.map(({ at }) => at).slice(0, 2)).toEqual([10, 100]);
    const cutAtOnce = await resultOf({ ...pingPong.system, network }, pingPong.source, {
      ...link({}),
      workload: { gap: constant(6), rounds: 1 },
      faults: cut,
    });
    expect(cutAtOnce).toMatchObject({ outputCount: 0, messages: [{ kind: 'ping', sent: 1, lost: 1 }] });
  });

  test('of a node take its timers and what is not durable, and what arrives meanwhile is lost or waits', async () => {
    const source = protocolOf(`
      init: () => ({ kept: 0, lost: 0 }),
      durable: ['kept'],
      onInput(state, input, ctx) { ctx.send('b', 'early'); ctx.setTimer('later', 50); },
      onTimer(state, timer, ctx) { if (timer === 'later') ctx.send('b', 'late'); },
      onMessage(state, message, from, ctx) { state.kept += 1; state.lost += 1; ctx.setTimer('gone', 100); ctx.output({ kind: message, ...state }); },
      onRestart(state, ctx) { ctx.output({ kind: 'up', ...state }); },`);
    const faults = [
      { at: 20, kind: 'crash' as const, node: 'b' },
      { at: 30, kind: 'crash' as const, node: 'b' },
      { at: 70, kind: 'restart' as const, node: 'b' },
    ];
    const seen = async (downLoses: boolean) => {
      const changes = { ...link({}), faults, downLoses };
      const { outputs, messages } = await resultOf(pingPong.system, source, changes);
      return [outputs.map(({ at, kind }) => `${kind} ${at}`), messages.reduce((sum, { lost }) => sum + lost, 0)];
    };
    expect(await seen(true)).toEqual([['early 10', 'up 70'], 1]);
    expect(await seen(false)).toEqual([['early 10', 'up 70', 'late 70'], 0]);
  });

  test('by chance come again and again, to those that may crash', async () => {
    const nodes = [...tinyNodes(2, { mayCrash: true }), { id: 'c', role: 'node' }];
    const source = protocolOf(`init: () => ({}), onRestart(state, ctx) { ctx.output('up'); },`);
    const changes = { crashes: { up: constant(10), down: constant(5) }, end: { milliseconds: 100, events: 1000 } };
    const { outputs, ending } = await resultOf({ nodes }, source, changes);
    expect(ending).toBe('milliseconds');
    // Down at 10, up at 15, down at 25 …: up at 15, 30, 45, 60, 75, 90.
    expect(outputs.filter(({ node }) => node === 'n1').map(({ at }) => at)).toEqual([15, 30, 45, 60, 75, 90]);
    expect(outputs.some(({ node }) => node === 'c')).toBe(false);
  });
});

describe('inputs', () => {
  test('come one after the other, as often as the workload says, each when its condition has come true', async () => {
    const nodes = [
      { id: 'a', role: 'client', inputs: ['one', 'two'] },
      {
        id: 'b',
        role: 'client',
        inputs: ['three'],
        inputConditions: [{ input: 0, after: { node: 'a', output: 'two' } }],
      },
    ];
    const source = protocolOf('init: () => ({}), onInput(state, input, ctx) { ctx.output(input); },');
    const { outputs } = await resultOf({ nodes }, source, { workload: { gap: constant(10), rounds: 2 } });
    expect(outputs.map(({ node, at, kind }) => `${node} ${kind} ${at}`)).toEqual([
      'a one 10',
      'a two 20',
      'b three 20',
      'a one 30',
      'b three 30',
      'a two 40',
    ]);
  });
});

describe('what is judged', () => {
  const properties = [
    always('small', 'No number is above two.', ({ nodes }) =>
      fact(
        nodes.every(({ outputs }) => outputs.every((output) => (output as { n: number }).n <= 2)),
        'there is a three',
      ),
    ),
    sometimes('second', 'A two is shown.', ({ nodes }) =>
      nodes.some(({ outputs }) => outputs.some((output) => (output as { n: number }).n === 2)),
    ),
  ];

  test('a demand is broken, and a goal reached, at the time at which it is', async () => {
    const result = await resultOf({ ...pingPong.system, properties }, pingPong.source, link({}));
    expect(result.violations).toEqual([
      { property: 'small', at: 50, reasons: [{ kind: 'fact', text: 'there is a three' }] },
    ]);
    expect(result.reached).toEqual([{ property: 'second', at: 30 }]);
    expect(result.notJudged).toEqual([]);
  });

  test('what cannot be judged is told with the reason', async () => {
    const throwing = always('broken', 'It throws.', () => {
      throw new Error('no');
    });
    const result = await resultOf({ ...pingPong.system, properties: [throwing] }, pingPong.source, link({}));
    expect(result.notJudged).toEqual([{ property: 'broken', why: 'it threw Error: no' }]);
  });
});

describe('an end', () => {
  test.each([
    [{ milliseconds: 35, events: 1000 }, 'milliseconds', 3],
    [{ milliseconds: 1000, events: 5 }, 'events', 2],
    [{ milliseconds: 1000, events: 1000, messages: 4 }, 'messages', 4],
  ])('of %j is one by %s', async (end, ending, outputCount) => {
    expect(await resultOf(pingPong.system, pingPong.source, { ...link({}), end })).toMatchObject({
      ending,
      outputCount,
    });
  });

  test('is the failure of a handler, with its place', async () => {
    const source = protocolOf("init: () => ({}),\nonInput() { throw new Error('no'); },");
    const result = await resultOf(pingPong.system, source, link({}));
    expect(result).toMatchObject({ ending: 'failed', problem: { code: 'handler-threw', place: { line: 5 } } });
  });
});

describe('settings that do not fit are refused with a sentence', () => {
  test.each([
    [{ seed: -1 }, 'seed is -1'],
    [link({ loss: 1.5 }), 'link.loss is 1.5; it must be a number from 0 to 1.'],
    [link({ latency: { kind: 'exponential', mean: Number.NaN } }), 'link.latency.mean is NaN'],
    [link({ latency: { kind: 'empirical', values: [] } }), 'link.latency.values is empty'],
    [link({ bandwidth: 0 }), 'link.bandwidth is 0'],
    [{ clockDrift: 1 }, 'clockDrift is 1'],
    [
      { channels: [{ from: 'nobody' }] },
      'channels[0].from is "nobody", which is no node and no role; there are a, node, b.',
    ],
    [
      { faults: [{ at: 1, kind: 'crash' as const, node: 'x' }] },
      'faults[0] names "x", which is no node; there are a, b.',
    ],
    [{ faults: [{ at: 1, kind: 'partition' as const, groups: [['a'], ['a']] }] }, 'faults[0] names a twice'],
    [{ end: { milliseconds: 1, events: 0 } }, 'end.events is 0'],
  ] satisfies readonly (readonly [Changes, string])[])('%#', async (changes, words) => {
    const answer = await simulated(pingPong.system, pingPong.source, changes);
    expect(answer).toMatchObject({
      kind: 'err',
      error: { code: 'simulation-invalid', sentence: expect.stringContaining(words) },
    });
  });
});

describe('draws', () => {
  test('follow their weights', async () => {
    const source = protocolOf(`
      init(ctx) { ctx.setTimer('t'); return { left: 3000 }; },
      onTimer(state, timer, ctx) {
        ctx.output(ctx.random(['x', 'y', 'z'], [1, 0, 3]));
        ctx.choose([1, 2]);
        if (--state.left > 0) ctx.setTimer('t');
      },`);
    const { outputs } = await resultOf({ nodes: tinyNodes(1) }, source);
    const share = outputs.filter(({ kind }) => kind === 'x').length / outputs.length;
    expect(outputs.some(({ kind }) => kind === 'y')).toBe(false);
    expect(share).toBeCloseTo(0.25, 1.5);
  });
});

const busy: Changes = {
  link: { latency: { kind: 'log-normal', median: 10, sigma: 1 }, loss: 0.1, duplication: 0.1, bandwidth: 10_000 },
  handling: { kind: 'exponential', mean: 1 },
  clockDrift: 0.01,
  faults: [
    { at: 150, kind: 'partition', groups: [['n1', 'n2']] },
    { at: 300, kind: 'heal' },
  ],
  crashes: { up: { kind: 'exponential', mean: 300 }, down: { kind: 'uniform', from: 1, to: 50 } },
  end: { milliseconds: 700, events: 100_000 },
};
const mortal = {
  ...gossipSystem(12),
  nodes: gossipSystem(12).nodes.map((node) => ({ ...node, mayCrash: true })),
};

describe('every simulation', () => {
  test('is the same for the same seed, to the bit, and another for another', async () => {
    const digests = await Promise.all(
      [1, 1, 2].map(async (seed) => (await resultOf(mortal, gossipProtocol(3, 5), { ...busy, seed })).digest),
    );
    expect(digests[1]).toBe(digests[0]);
    expect(digests[2]).not.toBe(digests[0]);
    // What this code gave when the test was written, also in a page: test/simulate/simulation.browser.test.ts.
    expect(digests[0]).toBe('e869411924de6d10bb1d5bdfddff8fb6f97f0b49e1c77e30ceaa43db0de4ddad');
  });

  test('can be replayed step by step through the rules of a check, whatever happened in it', async () => {
    const source = gossipProtocol(3, 5);
    await fc.assert(
      fc.asyncProperty(fc.nat(1000), async (seed) => {
        const settings = { ...busy, seed };
        const result = await resultOf(mortal, source, settings, true);
        const record = result.record as SimulationRecord;
        const request = { challenge: 'tiny', program: compileSource(source, 'protocol.ts'), bounds: {} };
        const trace = await replaySimulation(
          request,
          { ...defaultSimulation, ...settings },
          record,
          tinyChallenge(mortal),
          loadSandboxWasm(),
        );
        expect(trace?.steps.length).toBe(record.schedule.length);
        expect(record.times.length).toBe(record.schedule.length);
        const shown = (trace?.steps ?? []).flatMap(({ outputs }) => outputs).length;
        expect(shown + (trace?.initial ?? []).flatMap(({ outputs }) => outputs).length).toBe(result.outputCount);
      }),
      { numRuns: 20, seed: 7 },
    );
  });

  test('of a thousand nodes counts every message of push gossip', async () => {
    const result = await resultOf(gossipSystem(1000), gossipProtocol(2, 3));
    expect(result).toMatchObject({
      ending: 'quiet',
      messages: [{ kind: 'push', sent: 6 * result.outputCount, lost: 0 }],
    });
    expect(result.outputCount).toBeGreaterThan(950);
  });
});
