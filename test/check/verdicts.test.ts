/** Each verdict, from the smallest system that deserves it. */
import { describe, expect, test } from 'vitest';
import {
  allOf,
  always,
  evaluatedWords,
  fact,
  forAll,
  implies,
  noDeadlock,
  type Property,
  type PropertyResult,
  sometimes,
} from '../../src/model';
import { checkTiny, protocolOf, type TinySystem, tinyNodes } from '../models/tiny-challenge';

/** Shows its inputs, each as it comes. */
const echo = protocolOf('init: () => 0,\nonInput(state, input, ctx) {\nctx.output(input);\n},');
const abc: TinySystem = { nodes: [{ id: 'n1', role: 'node', inputs: ['a', 'b', 'c'] }] };

const shows = (text: string) =>
  sometimes(`shows ${text}`, 'It is shown.', (o) => o.nodes.some((node) => node.outputs.includes(text)));
const never = (text: string) =>
  always(`never ${text}`, 'It is never shown.', (o) =>
    forAll(
      'node',
      o.nodes.map((node) => node.id),
      (id) => fact(!o.nodes.some((node) => node.id === id && node.outputs.includes(text)), `${id} showed ${text}`),
    ),
  );
const idle = always('nothing', 'A claim about nothing.', () => forAll('x', [], () => fact(true, '')));

async function verdictOf(
  properties: readonly Property[],
  system: TinySystem = abc,
  source = echo,
  explore: 'first' | 'all' = 'first',
) {
  return (await checkTiny({ ...system, properties }, source, { explore })).verdict;
}

describe('holds', () => {
  test('is said when every state was visited and every property is decided', async () => {
    const verdict = await verdictOf([never('z'), shows('c')]);
    expect(verdict).toMatchObject({
      kind: 'holds',
      challenge: 'tiny',
      bounds: {},
      counts: { distinct: 4, generated: 3, depth: 3, observations: 4 },
    });
    expect(verdict.properties.map(({ name, result, length }) => [name, result, length])).toEqual([
      ['never z', 'holds', undefined],
      ['shows c', 'reached', 3],
    ]);
    expect([verdict.property, verdict.schedule, verdict.limit, verdict.problem]).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
  });

  test('says on how many observations each property was judged: at rest on those at rest', async () => {
    // Two nodes show a, b, c each: every pair of beginnings is observed, and only the last is at rest.
    const system: TinySystem = { nodes: ['n1', 'n2'].map((id) => ({ id, role: 'node', inputs: ['a', 'b', 'c'] })) };
    const atRest = always('at rest', 'All is shown.', () => fact(true, ''), 'quiescent');
    const verdict = await verdictOf([never('z'), shows('c'), atRest], system);
    expect(verdict.properties.map(({ observations }) => observations)).toEqual([16, 16, 1]);
    expect(evaluatedWords(verdict.properties[0] as PropertyResult)).toBe('judged on 16 different observations');
    expect(evaluatedWords(verdict.properties[2] as PropertyResult)).toBe('judged on one observation');
  });

  test('is said of a system without properties', async () => {
    expect((await verdictOf([])).kind).toBe('holds');
  });
});

