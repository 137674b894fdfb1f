/** Experiments from the source of a protocol to the verdict, with distributions that can be worked out by hand. */
import { describe, expect, test } from 'vitest';
import {
  differentViews,
  type Experiment,
  type ExperimentRun,
  everyCoalition,
  everyVector,
  fact,
  forAll,
  inEveryRun,
  type Property,
  privacyGroups,
  sameViews,
  sometimes,
} from '../../src/model';
import { checkTiny, protocolOf, tinyNodes } from '../models/tiny-challenge';

const nodes = tinyNodes(2);
const values = [0, 1, 2];
const given = (value: number): Experiment => ({ name: `n1 has ${value}`, inputs: { n1: [value] } });
const secrets = values.map(given);
const hidden = sameViews('hidden', 'n2 learns nothing.', () => privacyGroups(secrets, [['n2']], () => 'nothing'));

/** n1 sends its input plus what it draws, modulo the number of options. */
const pad = (draw: string, modulus = 3): string =>
  protocolOf(`init: () => null, onInput(state, input, ctx) { ctx.send('n2', (input + ${draw}) % ${modulus}); },`);

async function check(source: string, properties: readonly Property[], options: Parameters<typeof checkTiny>[2] = {}) {
  const report = await checkTiny({ nodes, properties }, source, options);
  return { report, verdict: report.verdict, results: report.verdict.properties };
}

