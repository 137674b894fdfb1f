/** Expressions about states: what they see, what they may do, and what is said of those that cannot be used. */
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { challenges } from '../../challenges';
import { createPrng } from '../../src/base';
import { type Action, type Data, type PlayMoment, type Problem, writesAgainstVariants } from '../../src/model';
import type { Play } from '../../src/play';
import { protocolOf, tinyChallenge, tinyNodes } from '../models/tiny-challenge';
import { catalogueRequest, played, requestOf } from './node-play';

const quiet = () => undefined;

/** The rows of the table of examples: challenge, what it says, expression. */
const examples = [
  ...readFileSync(new URL('../../docs/play.md', import.meta.url), 'utf8').matchAll(
    /^\| `([a-z-]+)` \| ([^|]+) \| `(.+)` \|$/gm,
  ),
].map(([, slug = '', what = '', source = '']) => ({ slug, what, source: source.replaceAll('\\|', '|') }));

/** Steps to the nearest such state, in the order of the table. */
const lengths = [6, 'none', 2, 1, 4, 7, 1, 10, 8, 6];

test('there are ten examples in the documentation', () => expect(examples).toHaveLength(lengths.length));

test.each(examples)('$slug: $what, as documented', async ({ slug, source }) => {
  const bounds = challenges.find((challenge) => challenge.slug === slug)?.tiers.quick ?? {};
  const { play } = await played(catalogueRequest(`${slug}/reference.ts`, { bounds }));
  const answer = await play.search([], { kind: 'formula', source }, 'here', quiet);
  // What a right protocol rules out is never come to; everything else is, and is true there.
  if (answer.kind !== 'found') expect(answer).toMatchObject({ kind: 'none' });
  else expect(await play.ask(answer.schedule, source)).toEqual({ kind: 'ok', value: true });
  const index = examples.findIndex((one) => one.source === source);
  expect(answer.kind === 'found' ? answer.forward : answer.kind).toBe(lengths[index]);
  await play.dispose();
});

test('what an expression sees is what the replayed state says, on random walks of every protocol', async () => {
  for (const challenge of challenges) {
    if (writesAgainstVariants(challenge)) continue;
    const { slug } = challenge;
    const { play, first } = await played(catalogueRequest(`${slug}/reference.ts`));
    const prng = createPrng(3);
    let moment: PlayMoment = first;
    for (let step = 0; step < 20 && moment.choices.length > 0; step++) {
      moment = await play.at([...moment.schedule, moment.choices[prng.below(moment.choices.length)]?.action as Action]);
      const after = moment.trace.steps.at(-1)?.after ?? [];
      const seen = await play.ask(
        moment.schedule,
        'nodes.map(({ id, role, up, state, timers, inputs, outputs }) => ({ id, role, up, state, inputs, outputs, timers: timers.map((t) => JSON.stringify(t)).sort() }))',
      );
      expect(seen).toEqual({
        kind: 'ok',
        value: after.map(({ id, role, up, state, timers, inputs, outputs }) => ({
          ...{ id, role, up, state, inputs, outputs },
          timers: timers.map((timer) => JSON.stringify(timer)).sort(),
        })),
      });
      const inboxes = await play.ask(
        moment.schedule,
        'nodes.map((n) => n.inbox.map((m) => JSON.stringify([m.from, m.message])).sort())',
      );
      expect(inboxes).toEqual({
        kind: 'ok',
        value: after.map(({ inbox }) =>
          inbox.map(({ from, message }) => JSON.stringify([from.replace("'", ''), message])).sort(),
        ),
      });
      expect(await play.ask(moment.schedule, 'messages.length')).toEqual({
        kind: 'ok',
        value: after.reduce((sum, { inbox }) => sum + inbox.length, 0),
      });
    }
    await play.dispose();
  }
});

