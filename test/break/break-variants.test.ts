/** Properties that candidates write: what is accepted, what is killed, and what is said of properties that are none. */
import { describe, expect, test } from 'vitest';
import type { Breaking } from '../../src/check';
import { checkSource } from '../../src/cli';
import { compileSource } from '../../src/host/compile';
import { libraryText } from '../../src/host/libraries/libraries-node';
import { breakScore, type Challenge, type CheckReport, type Verdict } from '../../src/model';
import { protocolOf, tinyChallenge } from '../models/tiny-challenge';

/** A counter that is given 1 and 2, in any order of two nodes, and shows what it has in all. */
const counter = (add: string): string =>
  protocolOf(`init: () => 0,\nonInput(state, input, ctx) { const sum = ${add}; ctx.output(sum); return sum; },`);

const sources: Readonly<Record<string, string>> = {
  'correct/adds': counter('state + input'),
  'correct/adds-the-other-way': counter('input + state'),
  'mutants/forgets': counter('input'),
  'mutants/takes-away': counter('state - input'),
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

const challenge: Challenge = {
  ...tinyChallenge({ nodes: [{ id: 'n', role: 'counter', inputs: [1, 2] }] }),
  writes: 'properties',
};

/** Checks a list of properties, given as the text between the brackets. */
async function judge(properties: string, outside = '', files = sources): Promise<CheckReport> {
  const source = `import { allOf, always, eventually, fact, forAll, implies, monitor, noDeadlock, sometimes } from 'interleave/properties';\n${outside}\nexport default [${properties}];\n`;
  return checkSource({ challenge, source, file: 'protocol.ts', bounds: {}, breaking: breakingOf(files) });
}

const rowsOf = ({ properties }: Verdict) => properties.map(({ name, result, length }) => [name, result, length]);

const ends = `always('ends with three', 'In the end the sum is shown.', (o) => fact(o.nodes[0].outputs.at(-1) === 3, 'it ends with ' + o.nodes[0].outputs.at(-1)), 'quiescent')`;

describe('properties that tell right from wrong', () => {
  test('hold, and every mutant has the schedule that kills it', async () => {
    const { verdict, trace } = await judge(ends);
    expect(verdict.kind).toBe('holds');
    expect(rowsOf(verdict)).toEqual([
      ['accepts adds', 'holds', undefined],
      ['accepts adds-the-other-way', 'holds', undefined],
      ['kills forgets', 'reached', 2],
      ['kills takes-away', 'reached', 2],
    ]);
    expect(trace).toBe(undefined);
    expect(breakScore(verdict)).toEqual({ killed: 2, mutants: 2, falseAlarms: 0, correct: 2 });
    const killed = verdict.properties[2];
    expect(killed?.reasons).toEqual([
      { kind: 'part', name: 'ends with three' },
      { kind: 'fact', text: 'it ends with 2' },
    ]);
    expect(killed?.schedule).toEqual([
      { kind: 'input', node: 'n', input: 1 },
      { kind: 'input', node: 'n', input: 2 },
    ]);
    // Each variant shows nothing, 1 and 3; forgetting 1 and 2; taking away -1 and -3.
    expect(verdict.counts).toMatchObject({ distinct: 12, generated: 8, depth: 2, observations: 12 });
  });

  test('may be goals, ends of runs and state machines, too', async () => {
    const kinds = [
      "sometimes('three', 'Three can be shown.', (o) => o.nodes[0].outputs.includes(3))",
      "eventually('three', 'Three is shown at last.', (o) => o.nodes[0].outputs.includes(3))",
      "noDeadlock('three', 'It rests with three.', (o) => fact(o.nodes[0].outputs.includes(3), 'no three'))",
      "monitor('three', 'The sum of inputs.', { initial: { sum: 0, wrong: false }, step: ({ sum, wrong }, e) => e.kind === 'input' ? { sum: sum + e.input, wrong } : { sum, wrong: wrong || e.output !== sum }, violated: ({ wrong }) => wrong })",
    ];
    for (const property of kinds) {
      const { verdict } = await judge(property);
      expect(verdict.kind, property).toBe('holds');
      expect(breakScore(verdict).killed, property).toBe(2);
    }
    const { verdict } = await judge(kinds[0] as string);
    expect(verdict.properties[2]).toMatchObject({
      result: 'reached',
      reasons: [
        { kind: 'part', name: 'three' },
        { kind: 'fact', text: 'three is true in no state that forgets can come to' },
      ],
    });
  });
});

describe('properties that are too weak', () => {
  test('leave the mutants that survive unreached', async () => {
    const { verdict } = await judge(
      "always('positive', 'Nothing below zero.', (o) => forAll('shown', o.nodes[0].outputs, (one) => fact(one > 0, 'below zero')))",
    );
    expect([verdict.kind, verdict.property]).toEqual(['unreached', 'kills forgets']);
    expect(breakScore(verdict)).toEqual({ killed: 1, mutants: 2, falseAlarms: 0, correct: 2 });
  });

  test('are named if they read nothing, or are never put to the test', async () => {
    const { verdict } = await judge(
      `${ends}, always('always so', '', () => fact(true, '')), always('about nothing', '', (o) => forAll('it', o.nodes[0].outputs.filter((one) => one > 9), () => fact(false, '')))`,
    );
    expect(verdict.kind).toBe('holds');
    expect(verdict.notChecked.filter((sentence) => sentence.startsWith('Your'))).toEqual([
      'Your property "always so" reads nothing that the nodes show: it says the same of every protocol.',
      'Your property "about nothing" was never put to the test: what it is about happens in no variant.',
    ]);
  });

  test('may be none at all', async () => {
    const { verdict } = await judge('');
    expect([verdict.kind, verdict.property]).toEqual(['unreached', 'kills forgets']);
  });
});

describe('properties that are too strong', () => {
  test('violate the first right variant that they reject, with its schedule and trace, whatever they kill', async () => {
    const { verdict, trace } = await judge(
      "always('never three', 'No three.', (o) => forAll('shown', o.nodes[0].outputs, (one) => fact(one !== 3, 'it shows 3')))",
    );
    expect([verdict.kind, verdict.property]).toEqual(['violated', 'accepts adds']);
    expect(verdict.steps).toEqual(['n is given the input 1', 'n is given the input 2']);
    expect(trace?.steps).toHaveLength(2);
    expect(trace?.steps[1]?.after[0]?.outputs).toEqual([1, 3]);
    expect(breakScore(verdict)).toEqual({ killed: 0, mutants: 2, falseAlarms: 2, correct: 2 });
  });

  test('violate without a schedule where a goal is not reached', async () => {
    const { verdict, trace } = await judge("sometimes('four', 'Four.', (o) => o.nodes[0].outputs.includes(4))");
    expect([verdict.kind, verdict.property, verdict.schedule]).toEqual(['violated', 'accepts adds', undefined]);
    expect(trace).toBe(undefined);
  });
});

describe('what is no list of properties', () => {
  test.each<[string, string, string, string]>([
    [
      'throws',
      "always('p', '', (o) => o.nothing.here)",
      '',
      'invalid property-threw 3 The property "p" threw TypeError',
    ],
    [
      'never ends',
      "always('p', '', (o) => { for (;;); })",
      '',
      'invalid property-threw 3 The property "p" did not finish',
    ],
    [
      'gives no claim',
      "always('p', '', (o) => true)",
      '',
      'invalid property-threw 3 The property "p" is not as it must be: the claim gave true',
    ],
    [
      'is made of something else',
      "'p'",
      '',
      'invalid module-threw undefined The list of properties is not as it must be: properties[0] must be an object',
    ],
    [
      'has two of one name',
      `${ends}, ${ends}`,
      '',
      'invalid module-threw 1 Two properties are called "ends with three".',
    ],
    [
      'has too many',
      `...Array.from({ length: 16 }, (_, i) => always('p' + i, '', () => fact(true, '')))`,
      '',
      'invalid module-threw 1 There are 16 properties, and at most 15 can be checked.',
    ],
    [
      'measures',
      "{ ...sometimes('p', '', () => true), kind: 'probability', of: () => true }",
      '',
      'invalid module-threw 1 The property "p" is of the kind probability',
    ],
    ['throws while it loads', ends, 'null.x;', 'invalid module-threw 2 The list of properties threw TypeError'],
    [
      'remembers',
      "always('p', '', (o) => fact((count += 1) % 3 !== 0, 'third'))",
      'let count = 0;',
      'nondeterministic two-answers undefined The property "p" judged the same observation in two ways.',
    ],
  ])('and %s is told so', async (_what, properties, outside, expected) => {
    const { verdict } = await judge(properties, outside);
    const { code, place, sentence } = verdict.problem ?? {};
    expect(`${verdict.kind} ${code} ${place?.line} ${sentence}`).toContain(expected);
  });

  test('but a protocol is told what is asked for', async () => {
    const source = counter('state');
    const { verdict } = await checkSource({
      challenge,
      source,
      file: 'protocol.ts',
      bounds: {},
      breaking: breakingOf(sources),
    });
    expect([verdict.kind, verdict.problem?.code]).toEqual(['invalid', 'no-protocol']);
    expect(verdict.problem?.sentence).toContain('This challenge asks for properties.');
  });

  test('a variant that fails is the mistake of the author', async () => {
    const { verdict } = await judge(ends, '', { ...sources, 'mutants/throws': counter('state.no.thing') });
    expect(verdict.kind).toBe('invalid');
    expect(verdict.problem?.sentence).toMatch(/^The variant throws of the challenge failed: onInput threw TypeError/);
    // What was decided before stands.
    expect(verdict.properties.map(({ result }) => result)).toEqual([
      'holds',
      'holds',
      'reached',
      'reached',
      'inconclusive',
    ]);
  });

  test('a challenge without variants says so', async () => {
    const { verdict } = await judge(ends, '', {});
    expect(verdict.problem?.sentence).toContain('has no variants to judge');
  });
});

test('lines of properties that have run are told', async () => {
  const source = `import { always, fact } from 'interleave/properties';
export default [
  always('p', '', (o) => {
    if (o.nodes[0]?.outputs.length === 9) {
      return fact(false, 'never');
    }
    return fact(true, '');
  }),
];
`;
  const report = await checkSource({
    challenge,
    source,
    file: 'protocol.ts',
    bounds: {},
    breaking: breakingOf(sources),
  });
  expect(report.covered).toEqual([4, 7]);
  expect(report.executable).toEqual([4, 5, 7]);
});
