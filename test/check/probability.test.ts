/** Probabilities and expectations of protocols, from their source to the verdict. */
import { describe, expect, test } from 'vitest';
import { reportText } from '../../src/cli';
import {
  always,
  type Demand,
  expectation,
  fact,
  type Measure,
  measureWords,
  type Observation,
  type Property,
  probability,
  type Scheduler,
  sometimes,
} from '../../src/model';
import { checkTiny, protocolOf, type TinySystem, tinyChallenge, tinyNodes } from '../models/tiny-challenge';

const schedulers: readonly Scheduler[] = ['minimum', 'maximum', 'uniform'];
const shows =
  (output: unknown) =>
  (o: Observation): boolean =>
    o.nodes.some((node) => node.outputs.some((shown) => shown === output));

const tosses = protocolOf("init: () => 0, onInput(state, input, ctx) { ctx.output(ctx.random(['heads', 'tails'])); },");
const asked: TinySystem = { nodes: tinyNodes(1, { inputs: ['go'] }) };

async function resultsOf(system: TinySystem, source: string, properties: readonly Property[]) {
  const { verdict } = await checkTiny({ ...system, properties }, source);
  return { verdict, results: verdict.properties, measures: verdict.properties.map(({ measure }) => measure) };
}

/** The ends of a probability under each scheduler. */
async function endsOf(system: TinySystem, source: string, of: (o: Observation) => boolean, withinSteps?: number) {
  const within = withinSteps === undefined ? {} : { withinSteps };
  const properties = schedulers.map((scheduler) => probability(scheduler, '', { of, scheduler, ...within }));
  const { measures } = await resultsOf(system, source, properties);
  return measures.map((measure) => {
    const value = measure?.value;
    if (value?.kind !== 'interval') throw new Error('no interval');
    return value.lower === value.upper ? value.lower : value;
  });
}

