/** Choices and observers, counted by hand. */
import { describe, expect, test } from 'vitest';
import { always, fact } from '../../src/model';
import { checkTiny, countsOf, protocolOf, tinyNodes } from '../models/tiny-challenge';

const asked = { nodes: tinyNodes(1, { inputs: ['go'] }) };
const onInput = (expression: string) => protocolOf(`init: () => 0, onInput: (state, input, ctx) => ${expression},`);

describe('a choice', () => {
  test.each([
    ['of one option gives one step', 'ctx.choose([7])', { distinct: 2, generated: 1, depth: 1 }],
    ['of three options gives three steps', 'ctx.choose([1, 2, 3])', { distinct: 4, generated: 3, depth: 1 }],
    [
      'gives a step for each option even if they lead to one state',
      'ctx.choose([1, 1, 1])',
      { distinct: 2, generated: 3, depth: 1 },
    ],
    [
      'followed by another gives every combination',
      '[ctx.choose([1, 2]), ctx.choose([1, 2, 3])]',
      { distinct: 7, generated: 6, depth: 1 },
    ],
    [
      'may decide whether there is another',
      'ctx.choose([0, 1]) === 0 ? ctx.choose([10, 11]) : 1',
      { distinct: 4, generated: 3, depth: 1 },
    ],
    ['may be between any data', 'ctx.choose([{ a: 1 }, [2], null])', { distinct: 4, generated: 3, depth: 1 }],
    [
      'at random has no step for a weight of zero',
      'ctx.random([1, 2, 3], [1, 0, 2])',
      { distinct: 3, generated: 2, depth: 1 },
    ],
    [
      'at random without weights has a step for every option',
      'ctx.random([1, 2, 3])',
      { distinct: 4, generated: 3, depth: 1 },
    ],
    [
      'of an option that changes nothing leads to a state of its own, because the input is gone',
      'ctx.choose([0])',
      { distinct: 2, generated: 1, depth: 1 },
    ],
  ])('%s', async (_name, expression, counts) => {
    expect(countsOf(await checkTiny(asked, onInput(expression)))).toEqual(counts);
  });

  test('is explored in every one of a thousand combinations, and refused with one more', async () => {
    const digits = '[0, 1, 2, 3, 4, 5, 6, 7, 8, 9]';
    const three = `[ctx.choose(${digits}), ctx.choose(${digits}), ctx.choose(${digits})]`;
    expect(countsOf(await checkTiny(asked, onInput(three)))).toEqual({ distinct: 1001, generated: 1000, depth: 1 });
    const options = (count: number) => `ctx.choose(Array.from({ length: ${count} }, (_option, index) => index))`;
    for (const tooMany of [
      options(1001),
      options(1_000_000),
      `[ctx.choose([0, 1]), ${three}]`,
      `(${three}, ctx.choose([0, 1]))`,
    ]) {
      const { kind, problem } = (await checkTiny(asked, onInput(tooMany))).verdict;
      expect([kind, problem?.code, problem?.place?.line]).toEqual(['runaway', 'steps-exceeded', 4]);
    }
  });

  test('records the option taken by its index among all options, also those that cannot be drawn', async () => {
    const report = await checkTiny(
      {
        ...asked,
        properties: [always('none', 'Nothing is shown.', (o) => fact(o.nodes[0]!.outputs.length === 0, 'shown'))],
      },
      protocolOf("init: () => 0, onInput(state, input, ctx) { ctx.output(ctx.random(['a', 'b', 'c'], [0, 0, 1])); },"),
    );
    expect(report.verdict).toMatchObject({
      kind: 'violated',
      schedule: [{ kind: 'input', node: 'n1', input: 'go', choices: [2] }],
      steps: ['n1 is given the input go (drawing c (1 in 1))'],
    });
    expect(report.trace?.steps[0]?.outputs).toEqual(['c']);
  });
});