describe('the same views', () => {
  test('are those of a one-time pad, in 9 runs', async () => {
    const { verdict, results } = await check(pad('ctx.random([0, 1, 2])'), [hidden]);
    expect(verdict.kind).toBe('holds');
    expect(verdict.counts.runs).toBe(9);
    expect(results[0]).toMatchObject({ result: 'holds', observations: 9 });
  });

  test('are not those of a pad whose coin is biased 7 to 5: distance 1/6, with both histograms', async () => {
    const bits = sameViews('hidden', '', () => privacyGroups([given(0), given(1)], [['n2']], () => 'nothing'));
    const { verdict, results, report } = await check(pad('ctx.random([0, 1], [7, 5])', 2), [bits]);
    expect(verdict.kind).toBe('violated');
    expect(results[0]?.comparison).toEqual({
      group: 'n2, who may know nothing',
      sides: [
        { name: 'n1 has 0', inputs: { n1: [0] } },
        { name: 'n1 has 1', inputs: { n1: [1] } },
      ],
      distance: '1/6',
      bars: [
        { view: '0 from n1', probabilities: ['7/12', '5/12'] },
        { view: '1 from n1', probabilities: ['5/12', '7/12'] },
      ],
      barsLeftOut: 0,
      shown: { side: 0, bar: 0 },
    });
    expect(verdict.schedule).toEqual([
      { kind: 'input', node: 'n1', input: 0, choices: [0] },
      { kind: 'deliver', node: 'n2', from: 'n1', message: 0 },
    ]);
    expect(report.trace?.steps.length).toBe(2);
    expect(report.trace?.steps[1]?.after[1]?.inbox).toEqual([]);
  });

  test('are not those of a pad with a key too few: 0 and 1 from {0, 1} overlap by half', async () => {
    const { results } = await check(pad('ctx.random([0, 1])'), [hidden]);
    expect(results[0]?.comparison).toMatchObject({
      distance: '1/2',
      sides: [{ name: 'n1 has 0' }, { name: 'n1 has 1' }],
    });
  });

  test('tell a probability that floating point cannot: 1 in 2^53 - 1', async () => {
    const source = pad(`ctx.random([0, 1, 2], [1, 0, ${Number.MAX_SAFE_INTEGER - 1}])`);
    const { results } = await check(source, [hidden]);
    // Keys 0 and 2 with weights 1 and W - 1: inputs 0 and 1 share the view 0, which has 1 and W - 1.
    expect(results[0]?.comparison?.distance).toBe('9007199254740990/9007199254740991');
  });

  test('of a message twice under one pad show the difference of the two', async () => {
    const source = protocolOf(
      "init: () => null, onInput(state, [a, b], ctx) { const key = ctx.random([0, 1, 2]); ctx.send('n2', (a + key) % 3); ctx.send('n2', (b + key) % 3); },",
    );
    const pairs = everyVector(['a', 'b'], values).map(
      ({ a = 0, b = 0 }): Experiment => ({ name: `${a} ${b}`, inputs: { n1: [[a, b]] } }),
    );
    const all = sameViews('all', '', () => privacyGroups(pairs, [['n2']], () => 'nothing'));
    const difference = sameViews('but the difference', '', () =>
      privacyGroups(pairs, [['n2']], ({ inputs }) => {
        const [pair] = inputs.n1 as readonly (readonly [number, number])[];
        return ((pair?.[0] ?? 0) - (pair?.[1] ?? 0) + 3) % 3;
      }),
    );
    const { results, verdict } = await check(source, [all, difference], { explore: 'all' });
    expect(results.map(({ result }) => result)).toEqual(['violated', 'holds']);
    expect(results[0]?.comparison?.distance).toBe('1');
    expect(verdict.counts.runs).toBe(27);
  });

  test('hold draws too: who drew the key knows what it hides', async () => {
    const keys = protocolOf(`init: () => null,
      onInput(state, input, ctx) { if (ctx.self === 'n2') { const key = ctx.random([0, 1, 2]); ctx.send('n1', key); } else return input; },
      onMessage(state, message, from, ctx) { if (ctx.self === 'n1') ctx.send('n2', (state + message) % 3); },`);
    const asked = values.map((value): Experiment => ({ name: `${value}`, inputs: { n1: [value], n2: ['key'] } }));
    const { results } = await check(keys, [sameViews('v', '', () => privacyGroups(asked, [['n2']], () => null))]);
    expect(results[0]?.comparison).toMatchObject({ distance: '1', barsLeftOut: 0 });
    expect(results[0]?.comparison?.bars[0]?.view).toBe('input key, draws 0; 0 from n1');
  });

  test('may be held against an ideal', async () => {
    const uniform = (weights: readonly (readonly [number, number])[]) =>
      sameViews('uniform', '', () => [
        {
          name: 'what n2 gets',
          view: { kind: 'chosen', of: ({ messages }: ExperimentRun) => messages[0]?.message ?? null },
          sides: [
            { kind: 'ideal', name: 'uniform', weights },
            { kind: 'experiment', experiment: given(1) },
          ],
        },
      ]);
    const even = await check(pad('ctx.random([0, 1, 2])'), [
      uniform([
        [0, 2],
        [1, 2],
        [2, 2],
      ]),
    ]);
    expect(even.verdict.kind).toBe('holds');
    const uneven = await check(pad('ctx.random([0, 1, 2])'), [
      uniform([
        [0, 1],
        [1, 1],
        [2, 2],
      ]),
    ]);
    expect(uneven.results[0]?.comparison).toMatchObject({
      distance: '1/6',
      sides: [{ name: 'uniform' }, { inputs: { n1: [1] } }],
    });
    expect(uneven.results[0]?.comparison?.shown.side).toBe(1);
  });

  test('are vacuous where nothing is compared', async () => {
    const alone = sameViews('alone', '', () => privacyGroups([given(0)], everyCoalition(['n1', 'n2']), () => null));
    expect((await check(pad('0'), [alone])).verdict).toMatchObject({ kind: 'vacuous', property: 'alone' });
  });
});