describe('a probability', () => {
  test('of a draw is its weight, whoever schedules', async () => {
    expect(await endsOf(asked, tosses, shows('heads'))).toEqual([0.5, 0.5, 0.5]);
    const biased = protocolOf(
      "init: () => 0, onInput(state, input, ctx) { ctx.output(ctx.random(['a', 'b', 'c'], [3, 0, 5])); },",
    );
    expect(await endsOf(asked, biased, shows('a'))).toEqual([0.375, 0.375, 0.375]);
    expect(await endsOf(asked, biased, shows('b'))).toEqual([0, 0, 0]);
  });

  test('of a choice is what the scheduler makes it', async () => {
    const chooses = protocolOf(
      "init: () => 0, onInput(state, input, ctx) { ctx.output(ctx.choose(['a', 'b', 'b', 'c'])); },",
    );
    expect(await endsOf(asked, chooses, shows('b'))).toEqual([0, 1, 0.5]);
  });

  test('of a handler that chooses, draws, and chooses again is that of the tree', async () => {
    // Choosing 'try' tosses a coin; after tails another coin may be tossed. Best: 1/2 + 1/4. Uniform: (3/4·1/2 + 1/2·1/2)/2.
    const source = protocolOf(`init: () => 0, onInput(state, input, ctx) {
      if (ctx.choose(['try', 'leave']) === 'leave') return;
      if (ctx.random([true, false]) || (ctx.choose([true, false]) && ctx.random([true, false]))) ctx.output('won');
    },`);
    expect(await endsOf(asked, source, shows('won'))).toEqual([0, 0.75, 0.3125]);
  });

  test('of a race is that of the order in which things happen', async () => {
    // n2 hears n1 and n3 and shows what it hears first; each order is as likely, and a scheduler decides.
    const source = protocolOf(
      "init: () => 0, onInput(state, input, ctx) { ctx.send('n2', ctx.self); }, onMessage(state, message, from, ctx) { if (state === 0) ctx.output(message); return 1; },",
    );
    const nodes = tinyNodes(3).map((node) => (node.id === 'n2' ? node : { ...node, inputs: ['go'] }));
    expect(await endsOf({ nodes }, source, shows('n1'))).toEqual([0, 1, 0.5]);
  });

  test('counts faults under the uniform scheduler only while something else can happen', async () => {
    const source = protocolOf(
      "init: () => 0, onInput(state, input, ctx) { ctx.send(ctx.self, 'x'); }, onMessage(state, message, from, ctx) { ctx.output(message); },",
    );
    // The message arrives or is lost; afterwards nothing happens.
    expect(await endsOf({ ...asked, faults: { drop: 1 } }, source, shows('x'))).toEqual([0, 1, 0.5]);
    const down = (o: Observation): boolean => o.nodes.some((node) => !node.up);
    const mortal = { nodes: tinyNodes(1, { mayCrash: true }), faults: { crash: 1 } };
    expect(await endsOf(mortal, source, down)).toEqual([0, 1, 0]);
  });

  test('within a number of steps counts events, not what happens inside them', async () => {
    const geometric = protocolOf(
      "init(ctx) { ctx.setTimer('t'); return 0; }, onTimer(state, timer, ctx) { if (ctx.random([true, false]) && ctx.random([true, true])) ctx.output('done'); else ctx.setTimer(timer); },",
    );
    const system = { nodes: tinyNodes(1) };
    for (const [steps, value] of [
      [0, 0],
      [1, 1 / 2],
      [3, 7 / 8],
      [20, 1 - 2 ** -20],
    ] as const)
      expect(await endsOf(system, geometric, shows('done'), steps)).toEqual([value, value, value]);
    expect(await endsOf(system, geometric, shows('done'))).toEqual([1, 1, 1]);
  });

  test('at rest is of ending there', async () => {
    const { measures } = await resultsOf({ nodes: tinyNodes(1, { inputs: ['a', 'b'] }) }, tosses, [
      probability('somewhere', '', { of: (o) => o.nodes[0]?.outputs.length === 1, scheduler: 'minimum' }),
      probability('at the end', '', {
        of: (o) => o.nodes[0]?.outputs.length === 1,
        scheduler: 'maximum',
        at: 'quiescent',
      }),
    ]);
    expect(measures.map((measure) => measure?.value)).toEqual([
      { kind: 'interval', lower: 1, upper: 1 },
      { kind: 'interval', lower: 0, upper: 0 },
    ]);
  });
});

describe('an expectation', () => {
  const repeats = protocolOf(
    "init(ctx) { ctx.setTimer('t'); return 0; }, onTimer(state, timer, ctx) { if (ctx.random([true, false])) ctx.output('done'); else ctx.setTimer(timer); },",
  );

  test('of steps and of an author’s reward is enclosed', async () => {
    const of = shows('done');
    const { measures } = await resultsOf({ nodes: tinyNodes(1) }, repeats, [
      expectation('steps', '', { of, scheduler: 'maximum' }),
      expectation('pay', '', {
        of,
        scheduler: 'minimum',
        unit: 'coins',
        reward: (action) => (action.kind === 'timeout' ? 2.5 : 100),
      }),
    ]);
    for (const [index, value] of [2, 5].entries()) {
      const found = measures[index]?.value as { lower: number; upper: number };
      expect(found.lower).toBeLessThanOrEqual(value);
      expect(found.upper).toBeGreaterThanOrEqual(value);
      expect(found.upper - found.lower).toBeLessThanOrEqual(5e-9);
    }
  });

  test('is infinite if the target may never be reached', async () => {
    const { results } = await resultsOf(asked, tosses, [
      expectation('heads', '', { of: shows('heads'), scheduler: 'uniform', atMost: 1000 }),
    ]);
    expect(results).toMatchObject([{ result: 'violated', measure: { value: { kind: 'infinite' } } }]);
  });

  test('with a reward that is no number is a mistake of the challenge, with the reward named', async () => {
    for (const [reward, said] of [
      [() => -1, /The reward of "pay" is -1\. A reward must be a number from 0 to 1000000000/],
      [() => Number.NaN, /The reward of "pay" is NaN\./],
      [
        () => {
          throw new Error('no outputs');
        },
        /The reward of "pay" could not be computed: Error: no outputs\./,
      ],
    ] as const) {
      const property = expectation('pay', '', { of: shows('heads'), scheduler: 'minimum', reward });
      const { verdict } = await resultsOf(asked, tosses, [property]);
      expect(verdict).toMatchObject({ kind: 'invalid', problem: { code: 'property-threw' } });
      expect(verdict.problem?.sentence).toMatch(said);
    }
  });
});

