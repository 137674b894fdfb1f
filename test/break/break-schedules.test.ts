/** Schedules that candidates write: which mutants they break, what is said of those that survive, and of what is no schedule. */
import { describe, expect, test } from 'vitest';
import { type Breaking, replayVariant } from '../../src/check';
import { checkSource } from '../../src/cli';
import { compileSource } from '../../src/host/compile';
import { libraryText } from '../../src/host/libraries/libraries-node';
import { loadSandboxWasm } from '../../src/host/wasm-node';
import {
  always,
  breakScore,
  type Challenge,
  type CheckReport,
  defaultLimits,
  eventually,
  fact,
  type Verdict,
} from '../../src/model';
import { protocolOf, tinyChallenge } from '../models/tiny-challenge';

/**
 * Two clients ask a server for the one ticket, which shows to whom it gives it. It may crash once; what it has given is
 * `durable`, or lost.
 */
const server = (durable: string, onMessage: string): string =>
  protocolOf(`
  durable: [${durable}],
  init: () => ({ given: null }),
  onInput(state, input, ctx) { ctx.send('server', { kind: 'ask', hurry: input }); return state; },
  onMessage(state, message, from, ctx) { ${onMessage} },`);
const careful = `if (state.given === null) { state.given = from; ctx.output({ to: from }); } return state;`;

const sources: Readonly<Record<string, string>> = {
  'correct/remembers': server("'given'", careful),
  'mutants/forgets': server('', careful),
  'mutants/gives-to-all': server("'given'", 'ctx.output({ to: from }); return state;'),
};

