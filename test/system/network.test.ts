/** Networks on systems small enough to draw: the number of states and steps of each was counted by hand. */
import { describe, expect, test } from 'vitest';
import { sometimes } from '../../src/model';
import { checkTiny, countsOf, protocolOf, type TinySystem, tinyNodes } from '../models/tiny-challenge';

/** `a` sends x and then y to `b` when it is asked to; `b` writes down the order in which they arrive. */
const recorder = protocolOf(`
  init: () => ({ heard: [] }),
  onInput(state, input, ctx) { ctx.send('b', 'x'); ctx.send('b', 'y'); },
  onMessage(state, message) { state.heard.push(message); },`);
const pair: TinySystem = {
  nodes: [
    { id: 'a', role: 'node', inputs: ['go'] },
    { id: 'b', role: 'node' },
  ],
};

/** A node that ignores what it gets, and one that sends it `messages` at the start. */
function sending(messages: readonly string[]): string {
  const sends = messages.map((message) => `ctx.send('b', '${message}');`).join(' ');
  return protocolOf(`init(ctx) { if (ctx.self === 'a') { ${sends} } return 0; },`);
}
const quietPair: TinySystem = {
  nodes: [
    { id: 'a', role: 'node' },
    { id: 'b', role: 'node' },
  ],
};

describe('an unordered network', () => {
  test('lets two messages arrive in either order', async () => {
    // Before, both in flight, x, y, xy, yx.
    expect(countsOf(await checkTiny(pair, recorder))).toEqual({ distinct: 6, generated: 5, depth: 3 });
  });

  test('has one delivery for two equal messages from one sender', async () => {
    // Two, one, none in flight: a line.
    expect(countsOf(await checkTiny(quietPair, sending(['x', 'x'])))).toEqual({ distinct: 3, generated: 2, depth: 2 });
  });

  test('has two deliveries for equal messages from two senders', async () => {
    const source = protocolOf(`init(ctx) { if (ctx.self !== 'n3') ctx.send('n3', 'x'); return 0; },`);
    // Each of the two arrives or not: a square.
    expect(countsOf(await checkTiny({ nodes: tinyNodes(3) }, source))).toEqual({ distinct: 4, generated: 4, depth: 2 });
  });

  test('remembers no order of sending', async () => {
    // Each of two senders has sent its message or not, and it has arrived or not: a grid of three by three.
    const source = protocolOf("init: () => 0, onInput(state, input, ctx) { ctx.send('n3', ctx.self); },");
    const nodes = [...tinyNodes(2, { inputs: ['go'] }), { id: 'n3', role: 'node' }];
    expect(countsOf(await checkTiny({ nodes }, source))).toEqual({ distinct: 9, generated: 12, depth: 4 });
    // The same from one sender: two messages, each to send, in flight or arrived; the second is sent after the first.
    const both = protocolOf("init: () => 0, onInput(state, input, ctx) { ctx.send('n2', input); },");
    const one = [
      { id: 'n1', role: 'node', inputs: ['q', 'p'] },
      { id: 'n2', role: 'node' },
    ];
    expect(countsOf(await checkTiny({ nodes: one }, both))).toEqual({ distinct: 7, generated: 8, depth: 4 });
  });

  test('takes messages for equal that differ in the order of keys, in a key without value or in the sign of zero', async () => {
    const source = protocolOf(`init(ctx) {
      if (ctx.self === 'a') {
        ctx.send('b', { one: 1, two: [-0] });
        ctx.send('b', { two: [0], one: 1, three: undefined });
      }
      return 0;
    },`);
    expect(countsOf(await checkTiny(quietPair, source))).toEqual({ distinct: 3, generated: 2, depth: 2 });
  });
});

