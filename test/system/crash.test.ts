/** Crashes, restarts and what survives them, on systems small enough to draw. */
import { describe, expect, test } from 'vitest';
import { always, fact } from '../../src/model';
import { checkTiny, countsOf, protocolOf, type TinySystem, tinyNodes } from '../models/tiny-challenge';

const idle = protocolOf('init: () => 0,');
const one = (faults: TinySystem['faults'], inputs: readonly string[] = []): TinySystem => ({
  nodes: tinyNodes(1, { mayCrash: true, inputs }),
  faults,
});

describe('a crash', () => {
  test.each([
    // Up, down, up again.
    ['once, with restart', { crash: 1 }, { distinct: 3, generated: 2, depth: 2 }],
    ['once, without restart', { crash: 1, restart: 0 }, { distinct: 2, generated: 1, depth: 1 }],
    // Up, down, up, down, up: the budget tells the first from the last.
    ['twice, with restarts', { crash: 2 }, { distinct: 5, generated: 4, depth: 4 }],
    ['twice, with one restart', { crash: 2, restart: 1 }, { distinct: 4, generated: 3, depth: 3 }],
    ['not at all', { crash: 0 }, { distinct: 1, generated: 0, depth: 0 }],
    ['not at all, though it might restart', { restart: 3 }, { distinct: 1, generated: 0, depth: 0 }],
  ])('happens %s', async (_name, faults, counts) => {
    expect(countsOf(await checkTiny(one(faults), idle))).toEqual(counts);
  });

  test('spends a budget that all nodes share', async () => {
    // Both up; one down; it or the other up again: 1 + 2 + 2 states, 2 crashes and 2 restarts; but both "up again" states are the same state.
    expect(countsOf(await checkTiny({ nodes: tinyNodes(2, { mayCrash: true }), faults: { crash: 1 } }, idle))).toEqual({
      distinct: 4,
      generated: 4,
      depth: 2,
    });
  });

  test('happens only to nodes that may crash', async () => {
    const nodes = [
      { id: 'n1', role: 'node', mayCrash: true },
      { id: 'n2', role: 'node' },
      { id: 'n3', role: 'node', mayCrash: false },
    ];
    expect(countsOf(await checkTiny({ nodes, faults: { crash: 1, restart: 0 } }, idle))).toEqual({
      distinct: 2,
      generated: 1,
      depth: 1,
    });
    expect(countsOf(await checkTiny({ nodes: tinyNodes(3), faults: { crash: 2 } }, idle))).toEqual({
      distinct: 1,
      generated: 0,
      depth: 0,
    });
  });
});