describe('violated', () => {
  test('names the property, a shortest schedule, and why', async () => {
    const verdict = await verdictOf([shows('c'), never('b')]);
    expect(verdict).toMatchObject({
      kind: 'violated',
      property: 'never b',
      steps: ['n1 is given the input a', 'n1 is given the input b'],
      schedule: [
        { kind: 'input', node: 'n1', input: 'a' },
        { kind: 'input', node: 'n1', input: 'b' },
      ],
    });
    expect(verdict.properties.map(({ result }) => result)).toEqual(['inconclusive', 'violated']);
    expect(verdict.properties[1]?.reasons).toEqual([
      { kind: 'binding', name: 'node', value: 'n1' },
      { kind: 'fact', text: 'n1 showed b' },
    ]);
  });

  test('in the initial state has an empty schedule', async () => {
    const verdict = await verdictOf([always('no', 'Never.', () => fact(false, 'it is so'))]);
    expect(verdict).toMatchObject({
      kind: 'violated',
      schedule: [],
      steps: [],
      counts: { distinct: 1, generated: 0, depth: 0 },
    });
  });

  test('names the part that fails', async () => {
    const claim = allOf({
      fine: fact(true, ''),
      broken: implies(true, () => fact(false, 'because')),
      after: fact(false, 'not looked at'),
    });
    expect((await verdictOf([always('parts', 'All.', () => claim)])).properties[0]?.reasons).toEqual([
      { kind: 'part', name: 'broken' },
      { kind: 'fact', text: 'because' },
    ]);
  });

  test('at rest only, does not look at states in which something can still happen', async () => {
    const quiet = (text: string) =>
      always(
        'at rest',
        'Not at rest.',
        (o) => fact(!o.nodes[0]!.outputs.includes(text) || o.nodes[0]!.outputs.length !== 1, text),
        'quiescent',
      );
    expect((await verdictOf([quiet('a')])).kind).toBe('holds');
    const onlyA = { nodes: [{ id: 'n1', role: 'node', inputs: ['a'] }] };
    expect(await verdictOf([quiet('a')], onlyA)).toMatchObject({
      kind: 'violated',
      property: 'at rest',
      schedule: { length: 1 },
    });
  });

  test('is the shortest of two violations, and the earlier property in a tie', async () => {
    expect((await verdictOf([never('c'), never('a')])).property).toBe('never a');
    expect(
      (await verdictOf([always('second', '', (o) => fact(o.nodes[0]!.outputs.length < 1, '')), never('a')])).property,
    ).toBe('second');
  });
});

describe('deadlock', () => {
  const finished = noDeadlock('finished', 'The last input was seen.', (o) =>
    fact(o.nodes[0]!.outputs.length === 3, 'something is missing'),
  );

  test('is a state at rest in which the system has not finished', async () => {
    expect((await verdictOf([finished])).kind).toBe('holds');
    const silent = protocolOf(
      "init: () => 0,\nonInput(state, input, ctx) {\nif (input !== 'b') ctx.output(input);\n},",
    );
    expect(await verdictOf([finished], abc, silent)).toMatchObject({
      kind: 'deadlock',
      property: 'finished',
      schedule: { length: 3 },
    });
  });

  test('is found where only faults can still happen', async () => {
    // A message waits for n2, which is down for good: it could be lost or doubled, but need not be.
    const source = protocolOf(
      "init(ctx) { if (ctx.self === 'n1') ctx.send('n2', 'x'); return 0; },\nonMessage(state, message, from, ctx) { ctx.output(message); },",
    );
    const system: TinySystem = {
      nodes: [
        { id: 'n1', role: 'node' },
        { id: 'n2', role: 'node', mayCrash: true },
      ],
      faults: { crash: 1, restart: 0, drop: 1, duplicate: 1 },
    };
    const arrives = noDeadlock('arrives', 'The message is shown.', (o) =>
      fact(o.nodes[1]!.outputs.length > 0, 'it is not'),
    );
    expect(await verdictOf([arrives], system, source)).toMatchObject({
      kind: 'deadlock',
      steps: [expect.stringMatching(/^(n2 crashes|the network loses x)/)],
    });
    expect((await verdictOf([arrives], { ...system, faults: { duplicate: 1 } }, source)).kind).toBe('holds');
    expect((await verdictOf([arrives], { ...system, faults: { crash: 1 } }, source)).kind).toBe('holds');
  });

  test('is not a state in which a timer can fire, unless the budget is spent', async () => {
    const source = protocolOf(
      "init(ctx) { ctx.setTimer('t'); return 0; },\nonTimer(state, timer, ctx) { ctx.setTimer(timer); },",
    );
    const fires = noDeadlock('never rests', 'It never rests.', () => fact(false, 'it rests'));
    expect((await verdictOf([fires], { nodes: tinyNodes(1) }, source)).kind).toBe('holds');
    expect(await verdictOf([fires], { nodes: tinyNodes(1), faults: { timeout: 2 } }, source)).toMatchObject({
      kind: 'deadlock',
      schedule: { length: 2 },
    });
    expect(await verdictOf([fires], { nodes: tinyNodes(1), faults: { timeout: 0 } }, source)).toMatchObject({
      kind: 'deadlock',
      schedule: { length: 0 },
    });
  });

  test('is not a state in which a node can restart', async () => {
    const rests = noDeadlock('up', 'At rest everybody is up.', (o) =>
      fact(
        o.nodes.every((node) => node.up),
        'down',
      ),
    );
    const system: TinySystem = { nodes: tinyNodes(1, { mayCrash: true }), faults: { crash: 1 } };
    expect((await verdictOf([rests], system, protocolOf('init: () => 0,'))).kind).toBe('holds');
    expect(
      (await verdictOf([rests], { ...system, faults: { crash: 1, restart: 0 } }, protocolOf('init: () => 0,'))).kind,
    ).toBe('deadlock');
  });
});