describe('a demand', () => {
  const of = shows('heads');
  const fair = (demand: Demand) =>
    probability('fair', 'Heads comes half the time.', { of, scheduler: 'uniform', ...demand });

  test('that is met holds, also exactly; one that is not is violated, without a schedule', async () => {
    const { verdict: holds } = await resultsOf(asked, tosses, [fair({ atLeast: 0.5, atMost: 0.5 })]);
    expect(holds).toMatchObject({ kind: 'holds', properties: [{ result: 'holds' }] });
    const { verdict } = await resultsOf(asked, tosses, [fair({ atLeast: 0.501 })]);
    expect(verdict).toMatchObject({ kind: 'violated', property: 'fair', properties: [{ result: 'violated' }] });
    expect(verdict.schedule).toBe(undefined);
    const report = await checkTiny({ ...asked, properties: [fair({ atMost: 0.25 })] }, tosses);
    expect(report.trace).toBe(undefined);
    expect(reportText(report, tinyChallenge(asked))).toContain(
      'violated     fair: probability, under the uniform scheduler: 0.5 exactly; at most 0.25 is demanded',
    );
  });

  test('exactly at the value is decided, though the value is no number', async () => {
    const thirds = protocolOf(
      "init: () => 0, onInput(state, input, ctx) { ctx.output(ctx.random(['heads', 'b', 'c'])); },",
    );
    const kindAt = async (demand: Demand) => (await resultsOf(asked, thirds, [fair(demand)])).verdict.kind;
    expect(await kindAt({ atLeast: 1 / 3, atMost: 1 / 3 })).toBe('holds');
    expect(await kindAt({ atLeast: 0.333333333333333 })).toBe('holds');
    expect(await kindAt({ atLeast: 0.33333333333333337 })).toBe('violated');
    expect(await kindAt({ atMost: 0.3333333333333333 - 2 ** -54 })).toBe('violated');
    const report = await checkTiny({ ...asked, properties: [fair({})] }, thirds);
    expect(reportText(report, tinyChallenge(asked))).toContain(
      'fair: probability, under the uniform scheduler: 1/3 exactly, about 0.333333333',
    );
  });

  test('that is missing leaves a number to look at', async () => {
    const { verdict } = await resultsOf(asked, tosses, [fair({})]);
    expect(verdict).toMatchObject({ kind: 'holds', properties: [{ result: 'measured' }] });
  });

  test('that no value can meet is refused', () => {
    expect(() => fair({ atLeast: 1.5 })).toThrow('atLeast of "fair" must be a number from 0 to 1');
    expect(() => fair({ atMost: Number.NaN })).toThrow('atMost of "fair"');
    expect(() => probability('p', '', { of, scheduler: 'uniform', withinSteps: 2.5 })).toThrow('withinSteps of "p"');
    expect(() => expectation('e', '', { of, scheduler: 'uniform', atMost: -1 })).toThrow('atMost of "e"');
  });
});