describe('an expression', () => {
  const challenge = tinyChallenge({
    nodes: [...tinyNodes(2, { mayCrash: true }), { id: 'is odd', role: 'other' }, { id: 'class', role: 'other' }],
    faults: { crash: 1 },
    network: { order: 'unordered', cuts: 'one node alone' },
  });
  const source = protocolOf(
    "init: (ctx) => { ctx.setTimer('tick'); return { n: 0, list: [{ deep: 1 }], __proto__x: 1 }; }, onTimer: (state, timer, ctx) => { state.n += 1; if (state.n < 3) ctx.setTimer('tick'); else ctx.output({ done: true }); }",
  );
  let play: Play;
  beforeAll(async () => {
    ({ play } = await played(requestOf(challenge, source, { bounds: {} }), challenge));
  });
  afterAll(() => play.dispose());

  const asked = async (expression: string): Promise<Data | Problem> => {
    const answer = await play.ask([], expression);
    return answer.kind === 'ok' ? answer.value : answer.error;
  };
  const problemOf = async (expression: string): Promise<Problem> => {
    const answer = await play.search([], { kind: 'formula', source: expression }, 'here', quiet);
    if (answer.kind !== 'refused') throw new Error(JSON.stringify(answer));
    return answer.problem;
  };

  test.each<[string, Data]>([
    ['nodes.length', 4],
    ['n1.id', 'n1'],
    ["node('is odd').role", 'other'],
    ["role('other').map((n) => n.id)", ['is odd', 'class']],
    ['count(nodes, (n) => n.up)', 4],
    ['cut', null],
    ['outputs', []],
    ['({ n: n1.state.n, all: Object.keys(n1.state) })', { n: 0, all: ['__proto__x', 'list', 'n'] }],
    ['(n1.state as { n: number }).n satisfies number', 0],
    ['n1.state // with a comment', { __proto__x: 1, list: [{ deep: 1 }], n: 0 }],
    ['n1.state.list === n2.state.list', true],
    ['try_ => 1', { code: 'formula-invalid' }],
  ])('%s', async (expression, value) => {
    const answer = await asked(expression);
    if (typeof value === 'object' && value !== null && 'code' in value) expect(answer).toMatchObject(value);
    else expect(answer).toEqual(value);
  });

  const refusals: readonly [string, Problem['code'], string, [number, number]][] = [
    ['n1.state.n >', 'syntax-error', 'xpression expected', [1, 13]],
    ['true); (false', 'syntax-error', 'more than one expression', [1, 1]],
    ['true)][0]; [(false', 'syntax-error', 'expected', [1, 6]],
    ['n1.state.missing.deeper', 'formula-invalid', '?.', [1, 18]],
    ['n1.up &&\n  n1.state.missing.deeper', 'formula-invalid', 'line 2', [2, 3]],
    ['leader.up', 'formula-invalid', 'There are nodes, node, role', [1, 1]],
    ['nodes', 'formula-invalid', 'neither true nor false', [1, 1]],
    ['nodes.find((n) => !n.up)', 'formula-invalid', 'neither true nor false', [1, 1]],
    ["node('n9').up", 'formula-invalid', 'There is no node "n9"; there are n1, n2', [1, 1]],
    ["role('leder').length > 0", 'formula-invalid', 'No node has the role', [1, 1]],
    ['', 'source-empty', 'nothing to evaluate', [1, 1]],
    [`${'1 + '.repeat(3000)}1 > 0`, 'source-too-long', 'at most 10000', [1, 1]],
    ['(() => { for (;;); })()', 'steps-exceeded', 'loop', [1, 1]],
    ['(() => { const all = []; for (;;) all.push(new Array(1000).fill(0)); })()', 'memory-exceeded', '64 MB', [1, 1]],
    ['(function f() { return f(); })()', 'stack-exceeded', 'recursion', [1, 1]],
    ['n1.state.n = 5', 'formula-invalid', 'threw TypeError', [1, 1]],
    ['n1.state.list.push(1) > 0', 'formula-invalid', 'threw TypeError', [1, 1]],
    ['(Object.prototype.polluted = 1) > 0', 'formula-invalid', 'threw TypeError', [1, 1]],
    ['(Array.prototype.some = () => true)()', 'formula-invalid', 'threw TypeError', [1, 1]],
    ["(globalThis['x'] = 1) > 0", 'formula-invalid', 'threw TypeError', [1, 1]],
    ["fetch('https://example.org') && true", 'formula-invalid', 'fetch', [1, 1]],
    ['Math.random() < 2', 'sandbox-forbidden', 'Math.random', [1, 1]],
    ['Date.now() > 0', 'formula-invalid', 'Date', [1, 1]],
    ["Function('return true')()", 'sandbox-forbidden', 'Code made from text', [1, 1]],
    ["eval('true')", 'sandbox-forbidden', 'Code made from text', [1, 1]],
    ["import('interleave') && true", 'sandbox-forbidden', 'promise', [1, 1]],
    [
      'Promise.resolve(1) instanceof Promise && Promise.resolve().then(() => 1) !== null',
      'sandbox-forbidden',
      '',
      [1, 1],
    ],
  ];
  test.each(refusals.map((row) => [row[0].slice(0, 60), ...row] as const))(
    '%s is refused',
    async (_name, expression, code, words, [line, column]) => {
      const problem = await problemOf(expression);
      expect(problem.sentence).toContain(words);
      expect([problem.code, problem.place?.line, problem.place?.file]).toEqual([code, line, 'formula']);
      if (line === 2 || code === 'syntax-error') expect(problem.place?.column).toBe(column);
      // What was refused has left nothing behind.
      expect(await asked('[].some(() => false) || n1.state.n')).toBe(0);
    },
  );

  test('what it catches of its own is not what was missing', async () => {
    const careful =
      '(() => { try { return n1.state.list[0].deep === 1 && n2.state.n === 0; } catch { return false; } })()';
    const answer = await play.search([], { kind: 'formula', source: careful }, 'here', quiet);
    expect(answer).toMatchObject({ kind: 'found', forward: 0 });
  });

  test('it is looked for in all that can follow', async () => {
    const both = await play.search(
      [],
      { kind: 'formula', source: 'n1.outputs.length + n2.outputs.length === 2' },
      'here',
      quiet,
    );
    expect(both).toMatchObject({ kind: 'found', forward: 6 });
    const none = await play.search([], { kind: 'formula', source: 'outputs.length > 5' }, 'here', quiet);
    expect(none).toMatchObject({ kind: 'none' });
    const down = await play.search([], { kind: 'formula', source: '!n1.up && n2.state.n === 1' }, 'here', quiet);
    expect(down).toMatchObject({ kind: 'found', forward: 2 });
  });
});