describe('unreached and vacuous', () => {
  test('unreached is a goal that no state reaches', async () => {
    expect(await verdictOf([shows('z'), shows('a')])).toMatchObject({
      kind: 'unreached',
      property: 'shows z',
      properties: [{ result: 'unreached' }, { result: 'reached', length: 1 }],
    });
  });

  test('a goal at rest is reached at rest only', async () => {
    const atRest = (count: number) =>
      sometimes('at rest', '', (o) => o.nodes[0]!.outputs.length === count, 'quiescent');
    expect((await verdictOf([atRest(1)])).kind).toBe('unreached');
    expect(await verdictOf([atRest(3)])).toMatchObject({
      kind: 'holds',
      properties: [{ result: 'reached', length: 3 }],
    });
  });

  test('vacuous is a property that was about nothing in every state', async () => {
    expect(await verdictOf([idle])).toMatchObject({
      kind: 'vacuous',
      property: 'nothing',
      properties: [{ result: 'vacuous' }],
    });
    expect((await verdictOf([always('premise', '', () => implies(false, () => fact(false, '')))])).kind).toBe(
      'vacuous',
    );
    expect(
      (
        await verdictOf([
          always('parts', '', () =>
            allOf({ one: implies(false, () => fact(false, '')), two: forAll('x', [], () => fact(true, '')) }),
          ),
        ])
      ).kind,
    ).toBe('vacuous');
    expect(
      (await verdictOf([always('inner', '', () => forAll('x', [1], () => implies(false, () => fact(true, ''))))])).kind,
    ).toBe('vacuous');
  });

  test('a property that is about something in one state is not vacuous', async () => {
    const last = always('last', '', (o) => implies(o.nodes[0]!.outputs.includes('c'), () => fact(true, '')));
    expect((await verdictOf([last])).kind).toBe('holds');
  });

  test('a property at rest that is about something only before is vacuous', async () => {
    const before = always(
      'before',
      '',
      (o) => implies(o.nodes[0]!.outputs.length < 3, () => fact(true, '')),
      'quiescent',
    );
    expect((await verdictOf([before])).kind).toBe('vacuous');
  });

  test('unreached comes before vacuous, and violated before both', async () => {
    expect((await verdictOf([idle, shows('z')])).kind).toBe('unreached');
    expect((await verdictOf([idle, shows('z'), never('c')])).kind).toBe('violated');
  });
});