describe('nothing is said of a number', () => {
  const of = shows('heads');
  const half = probability('half', '', { of, scheduler: 'uniform', atLeast: 0.5 });

  test('where the search ended early', async () => {
    const report = await checkTiny({ ...asked, properties: [half] }, tosses, { limits: { states: 2 } });
    expect(report.verdict).toMatchObject({
      kind: 'inconclusive',
      limit: { kind: 'states' },
      properties: [{ result: 'inconclusive' }],
    });
    expect(report.verdict.properties[0]?.measure).toBe(undefined);
  });

  test('where another property is violated, which ends the search', async () => {
    const silent = always('silent', '', (o) => fact(o.nodes[0]?.outputs.length === 0, 'shown'));
    const { verdict } = await resultsOf(asked, tosses, [half, silent]);
    expect(verdict).toMatchObject({
      kind: 'violated',
      property: 'silent',
      properties: [{ result: 'inconclusive' }, {}],
    });
  });

  test('but with everything explored a schedule is shown before a number', async () => {
    const silent = always('silent', '', (o) => fact(o.nodes[0]?.outputs.length === 0, 'shown'));
    const most = probability('most', '', { of, scheduler: 'uniform', atLeast: 0.75 });
    const report = await checkTiny({ ...asked, properties: [most, silent, sometimes('heads', '', of)] }, tosses, {
      explore: 'all',
    });
    expect(report.verdict).toMatchObject({ kind: 'violated', property: 'silent', schedule: { length: 1 } });
    expect(report.verdict.properties.map(({ result }) => result)).toEqual(['violated', 'violated', 'reached']);
  });

  test('where the check is cancelled while it is computed', async () => {
    let asks = 0;
    // Long enough to be asked: a walk between two walls, some 10^5 sweeps.
    const walk = protocolOf(
      "init(ctx) { ctx.setTimer('t'); return 300; }, onTimer(state, timer, ctx) { const next = state + ctx.random([-1, 1]); if (next === 0 || next === 600) ctx.output(next); else ctx.setTimer(timer); return next; },",
    );
    const ruin = probability('ruin', '', { of: shows(0), scheduler: 'uniform' });
    const report = await checkTiny({ nodes: tinyNodes(1), properties: [ruin] }, walk, {
      isCancelled: () => asks++ > 20,
    });
    expect(report.verdict).toMatchObject({ kind: 'inconclusive', limit: { kind: 'cancelled' } });
  });
});

describe('words for a measure', () => {
  const measure: Measure = { quantity: 'probability', scheduler: 'minimum', value: { kind: 'infinite' } };
  test.each([
    [{ kind: 'interval', lower: 0.5, upper: 0.5 }, '0.5 exactly'],
    [{ kind: 'interval', lower: 0.3333333332, upper: 0.3333333335 }, '0.3333333334 ± 2e-10'],
    [{ kind: 'interval', lower: 0.05, upper: 0.95 }, '0.5 ± 5e-1'],
    [{ kind: 'interval', lower: 1 - 2 ** -53, upper: 1 }, '1.000000000000000 ± 2e-16'],
    [{ kind: 'interval', lower: 1234.5, upper: 1240.5 }, '1238 ± 4e0'],
    [{ kind: 'infinite' }, 'infinite'],
    [{ kind: 'at-least', lower: 7 }, 'at least 7'],
  ] as const)('%j is %s', (value, words) => {
    expect(measureWords({ ...measure, value })).toBe(`smallest probability, over all schedulers: ${words}`);
  });

  test('name what is counted, the scheduler and the demand', () => {
    const value = { kind: 'interval', lower: 2, upper: 2 } as const;
    expect(measureWords({ ...measure, quantity: 'expectation', scheduler: 'uniform', value, atMost: 3 })).toBe(
      'expected steps, under the uniform scheduler: 2 exactly; at most 3 is demanded',
    );
    expect(measureWords({ ...measure, scheduler: 'maximum', withinSteps: 1, value, atLeast: 0, atMost: 1 })).toBe(
      'largest probability within 1 step, over all schedulers: 2 exactly; between 0 and 1 is demanded',
    );
  });
});