describe('the observer', () => {
  const shows = protocolOf("init: () => 0, onInput(state, input, ctx) { ctx.output('x'); },");
  const twice = { nodes: tinyNodes(1, { inputs: ['a', 'b'] }) };

  test('keeps every output, or each distinct one once', async () => {
    const every = await checkTiny({ ...twice, outputs: 'every' }, shows);
    const distinct = await checkTiny({ ...twice, outputs: 'distinct' }, shows);
    expect(countsOf(every)).toEqual({ distinct: 3, generated: 2, depth: 2 });
    expect(countsOf(distinct)).toEqual({ distinct: 3, generated: 2, depth: 2 });
    expect(every.verdict.counts.observations).toBe(3); // none, x, xx
    expect(distinct.verdict.counts.observations).toBe(2); // none, x
  });

  test('that keeps distinct outputs leaves a protocol finite that repeats itself', async () => {
    const source = protocolOf(
      "init(ctx) { ctx.setTimer('t'); return 0; }, onTimer(state, timer, ctx) { ctx.setTimer(timer); ctx.output({ b: 1, a: state }); },",
    );
    expect(countsOf(await checkTiny({ nodes: tinyNodes(1), outputs: 'distinct' }, source))).toEqual({
      distinct: 2,
      generated: 2,
      depth: 1,
    });
    const endless = await checkTiny({ nodes: tinyNodes(1), outputs: 'every' }, source, { limits: { depth: 20 } });
    expect(endless.verdict).toMatchObject({ kind: 'inconclusive', limit: { kind: 'depth', value: 20 } });
  });

  test('tells the order of a node’s own outputs, not that of two nodes', async () => {
    const two = await checkTiny({ nodes: tinyNodes(2, { inputs: ['go'] }) }, shows);
    expect(countsOf(two)).toEqual({ distinct: 4, generated: 4, depth: 2 });
    const order = protocolOf("init: () => 0, onInput(state, input, ctx) { ctx.output(ctx.choose(['x', 'y'])); },");
    // Nothing; x, y; xx, xy, yx, yy.
    expect(countsOf(await checkTiny(twice, order))).toEqual({ distinct: 7, generated: 6, depth: 2 });
    // With distinct outputs xx is x and yy is y, but their input is used up: still 7 states, on 5 observations.
    const once = await checkTiny({ ...twice, outputs: 'distinct' }, order);
    expect(countsOf(once)).toEqual({ distinct: 7, generated: 6, depth: 2 });
    expect(once.verdict.counts.observations).toBe(5);
  });

  test('sees who is up', async () => {
    const report = await checkTiny(
      { nodes: tinyNodes(1, { mayCrash: true }), faults: { crash: 1 } },
      protocolOf('init: () => 0,'),
    );
    expect(report.verdict.counts.observations).toBe(2);
  });
});

describe('equal data', () => {
  test('is one state, whatever the order of keys, keys without a value and the sign of zero', async () => {
    const source = protocolOf(`init: () => 0, onInput: (state, input, ctx) => ctx.choose([
      { a: 1, b: { c: 0, d: [-0] } },
      { b: { d: [0], c: -0, e: undefined }, a: 1 },
    ]),`);
    expect(countsOf(await checkTiny(asked, source))).toEqual({ distinct: 2, generated: 2, depth: 1 });
  });

  test('is told apart from data that only looks like it', async () => {
    const source = protocolOf(`init: () => 0, onInput: (state, input, ctx) => ctx.choose([
      '1', 1, [1], { 1: 1 }, true, 'true', null, 'null', [], {}, '', [[]], '\\ud800', '\\ud801', '\\ufffd', 'é', 'e\\u0301', '\\u0000', { $a: 1 }, { a: 1 }, { $$a: 1 },
    ]),`);
    expect(countsOf(await checkTiny(asked, source))).toEqual({ distinct: 22, generated: 21, depth: 1 });
  });
});