describe('exploring everything', () => {
  test('decides every property, each with its own shortest schedule, and keeps the first verdict', async () => {
    const properties = [never('c'), never('a'), shows('z'), shows('b'), idle, never('y')];
    const verdict = await verdictOf(properties, abc, echo, 'all');
    expect(verdict).toMatchObject({
      kind: 'violated',
      property: 'never a',
      schedule: { length: 1 },
      counts: { distinct: 4, generated: 3, depth: 3 },
    });
    expect(verdict.properties.map(({ result, length }) => [result, length])).toEqual([
      ['violated', 3],
      ['violated', 1],
      ['unreached', undefined],
      ['reached', 2],
      ['vacuous', undefined],
      ['holds', undefined],
    ]);
    expect(await verdictOf(properties)).toMatchObject({
      kind: 'violated',
      property: 'never a',
      schedule: { length: 1 },
    });
  });

  test('says the violation although a handler crashes further away, and the crash if it is nearer', async () => {
    const source = protocolOf(
      "init: () => 0,\nonInput(state, input, ctx) {\nctx.output(input);\nif (input === 'b') throw new Error('b');\n},",
    );
    expect((await verdictOf([never('a')], abc, source)).kind).toBe('violated');
    expect((await verdictOf([never('a')], abc, source, 'all')).kind).toBe('violated');
    expect((await verdictOf([never('c')], abc, source)).kind).toBe('crashed');
    expect((await verdictOf([never('c')], abc, source, 'all')).kind).toBe('crashed');
  });
});

describe('a property of the challenge that throws', () => {
  const throwing = (at: 'every' | 'quiescent', count: number) =>
    always(
      'broken',
      '',
      (o) => {
        if (o.nodes[0]!.outputs.length === count) throw new Error('mistake');
        return fact(true, '');
      },
      at,
    );

  test('is the challenge’s mistake', async () => {
    const verdict = await verdictOf([throwing('every', 2)]);
    expect(verdict).toMatchObject({ kind: 'invalid', problem: { code: 'property-threw' } });
    expect(verdict.problem?.sentence).toContain('"broken"');
    expect(verdict.problem?.sentence).toContain('mistake');
    expect((await verdictOf([throwing('quiescent', 3)])).problem?.code).toBe('property-threw');
    expect(
      (
        await verdictOf([
          sometimes('broken', '', () => {
            throw new Error('x');
          }),
        ])
      ).problem?.code,
    ).toBe('property-threw');
  });

  test('does not matter where it is not asked', async () => {
    expect((await verdictOf([throwing('quiescent', 2)])).kind).toBe('holds');
  });
});

describe('what a verdict leaves out', () => {
  test('is listed: the challenge’s own words first, then the faults that were not tried', async () => {
    const verdict = await verdictOf([never('z')], {
      ...abc,
      notChecked: ['Something else.'],
      faults: { drop: 1, timeout: 2 },
      network: 'fifo',
    });
    expect(verdict.notChecked).toEqual([
      'Something else.',
      'Crashes: no node crashes within these bounds.',
      'More than 1 lost message in one schedule.',
      'Duplication: no message arrives twice.',
      'Reordering: messages from one node to another arrive in the order sent.',
      'More than 2 timeouts in one schedule.',
      'Progress: that something good must happen eventually was not checked, only that it can.',
    ]);
  });

  test('includes what never happened', async () => {
    const source = protocolOf('init: () => 0,\nonInput() {},\nonMessage() {},\nonTimer() {},');
    const verdict = await verdictOf(
      [],
      { nodes: [{ id: 'n1', role: 'node', mayCrash: true, inputs: ['a'] }], faults: { drop: 1, crash: 1 } },
      source,
    );
    expect(verdict.neverFired).toEqual([
      'No drop ever happened, although the bounds allow it.',
      'No message was ever delivered.',
      'onMessage never ran.',
      'onTimer never ran.',
    ]);
  });

  test('does not say that something ran which was never allowed to', async () => {
    const source = protocolOf(
      "init: () => 0,\nonInput(state, input, ctx) {\nctx.setTimer(input);\n},\nonTimer(state, timer) {\nif (timer === 'b')\nreturn 1;\n},",
    );
    const report = await checkTiny(
      { nodes: [{ id: 'n1', role: 'node', inputs: ['a', 'b'] }], faults: { timeout: 0 } },
      source,
    );
    expect(report.verdict.neverFired).toContain('onTimer never ran.');
    expect(report.covered).toEqual([4, 6]);
    expect(report.executable).toEqual([4, 6, 9, 10]);
  });
});