describe('a FIFO network', () => {
  test('keeps the order of two messages from one node to another', async () => {
    // Before, both in flight, x, xy.
    expect(countsOf(await checkTiny({ ...pair, network: 'fifo' }, recorder))).toEqual({
      distinct: 4,
      generated: 3,
      depth: 3,
    });
  });

  test('keeps no order between two senders', async () => {
    const source = protocolOf(`
      init(ctx) { if (ctx.self !== 'n3') ctx.send('n3', ctx.self); return []; },
      onMessage(state, message) { state.push(message); },`);
    // Nothing, n1, n2, n1 n2, n2 n1.
    expect(countsOf(await checkTiny({ nodes: tinyNodes(3), network: 'fifo' }, source))).toEqual({
      distinct: 5,
      generated: 4,
      depth: 2,
    });
  });

  test('remembers no order of sending between two senders, and that of each', async () => {
    const source = protocolOf("init: () => 0, onInput(state, input, ctx) { ctx.send('n3', [ctx.self, input]); },");
    const nodes = (inputs: readonly string[]) => [...tinyNodes(2, { inputs }), { id: 'n3', role: 'node' }];
    expect(countsOf(await checkTiny({ nodes: nodes(['p']), network: 'fifo' }, source))).toEqual({
      distinct: 9,
      generated: 12,
      depth: 4,
    });
    // Each sender: 0, 1 or 2 sent and no more arrived than sent: 6 states and 6 steps, so 36 states and 2 * 6 * 6 steps.
    expect(countsOf(await checkTiny({ nodes: nodes(['q', 'p']), network: 'fifo' }, source))).toEqual({
      distinct: 36,
      generated: 72,
      depth: 8,
    });
  });

  test('keeps a queue for each direction', async () => {
    const source = protocolOf(`init(ctx) { ctx.broadcast(1); ctx.broadcast(2); return 0; },`);
    // Two queues of two: a grid of three by three.
    expect(countsOf(await checkTiny({ nodes: tinyNodes(2), network: 'fifo' }, source))).toEqual({
      distinct: 9,
      generated: 12,
      depth: 4,
    });
  });

  test('keeps the order of equal and different messages when one is sent behind another', async () => {
    const source = protocolOf(`
      init(ctx) { if (ctx.self === 'a') for (const message of ['x', 'y', 'x']) ctx.send('b', message); return []; },
      onMessage(state, message) { state.push(message); },`);
    expect(countsOf(await checkTiny({ ...quietPair, network: 'fifo' }, source))).toEqual({
      distinct: 4,
      generated: 3,
      depth: 3,
    });
  });
});

describe('messages', () => {
  test('to the sender itself travel like any other', async () => {
    const source = protocolOf(`init(ctx) { ctx.send(ctx.self, 'x'); return 0; }, onMessage: () => 1,`);
    expect(countsOf(await checkTiny({ nodes: tinyNodes(1) }, source))).toEqual({ distinct: 2, generated: 1, depth: 1 });
  });

  test('that are broadcast go to every peer and not to the sender', async () => {
    const source = protocolOf(
      `init(ctx) { if (ctx.self === 'n2') ctx.broadcast('x'); return 0; }, onMessage: () => 1,`,
    );
    // n1 and n3 each get it or not: a square.
    expect(countsOf(await checkTiny({ nodes: tinyNodes(3) }, source))).toEqual({ distinct: 4, generated: 4, depth: 2 });
  });

  test('are used up by a node without a handler for them', async () => {
    expect(countsOf(await checkTiny(quietPair, sending(['x'])))).toEqual({ distinct: 2, generated: 1, depth: 1 });
  });

  test('wait for a node that is down', async () => {
    const system: TinySystem = {
      nodes: [
        { id: 'a', role: 'node' },
        { id: 'b', role: 'node', mayCrash: true },
      ],
      faults: { crash: 1 },
    };
    // In flight or not, times up before, down, up after: 6. While b is down nothing arrives, so the step between the two
    // states with b down is missing: 2 deliveries, 2 crashes, 2 restarts.
    expect(countsOf(await checkTiny(system, sending(['x'])))).toEqual({ distinct: 6, generated: 6, depth: 3 });
  });

  test('wait for ever for a node that never restarts', async () => {
    const system: TinySystem = {
      nodes: [
        { id: 'a', role: 'node' },
        { id: 'b', role: 'node', mayCrash: true },
      ],
      faults: { crash: 1, restart: 0 },
    };
    expect(countsOf(await checkTiny(system, sending(['x'])))).toEqual({ distinct: 4, generated: 3, depth: 2 });
  });
});

