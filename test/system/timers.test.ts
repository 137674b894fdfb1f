/** Timers and inputs: what may happen at any moment, counted by hand. */
import { describe, expect, test } from 'vitest';
import { checkTiny, countsOf, protocolOf, tinyNodes } from '../models/tiny-challenge';

const single = { nodes: tinyNodes(1) };

describe('a timer', () => {
  test('fires once', async () => {
    expect(countsOf(await checkTiny(single, protocolOf("init(ctx) { ctx.setTimer('t'); return 0; },")))).toEqual({
      distinct: 2,
      generated: 1,
      depth: 1,
    });
  });

  test('that is set twice is one timer, whatever the order of its keys and its duration', async () => {
    const source = protocolOf(
      'init(ctx) { ctx.setTimer({ a: 1, b: 2 }, 5); ctx.setTimer({ b: 2, a: 1 }, 9); return 0; },',
    );
    expect(countsOf(await checkTiny(single, source))).toEqual({ distinct: 2, generated: 1, depth: 1 });
  });

  test('that is cancelled does not fire', async () => {
    expect(
      countsOf(
        await checkTiny(single, protocolOf("init(ctx) { ctx.setTimer('t'); ctx.cancelTimer('t'); return 0; },")),
      ),
    ).toEqual({ distinct: 1, generated: 0, depth: 0 });
  });

  test('that is cancelled and set again fires', async () => {
    expect(
      countsOf(
        await checkTiny(single, protocolOf("init(ctx) { ctx.cancelTimer('t'); ctx.setTimer('t'); return 0; },")),
      ),
    ).toEqual({ distinct: 2, generated: 1, depth: 1 });
  });

  test('fires independently of another one', async () => {
    // Each pending or not: a square.
    expect(
      countsOf(await checkTiny(single, protocolOf('init(ctx) { ctx.setTimer(1); ctx.setTimer(2); return 0; },'))),
    ).toEqual({ distinct: 4, generated: 4, depth: 2 });
  });

  test('is no longer pending when its handler runs, so that the handler can set it again', async () => {
    const source = protocolOf(
      "init(ctx) { ctx.setTimer('t'); return 0; }, onTimer(state, timer, ctx) { ctx.setTimer(timer); return 1 - state; },",
    );
    expect(countsOf(await checkTiny(single, source))).toEqual({ distinct: 2, generated: 2, depth: 1 });
  });

  test('fires at most as often as the budget says, over all nodes', async () => {
    const source = protocolOf(
      "init(ctx) { ctx.setTimer('t'); return 0; }, onTimer(state, timer, ctx) { ctx.setTimer(timer); return 1 - state; },",
    );
    // A line: 3, 2, 1, 0 firings left.
    expect(countsOf(await checkTiny({ ...single, faults: { timeout: 3 } }, source))).toEqual({
      distinct: 4,
      generated: 3,
      depth: 3,
    });
    // Two nodes, two firings: 00 left 2; 10, 01 left 1; 00 (either twice), 11 left 0.
    expect(countsOf(await checkTiny({ nodes: tinyNodes(2), faults: { timeout: 2 } }, source))).toEqual({
      distinct: 5,
      generated: 6,
      depth: 2,
    });
    expect(countsOf(await checkTiny({ ...single, faults: { timeout: 0 } }, source))).toEqual({
      distinct: 1,
      generated: 0,
      depth: 0,
    });
  });
});

describe('inputs', () => {
  test.each([1, 2, 3, 4, 5, 6, 8, 10])('of %i independent nodes make a hypercube', async (count) => {
    const source = protocolOf('init: () => ({ on: false }), onInput(state) { state.on = true; },');
    expect(countsOf(await checkTiny({ nodes: tinyNodes(count, { inputs: ['go'] }) }, source))).toEqual({
      distinct: 2 ** count,
      generated: count * 2 ** (count - 1),
      depth: count,
    });
  });

  test('come in their order', async () => {
    const source = protocolOf('init: () => [], onInput(state, input) { state.push(input); },');
    expect(countsOf(await checkTiny({ nodes: tinyNodes(1, { inputs: [3, 1, 2] }) }, source))).toEqual({
      distinct: 4,
      generated: 3,
      depth: 3,
    });
    // Two nodes with two inputs: a grid of three by three.
    expect(countsOf(await checkTiny({ nodes: tinyNodes(2, { inputs: ['x', 'y'] }) }, source))).toEqual({
      distinct: 9,
      generated: 12,
      depth: 4,
    });
  });

  test('are used up by a node without a handler for them', async () => {
    expect(
      countsOf(await checkTiny({ nodes: tinyNodes(1, { inputs: ['x', 'x'] }) }, protocolOf('init: () => 0,'))),
    ).toEqual({ distinct: 3, generated: 2, depth: 2 });
  });
});