describe('different views', () => {
  const shown = (run: ExperimentRun) => run.messages.map(({ message }) => message);
  const told = differentViews('told', '', () => [
    {
      name: 'n2',
      view: { kind: 'chosen', of: shown },
      sides: secrets.map((experiment) => ({ kind: 'experiment', experiment })),
    },
  ]);

  test('are those of a message in clear, and not those of one modulo 2', async () => {
    expect((await check(pad('0'), [told])).verdict.kind).toBe('holds');
    const { results } = await check(pad('0', 2), [told]);
    expect(results[0]?.comparison).toMatchObject({
      distance: '0',
      sides: [{ name: 'n1 has 0' }, { name: 'n1 has 2' }],
      bars: [{ view: '[0]', probabilities: ['1', '1'] }],
    });
  });

  test('fail for an overlap that hardly ever happens', async () => {
    const { results } = await check(pad('ctx.random([0, 1], [1000, 1])', 4), [told]);
    expect(results[0]?.comparison).toMatchObject({ distance: '1000/1001', bars: [{ view: '[1]' }, {}, {}] });
  });
});

describe('a claim about every run', () => {
  const sums = inEveryRun(
    'arrives',
    'n2 shows what n1 was given.',
    () => secrets,
    ({ experiment, outputs }) =>
      forAll('shown', outputs.n2 ?? [], (shown) => fact(shown === experiment.inputs.n1?.[0], `n2 shows ${shown}`)),
  );
  const shows = (draw: string): string =>
    protocolOf(
      `init: () => null, onInput(state, input, ctx) { ctx.send('n2', input + ${draw}); }, onMessage(state, message, from, ctx) { ctx.output(message); },`,
    );

  test('holds where every run does, and names the run where one does not', async () => {
    expect((await check(shows('0'), [sums])).verdict.kind).toBe('holds');
    const { verdict, results, report } = await check(shows('ctx.random([0, 1], [99, 1])'), [sums]);
    expect(verdict).toMatchObject({ kind: 'violated', property: 'arrives' });
    expect(results[0]).toMatchObject({
      experiment: { name: 'n1 has 0' },
      length: 2,
      reasons: [
        { kind: 'part', name: 'n1 has 0' },
        { kind: 'binding', name: 'shown', value: 1 },
        { kind: 'fact', text: 'n2 shows 1' },
      ],
    });
    expect(report.trace?.steps[1]?.outputs).toEqual([1]);
  });

  test('is vacuous where no run is about it', async () => {
    expect((await check(pad('0'), [sums])).verdict.kind).toBe('vacuous');
  });

  test('sees messages arrive by receiver, then by sender, in the order sent', async () => {
    const source =
      protocolOf(`init: () => null, onInput(state, input, ctx) { for (const to of ['n3', 'n2', 'n3']) ctx.send(to, to + ctx.random([1])); },
      onMessage(state, message, from, ctx) { if (ctx.self === 'n1') ctx.output(from); else ctx.send('n1', message); },`);
    const inOrder = inEveryRun(
      'order',
      '',
      () => [given(0)],
      ({ outputs, messages }) =>
        fact(
          outputs.n1?.join() === 'n2,n3,n3' && messages.map(({ to }) => to).join() === 'n3,n2,n3,n1,n1,n1',
          JSON.stringify([outputs, messages]),
        ),
    );
    const { verdict } = await checkTiny({ nodes: tinyNodes(3), properties: [inOrder] }, source);
    expect(verdict.kind).toBe('holds');
  });

  test('sees messages of init, timers that fire when nothing is under way, and what cancels them', async () => {
    const source =
      protocolOf(`init(ctx) { if (ctx.self === 'n1') { ctx.send('n2', 'first'); ctx.setTimer('late'); ctx.setTimer('never'); } return null; },
      onTimer(state, timer, ctx) { ctx.output(timer); ctx.cancelTimer('never'); },
      onMessage(state, message, from, ctx) { ctx.output(message); if (message === 'first') ctx.send('n1', 'second'); },`);
    const order = inEveryRun(
      'order',
      '',
      () => [{ name: 'nothing', inputs: {} }],
      ({ outputs, messages }) =>
        fact(
          JSON.stringify([outputs, messages.map(({ message }) => message)]) ===
            '[{"n1":["second","late"],"n2":["first"]},["first","second"]]',
          JSON.stringify([outputs, messages]),
        ),
    );
    const { verdict, results } = await check(source, [order]);
    expect(results[0]?.reasons).toBe(undefined);
    expect(verdict).toMatchObject({ kind: 'holds', counts: { runs: 1 } });
  });
});