describe('loss', () => {
  test('of a single message gives one state more', async () => {
    // In flight; arrived; lost, which shows in the budget.
    expect(countsOf(await checkTiny({ ...quietPair, faults: { drop: 1 } }, sending(['x'])))).toEqual({
      distinct: 3,
      generated: 2,
      depth: 1,
    });
  });

  test('is bounded by its budget over all messages', async () => {
    // In flight {xy} {x} {y} {} with one loss left, {x} {y} {} with none left; 4 + 2 + 2 + 0 and 1 + 1 + 0 steps.
    expect(countsOf(await checkTiny({ ...quietPair, faults: { drop: 1 } }, sending(['x', 'y'])))).toEqual({
      distinct: 7,
      generated: 10,
      depth: 2,
    });
  });

  test('does not happen with a budget of none', async () => {
    expect(countsOf(await checkTiny({ ...quietPair, faults: { drop: 0 } }, sending(['x'])))).toEqual({
      distinct: 2,
      generated: 1,
      depth: 1,
    });
  });

  test('in a FIFO network takes the oldest message of a sender only', async () => {
    const source = protocolOf(`
      init(ctx) { if (ctx.self === 'a') { ctx.send('b', 'x'); ctx.send('b', 'y'); } return []; },
      onMessage(state, message) { state.push(message); },`);
    // With one loss left: xy/-, y/x, -/xy. Without: y/- and -/y (x lost), -/x (y lost after x). 2 deliveries and 2 losses, then 1 delivery.
    expect(countsOf(await checkTiny({ ...quietPair, network: 'fifo', faults: { drop: 1 } }, source))).toEqual({
      distinct: 6,
      generated: 5,
      depth: 2,
    });
  });

  test('can take a message from the inbox of a node that is down', async () => {
    const system: TinySystem = {
      nodes: [
        { id: 'a', role: 'node' },
        { id: 'b', role: 'node', mayCrash: true },
      ],
      faults: { crash: 1, restart: 0, drop: 1 },
    };
    // In flight and b up: deliver, lose, crash. Arrived and up: crash. Lost and up: crash. In flight and down: lose.
    // Arrived and down, lost and down (the budget tells them apart): nothing more.
    expect(countsOf(await checkTiny(system, sending(['x'])))).toEqual({ distinct: 6, generated: 6, depth: 2 });
  });
});

describe('duplication', () => {
  test('puts a copy into the inbox', async () => {
    // {x} {} with a copy left, {xx} {x} {} without.
    expect(countsOf(await checkTiny({ ...quietPair, faults: { duplicate: 1 } }, sending(['x'])))).toEqual({
      distinct: 5,
      generated: 4,
      depth: 3,
    });
  });

  test('in a FIFO network copies the oldest message, right behind itself', async () => {
    const source = protocolOf(`
      init(ctx) { if (ctx.self === 'a') { ctx.send('b', 'x'); ctx.send('b', 'y'); } return []; },
      onMessage(state, message) { state.push(message); },`);
    // In flight/heard with a copy left: xy/-, y/x, -/xy. x copied: xxy/-, xy/x, y/xx, -/xxy. y copied: yy/x, y/xy, -/xyy.
    const heard = (list: string) => sometimes(list, 'It is heard.', (o) => o.nodes[1]?.outputs.at(-1) === list);
    const told = source
      .replace('state.push(message);', 'state.push(message); ctx.output(state.join(""));')
      .replace('(state, message)', '(state, message, from, ctx)');
    const properties = ['xxy', 'xyy', 'xyx'].map(heard);
    const report = await checkTiny({ ...quietPair, network: 'fifo', faults: { duplicate: 1 }, properties }, told);
    expect(report.verdict.properties.map((property) => property.result)).toEqual(['reached', 'reached', 'unreached']);
    expect(countsOf(await checkTiny({ ...quietPair, network: 'fifo', faults: { duplicate: 1 } }, source))).toEqual({
      distinct: 10,
      generated: 9,
      depth: 4,
    });
  });
});