describe('what survives a crash', () => {
  const source = (more: string) =>
    protocolOf(`init: () => ({ v: 0, w: 0 }), onInput(state) { state.v = 1; state.w = 1; }, ${more}`);

  test('is nothing by default', async () => {
    // Fresh; told; fresh and down; told and down; fresh again; told after the restart; told before it, and forgotten.
    expect(countsOf(await checkTiny(one({ crash: 1 }, ['go']), source('')))).toEqual({
      distinct: 7,
      generated: 6,
      depth: 3,
    });
  });

  test('is the whole state if every field is durable', async () => {
    // As above, but told-then-crashed is the same state as crashed-then-told.
    expect(countsOf(await checkTiny(one({ crash: 1 }, ['go']), source("durable: ['v', 'w'],")))).toEqual({
      distinct: 6,
      generated: 6,
      depth: 3,
    });
  });

  test('is each durable field and no other', async () => {
    const shown = protocolOf(`
      init: () => ({ kept: 0, lost: 0 }),
      onInput(state) { state.kept = 1; state.lost = 1; },
      durable: ['kept'],
      onRestart(state, ctx) { ctx.output([state.kept, state.lost]); },`);
    const never = always('never', 'Nothing is shown after the input.', (o) =>
      fact(!o.nodes[0]!.outputs.some((output) => JSON.stringify(output) === '[1,0]'), 'kept'),
    );
    const report = await checkTiny({ ...one({ crash: 1 }, ['go']), properties: [never] }, shown);
    expect(report.verdict).toMatchObject({
      kind: 'violated',
      steps: ['n1 is given the input go', 'n1 crashes', 'n1 restarts'],
    });
    expect(report.trace?.steps.map((step) => step.after[0]?.state)).toEqual([
      { kept: 1, lost: 1 },
      { kept: 1 },
      { kept: 1, lost: 0 },
    ]);
  });

  test('is not the inputs that were given', async () => {
    const source2 = protocolOf('init: () => 0, onInput: () => 1,');
    // (given, up): 0 up; 1 up; 0 down; 1 down; 0 up again; 1 up again and told; 1 up again and forgotten.
    expect(countsOf(await checkTiny(one({ crash: 1 }, ['go']), source2))).toEqual({
      distinct: 7,
      generated: 6,
      depth: 3,
    });
  });

  test('is not a pending timer', async () => {
    const timers = protocolOf("init: () => 0, onInput(state, input, ctx) { ctx.setTimer('t'); },");
    // Before the crash: asleep, waiting, fired. Down: not told, told (the timer is lost, so waiting and fired crash to one state).
    // After: not told, waiting, told without a timer. Steps: input, crash | fire, crash | crash | restart | restart | input | fire.
    expect(countsOf(await checkTiny(one({ crash: 1 }, ['go']), timers))).toEqual({
      distinct: 8,
      generated: 9,
      depth: 3,
    });
  });

  test('is the timer that init sets again', async () => {
    const timers = protocolOf("init(ctx) { ctx.setTimer('t'); return 0; },");
    // Waiting, fired, down, waiting again, fired again; steps: fire, crash | crash | restart | fire.
    expect(countsOf(await checkTiny(one({ crash: 1 }), timers))).toEqual({ distinct: 5, generated: 5, depth: 3 });
  });
});

describe('a restart', () => {
  test('shows the outputs of init again, then those of onRestart', async () => {
    const source = protocolOf(
      "init(ctx) { ctx.output('init'); return 0; }, onRestart(state, ctx) { ctx.output('restart'); },",
    );
    const report = await checkTiny(
      {
        ...one({ crash: 1 }),
        properties: [always('two', 'At most two.', (o) => fact(o.nodes[0]!.outputs.length < 3, 'three'))],
      },
      source,
    );
    expect(report.verdict.kind).toBe('violated');
    expect(report.trace?.steps.at(-1)?.outputs).toEqual(['init', 'restart']);
    expect(report.trace?.steps.at(-1)?.after[0]?.outputs).toEqual(['init', 'init', 'restart']);
  });

  test('may choose in onRestart, where each choice is a step of its own', async () => {
    const source = protocolOf('init: () => 0, onRestart: (state, ctx) => ctx.choose([1, 2, 3]),');
    expect(countsOf(await checkTiny(one({ crash: 1 }), source))).toEqual({ distinct: 5, generated: 4, depth: 2 });
  });

  test('sends again what init sends', async () => {
    const source = protocolOf(
      "init(ctx) { if (ctx.self === 'n1') ctx.send('n2', 'hello'); return 0; }, onMessage: (state) => state + 1,",
    );
    const nodes = [
      { id: 'n1', role: 'node', mayCrash: true },
      { id: 'n2', role: 'node' },
    ];
    // (n1, hellos in flight, heard): up 1 0, up 0 1; down 1 0, down 0 1; again 2 0, 1 1, 0 2. Steps: 2 | 1 | 2 | 1 | 1 | 1 | 0.
    expect(countsOf(await checkTiny({ nodes, faults: { crash: 1 } }, source))).toEqual({
      distinct: 7,
      generated: 8,
      depth: 4,
    });
  });
});