describe('what ends experiments without an answer', () => {
  test('a handler that throws in one of them: the run is shown', async () => {
    const source = protocolOf(
      "init: () => null, onInput(state, input, ctx) { if (ctx.random([0, 1]) + input > 2) throw new Error('three'); },",
    );
    const { verdict, report } = await check(source, [hidden]);
    expect(verdict).toMatchObject({
      kind: 'crashed',
      problem: { code: 'handler-threw' },
      properties: [{ result: 'inconclusive' }],
    });
    expect(verdict.schedule).toEqual([{ kind: 'input', node: 'n1', input: 2 }]);
    expect(report.trace?.steps[0]?.problem?.code).toBe('handler-threw');
  });

  test('ctx.choose, which has no probability', async () => {
    const { verdict } = await check(pad('ctx.choose([0, 1])'), [hidden]);
    expect(verdict).toMatchObject({ kind: 'invalid', problem: { code: 'handler-choice-invalid', place: { line: 4 } } });
    expect((await check(pad('ctx.choose([0])'), [hidden])).verdict.kind).toBe('violated');
  });

  test('a run without end', async () => {
    const source = protocolOf(
      "init: () => null, onInput(state, input, ctx) { ctx.send('n1', 0); }, onMessage(state, message, from, ctx) { ctx.send('n1', 0); },",
    );
    const { verdict } = await check(source, [hidden]);
    expect(verdict).toMatchObject({ kind: 'inconclusive', limit: { kind: 'depth', value: 10_000 } });
  });

  test('a limit of runs, and one of time', async () => {
    const limits = { states: 5 };
    const { verdict } = await check(pad('ctx.random([0, 1, 2])'), [hidden], { limits });
    expect(verdict).toMatchObject({
      kind: 'inconclusive',
      exhausted: true,
      limit: { kind: 'states', value: 5 },
      counts: { runs: 6 },
    });
    expect(verdict.properties[0]?.result).toBe('inconclusive');
  });

  test('a view that the author cannot read, or that names a node that is not there', async () => {
    const broken = sameViews('broken', '', () => [
      {
        name: 'all',
        view: { kind: 'chosen', of: ({ outputs }: ExperimentRun) => (outputs.n3 as readonly number[])[0] ?? 0 },
        sides: [{ kind: 'experiment', experiment: given(0) }],
      },
    ]);
    expect((await check(pad('0'), [broken])).verdict).toMatchObject({
      kind: 'invalid',
      problem: { code: 'property-threw' },
    });
    const lost = sameViews('lost', '', () => privacyGroups(secrets, [['n3']], () => null));
    expect((await check(pad('0'), [lost])).verdict.problem?.sentence).toContain(
      'names "n3", which is no node; the nodes are n1, n2',
    );
  });

  test('a handler that answers differently when it is asked again', async () => {
    const source = protocolOf(
      "init: () => null, onInput(state, input, ctx) { ctx.send('n2', (input + ++count) % 3); },",
      'let count = 0;',
    );
    expect((await check(source, [hidden])).verdict.kind).toBe('nondeterministic');
  });
});

test('the search of the system comes first, and experiments follow where it finds nothing', async () => {
  const silent = sometimes('silence', '', () => true);
  const never = sometimes('never', '', () => false);
  const leak = pad('0');
  const { verdict, results } = await check(leak, [silent, never, hidden]);
  expect(verdict).toMatchObject({ kind: 'violated', property: 'hidden' });
  expect(results.map(({ result }) => result)).toEqual(['reached', 'unreached', 'violated']);
});

test('every coalition is every choice but none and all, the smallest first', () => {
  expect(everyCoalition(['a', 'b', 'c'])).toEqual([['a'], ['b'], ['c'], ['a', 'b'], ['a', 'c'], ['b', 'c']]);
});