function breakingOf(files: Readonly<Record<string, string>>): Breaking {
  return {
    libraryText,
    variants: async () =>
      Object.entries(files).map(([path, source]) => ({
        name: path.replace(/^.*\//, ''),
        isCorrect: path.startsWith('correct/'),
        program: compileSource(source, `${path}.ts`),
      })),
  };
}

const tiny = tinyChallenge({
  nodes: [
    { id: 'a', role: 'client', inputs: [true] },
    { id: 'b', role: 'client', inputs: [false] },
    { id: 'server', role: 'server', mayCrash: true },
  ],
  faults: { crash: 1 },
  properties: [
    always('one ticket', 'The ticket is given once.', (o) => {
      const given = o.nodes.flatMap(({ outputs }) => outputs).length;
      return fact(given < 2, `given ${given} times`);
    }),
  ],
});
const challenge: Challenge = { ...tiny, writes: 'schedules' };

async function run(schedules: string, outside = '', files = sources, of = challenge): Promise<CheckReport> {
  const source = `import { all, anything, fits, maybe, pick, schedule, scheduler, times } from 'interleave/schedules';\n${outside}\nexport default [${schedules}];\n`;
  return checkSource({ challenge: of, source, file: 'protocol.ts', bounds: {}, breaking: breakingOf(files) });
}

const rowsOf = ({ properties }: Verdict) => properties.map(({ name, result, length }) => [name, result, length]);
const both = `schedule('both ask', 'The second one asks, too.', [{ kind: 'input' }, { kind: 'deliver' }, { kind: 'input' }, { kind: 'deliver' }])`;
const crash = `scheduler('forgetful', 'The server crashes between two answers.', (view) => {
  if (view.nodes[2].outputs.length === 1 && times(view, { kind: 'crash' }) === 0) return pick(view, { kind: 'crash' });
  return pick(view, { kind: 'restart' }, { kind: 'input' }, { kind: 'deliver' });
})`;

describe('schedules that break every mutant', () => {
  test('hold, each row with the shortest schedule that was tried, and why', async () => {
    const { verdict, covered } = await run(`${crash}, ${both}`);
    expect(verdict.kind).toBe('holds');
    expect(rowsOf(verdict)).toEqual([
      ['accepts remembers', 'holds', undefined],
      ['kills forgets', 'reached', 6],
      ['kills gives-to-all', 'reached', 4],
    ]);
    expect(breakScore(verdict)).toEqual({ killed: 2, mutants: 2, falseAlarms: 0, correct: 1 });
    expect(verdict.properties[1]?.schedule?.map((action) => action.kind)).toEqual([
      'input',
      'input',
      'deliver',
      'crash',
      'restart',
      'deliver',
    ]);
    expect(verdict.properties[1]?.reasons).toEqual([
      { kind: 'part', name: 'forgetful' },
      { kind: 'part', name: 'one ticket' },
      { kind: 'fact', text: 'given 2 times' },
    ]);
    expect(verdict.notChecked.at(-1)).toBe(
      'Schedules of the mutants other than yours: each of your 2 was run once on each of the 2, and every run ends.',
    );
    // The lines of the scheduler, counted in the source that `run` makes.
    expect(covered).toEqual([4, 5]);
    // Every schedule of the right variant: a check of it alone finds the same.
    const alone = await checkSource({
      challenge: { ...challenge, writes: 'protocol' },
      source: sources['correct/remembers'] as string,
      file: 'protocol.ts',
      bounds: {},
    });
    expect(verdict.counts).toEqual(alone.verdict.counts);
  });

  test('can be replayed step by step', async () => {
    const source = `import { schedule } from 'interleave/schedules';\nexport default [${both}];`;
    const environment = { challenge, wasm: await loadSandboxWasm(), breaking: breakingOf(sources) };
    const request = {
      ...{
        challenge: challenge.slug,
        program: compileSource(source, 'protocol.ts'),
        bounds: {},
        variant: 'gives-to-all',
      },
      explore: 'all' as const,
      limits: defaultLimits,
    };
    const { verdict } = await run(both);
    const schedule = verdict.properties[2]?.schedule ?? [];
    const trace = await replayVariant(request, environment, schedule);
    expect(trace?.steps.at(-1)?.outputs).toEqual([{ to: 'b' }]);
  });
});

describe('mutants that survive', () => {
  test('are told apart: what each schedule came to, and whether a schedule that breaks it exists', async () => {
    const { verdict } = await run(both);
    expect([verdict.kind, verdict.property]).toEqual(['unreached', 'kills forgets']);
    expect(verdict.properties[1]?.reasons).toEqual([
      { kind: 'fact', text: 'a schedule of 6 steps breaks it at these bounds' },
      { kind: 'fact', text: '“both ask” takes 4 steps and ends there' },
    ]);
    expect(breakScore(verdict)).toEqual({ killed: 1, mutants: 2, falseAlarms: 0, correct: 1 });
  });

  test('may be out of reach at the bounds', async () => {
    const { faults: _faults, ...spec } = tiny.system({});
    const calm: Challenge = { ...challenge, system: () => ({ ...spec, faults: {} }) };
    const { verdict } = await run(both, '', sources, calm);
    expect(verdict.properties[1]?.reasons?.[0]).toEqual({
      kind: 'fact',
      text: 'no schedule at all breaks it at these bounds: look at larger ones',
    });
  });

  test('are all there is where nothing is written', async () => {
    const { verdict } = await run('');
    expect(breakScore(verdict)).toEqual({ killed: 0, mutants: 2, falseAlarms: 0, correct: 1 });
  });

  test('name a part of a schedule that fits nothing, and the schedule as idle', async () => {
    const { verdict } = await run(
      `${both}, schedule('no timers', 'There are none.', [all({ kind: 'input' }), { kind: 'timeout', timer: { at: anything } }])`,
    );
    expect(verdict.properties[1]?.reasons?.at(-1)).toEqual({
      kind: 'fact',
      text: '“no timers” takes 2 steps; then nothing that can happen fits its part 2: timeout, timer {"at":anything}',
    });
    expect(verdict.notChecked.at(-1)).toBe('Your schedule "no timers" breaks no variant.');
  });

  test('are not broken by a run that goes on for ever', async () => {
    const echo = protocolOf(
      `init: () => 0, onInput(s, i, ctx) { ctx.send('server', 1); return s; }, onMessage(s, m, from, ctx) { ctx.send(from, m); return s; },`,
    );
    const files = { 'correct/echo': echo, 'mutants/gives-to-all': sources['mutants/gives-to-all'] as string };
    const endless = `schedule('on and on', '', [all({ kind: ['input', 'deliver'] })])`;
    const { verdict } = await run(endless, '', { ...files, 'mutants/echo-again': echo });
    expect(verdict.properties[1]?.reasons?.at(-1)).toEqual({
      kind: 'fact',
      text: '“on and on” takes 300 steps and was cut off there: no run may take more than 300',
    });
  });
});

describe('patterns', () => {
  test.each<[string, string, number | undefined]>([
    ['a field of a message', `[{ kind: 'input', node: 'b' }, { message: { kind: 'ask', hurry: false } }]`, undefined],
    ['one of several nodes', `[all({ kind: 'input', node: ['b', 'a'] }), all({ kind: 'deliver', from: 'b' }), {}]`, 4],
    [
      'a step that may be missing',
      `[maybe({ kind: 'heal' }), maybe({ kind: 'input' }), all({ kind: ['input', 'deliver'] })]`,
      4,
    ],
    [
      'a message that is not there',
      `[{ kind: 'input' }, { message: { hurry: true, late: anything } }, all({})]`,
      undefined,
    ],
    ['a member of a list', `[{ kind: 'input' }, { kind: 'input' }, { message: [anything] }, {}]`, undefined],
  ])('fit %s', async (_what, parts, length) => {
    const { verdict } = await run(`schedule('s', '', ${parts})`);
    expect(verdict.properties[2]?.length).toBe(length);
  });
});

test('a run that comes to rest without what every run must come to breaks that, too', async () => {
  const spec = tiny.system({});
  const wanted: Challenge = {
    ...challenge,
    system: () => ({
      ...spec,
      faults: {},
      properties: [
        eventually('served', 'Somebody gets the ticket.', (o) => o.nodes.some(({ outputs }) => outputs.length > 0)),
      ],
    }),
  };
  const files = {
    'correct/remembers': sources['correct/remembers'] as string,
    'mutants/greedy': server('', 'return state;'),
  };
  const { verdict } = await run(`schedule('all', '', [all({})])`, '', files, wanted);
  expect(rowsOf(verdict)).toEqual([
    ['accepts remembers', 'holds', undefined],
    ['kills greedy', 'reached', 4],
  ]);
  const short = await run(`schedule('one', '', [{}, {}, {}])`, '', files, wanted);
  expect(short.verdict.kind).toBe('unreached');
});

describe('what is no list of schedules', () => {
  test.each<[string, string, string, string]>([
    [
      'throws',
      "scheduler('s', '', (view) => view.nothing.here)",
      '',
      'invalid scheduler-threw 3 The schedule "s", asked about the variant remembers, threw TypeError',
    ],
    [
      'never ends',
      "scheduler('s', '', () => { for (;;); })",
      '',
      'invalid scheduler-threw 3 The schedule "s", asked about the variant remembers, did not finish',
    ],
    [
      'chooses what cannot happen',
      "scheduler('s', '', (view) => {\n  if (view.taken.length === 0) return view.enabled[0];\n  return { kind: 'crash', node: 'b' };\n})",
      '',
      'invalid scheduler-threw 5 The schedule "s", asked about the variant remembers, is not as it must be: it chose {"kind":"crash","node":"b"}, which cannot happen after 1 step (protocol.ts, line 5)',
    ],
    [
      'gives a number',
      "scheduler('s', '', () => 0)",
      '',
      'invalid scheduler-threw 3 The schedule "s", asked about the variant remembers, is not as it must be: it gave 0 where a step is needed',
    ],
    [
      'changes what it is shown',
      "scheduler('s', '', (view) => { view.taken.push(view.enabled[0]); })",
      '',
      'invalid scheduler-threw 3 The schedule "s", asked about the variant remembers, threw TypeError',
    ],
    [
      'is made of something else',
      "'s'",
      '',
      'invalid module-threw undefined The list of schedules is not as it must be: schedules[0] must be an object',
    ],
    ['has two of one name', `${both}, ${both}`, '', 'invalid module-threw 1 Two schedules are called "both ask".'],
    [
      'has too many',
      `...Array.from({ length: 51 }, (_, i) => schedule('s' + i, '', []))`,
      '',
      'invalid module-threw 1 There are 51 schedules',
    ],
    ['throws while it loads', both, 'null.x;', 'invalid module-threw 2 The list of schedules threw TypeError'],
    [
      'remembers',
      "scheduler('s', '', (view) => (count++ % 2 === 0 ? view.enabled[0] : undefined))",
      'let count = 0;',
      'nondeterministic two-answers undefined The schedule "s", asked twice about the same moment of the variant',
    ],
  ])('and %s is told so', async (_what, schedules, outside, expected) => {
    const { verdict } = await run(schedules, outside);
    const { code, place, sentence } = verdict.problem ?? {};
    expect(`${verdict.kind} ${code} ${place?.line} ${sentence}`).toContain(expected);
  });

  test('but a protocol is told what is asked for', async () => {
    const source = sources['correct/remembers'] as string;
    const breaking = breakingOf(sources);
    const { verdict } = await checkSource({ challenge, source, file: 'protocol.ts', bounds: {}, breaking });
    expect([verdict.kind, verdict.problem?.code]).toEqual(['invalid', 'no-protocol']);
    expect(verdict.problem?.sentence).toContain('This challenge asks for schedules.');
  });
});

describe('mistakes of the author', () => {
  test('are a variant that is said to be right and is not', async () => {
    const { verdict } = await run(both, '', { 'correct/forgets': sources['mutants/forgets'] as string });
    expect([verdict.kind, verdict.problem?.code]).toEqual(['invalid', 'challenge-invalid']);
    expect(verdict.problem?.sentence).toBe(
      'The variant forgets of the challenge failed: it is said to be right, and “one ticket” is violated. Tell the author of the challenge.',
    );
  });

  test('are a variant that throws', async () => {
    const { verdict } = await run(both, '', { ...sources, 'mutants/throws': server('', 'return state.no.thing;') });
    expect(verdict.problem?.sentence).toMatch(/^The variant throws of the challenge failed: onMessage threw TypeError/);
  });
});

test('hidden variants are held against the same schedules, under names of their own', async () => {
  const source = `import { schedule } from 'interleave/schedules';\nexport default [${both}];`;
  const { verdict } = await checkSource({
    ...{ challenge, source, file: 'protocol.ts', bounds: {}, breaking: breakingOf(sources) },
    hiddenVariants: [
      {
        name: 'hidden/gives-to-all-at-once',
        isCorrect: false,
        program: compileSource(sources['mutants/gives-to-all'] as string, 'hidden.ts'),
      },
    ],
  });
  expect(rowsOf(verdict)).toEqual([
    ['accepts remembers', 'holds', undefined],
    ['kills forgets', 'unreached', undefined],
    ['kills gives-to-all', 'reached', 4],
    ['kills hidden/gives-to-all-at-once', 'reached', 4],
  ]);
});
