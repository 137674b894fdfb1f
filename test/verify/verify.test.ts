/** Verifying a pack: the example of docs/authoring.md passes, and each thing that can be wrong with it is told, with its place. */
import { describe, expect, test } from 'vitest';
import type { Expectations, FindingCode, PackManifest, VerifyOutcome, VerifyReport } from '../../src/model';
import { exampleFiles, exampleTexts, verifyFiles } from './example';

const texts = exampleTexts();
const manifest: PackManifest = JSON.parse(texts['pack.json'] ?? '');
const expectations: Expectations = JSON.parse(texts['expected.json'] ?? '');
/** Of the whole example, for tests that change little. */
const known = new Map<string, VerifyOutcome>();

function expecting(changes: Partial<Expectations>): Record<string, string> {
  return { 'expected.json': JSON.stringify({ ...expectations, ...changes }, null, 2) };
}

async function told(
  changes: Readonly<Record<string, string | null>>,
): Promise<{ readonly report: VerifyReport; readonly errors: readonly string[] }> {
  const { report } = await verifyFiles(exampleFiles(changes), {}, known);
  const errors = report.findings
    .filter(({ severity }) => severity === 'error')
    .map(({ code, place }) => `${code} ${place.file}:${place.line}`);
  return { report, errors };
}

describe('the example of the guide', () => {
  test('verifies, and its expectations are what is measured, smallest bounds searched', async () => {
    const { report } = await verifyFiles(exampleFiles(), { findSmallest: true }, known);
    expect(report.findings).toEqual([]);
    expect(report.verifies).toBe(true);
    expect(report.measured).toEqual(expectations);
    expect(report.rows.map(({ file, ok, found }) => [file, ok, found])).toEqual([
      ['starter.ts', true, 'violated: the client is answered in 2 steps'],
      ['reference.ts', true, 'holds'],
      ['alternates/numbers-its-requests.ts', true, 'holds'],
      ['mutants/answers-itself.ts', true, 'violated: no answer without work in 1 step'],
      ['mutants/answers-once.ts', true, 'violated: the client is answered in 5 steps'],
      ['mutants/works-each-time.ts', true, 'violated: work once in 4 steps'],
      ['junk/does-nothing.ts', true, 'violated: the client is answered in 1 step'],
      ['junk/never-ends.ts', true, 'runaway (steps-exceeded)'],
      ['traces/asked-twice.json', true, 'accepted'],
      ['traces/worked-twice.json', true, 'rejected: work once'],
    ]);
    expect(report.columns.map(({ name, kills }) => [name, kills])).toEqual([
      ['work once', ['mutants/works-each-time.ts', 'traces/worked-twice.json']],
      ['no answer without work', ['mutants/answers-itself.ts']],
      ['the client is answered', ['starter.ts', 'mutants/answers-once.ts', 'junk/does-nothing.ts']],
    ]);
  });

  test('is not computed twice, and after a change only what it touches is', async () => {
    const own = new Map<string, VerifyOutcome>();
    const first = await verifyFiles(exampleFiles(), {}, own);
    expect(first.ran).toBe(own.size);
    const again = await verifyFiles(exampleFiles(), {}, own);
    expect([again.ran, again.report.verifies]).toEqual([0, true]);
    expect(again.report.rows.flatMap(({ checks }) => checks.map(({ status }) => status))).not.toContain('computed');
    const changed = texts['mutants/answers-once.ts']?.replace('export default', '// One line.\nexport default') ?? '';
    const { ran } = await verifyFiles(exampleFiles({ 'mutants/answers-once.ts': changed }), {}, own);
    expect(ran).toBe(2); // At its smallest bounds and one step below.
    const words = texts['statement.md']?.replace('Messages overtake', 'The messages overtake') ?? '';
    expect((await verifyFiles(exampleFiles({ 'statement.md': words }), {}, own)).ran).toBe(0);
    const definition = `${texts['challenge.ts']}// Changed.\n`;
    expect((await verifyFiles(exampleFiles({ 'challenge.ts': definition }), {}, own)).ran).toBe(first.ran);
  });

  test('says with --quick what was left out, and does not call that verified', async () => {
    const { report } = await verifyFiles(exampleFiles(), { quick: true }, known);
    expect(report.verifies).toBe(false);
    expect(report.notVerified).toEqual(['Full, hidden and further bounds were left out: quick was asked for.']);
  });
});

describe('what is wrong with answers is told', () => {
  const [reference, alternate] = expectations.correct;
  const [itself, once, each] = expectations.mutants;
  if (!reference || !alternate || !itself || !once || !each)
    throw new Error('the example has two answers and three mutants');

  const cases: readonly (readonly [
    what: string,
    changes: Record<string, string | null>,
    told: FindingCode,
    place: string,
  ])[] = [
    [
      'a reference that fails',
      { 'reference.ts': texts['mutants/works-each-time.ts'] ?? '' },
      'answer-fails',
      'expected.json:6',
    ],
    [
      'an answer that needs more states than the budget',
      { 'pack.json': JSON.stringify({ ...manifest, budget: { states: 30 } }, null, 2) },
      'budget-exceeded',
      'expected.json:6',
    ],
    [
      'other counts than are expected',
      expecting({ correct: [{ ...reference, full: { ...reference.full, distinct: 40 } }, alternate] }),
      'counts-differ',
      'expected.json:6',
    ],
    [
      'other states than candidates are told',
      {
        'pack.json': (texts['pack.json'] ?? '').replace('"quick": 16', '"quick": 15'),
        'statement.md': `${texts['statement.md']} 15`,
      },
      'counts-differ',
      'pack.json:31',
    ],
    [
      'a mutant that survives',
      { 'mutants/answers-once.ts': texts['reference.ts'] ?? '' },
      'mutant-survives',
      'expected.json:54',
    ],
    [
      'a mutant that dies by another property',
      expecting({ mutants: [itself, { ...once, property: 'work once' }, each] }),
      'mutant-differs',
      'expected.json:54',
    ],
    [
      'a mutant that dies in fewer steps',
      expecting({ mutants: [itself, { ...once, length: 6 }, each] }),
      'mutant-differs',
      'expected.json:54',
    ],
    [
      'smaller bounds that kill as well',
      expecting({ mutants: [{ ...itself, smallest: { drops: 1 } }, once, each] }),
      'not-smallest',
      'expected.json:44',
    ],
    [
      'bounds that it does not survive',
      expecting({ mutants: [itself, { ...once, survives: [{ drops: 2 }] }, each] }),
      'survivor-fails',
      'expected.json:54',
    ],
    [
      'a mutant that does not compile',
      { 'mutants/answers-once.ts': 'export default protocol({ init: () => ;\n' },
      'does-not-compile',
      'mutants/answers-once.ts:1',
    ],
    ['a starter that passes', { 'starter.ts': texts['reference.ts'] ?? '' }, 'starter-passes', 'expected.json:33'],
    ['a starter that does not compile', { 'starter.ts': 'const x = {;\n' }, 'does-not-compile', 'starter.ts:1'],
    [
      'junk with another verdict',
      { 'junk/does-nothing.ts': 'throw new Error("early");\n' },
      'junk-differs',
      'expected.json:76',
    ],
    [
      'a file of which nothing is expected',
      { 'mutants/another.ts': texts['mutants/answers-once.ts'] ?? '' },
      'expectation-missing',
      'mutants/another.ts:1',
    ],
    ['a file that is expected and missing', { 'mutants/answers-once.ts': null }, 'file-missing', 'expected.json:54'],
    [
      'a trace that must be accepted and is not',
      {
        'traces/worked-twice.json': (texts['traces/worked-twice.json'] ?? '').replace(
          '{ "reject": "work once" }',
          '"accept"',
        ),
      },
      'trace-differs',
      'traces/worked-twice.json:11',
    ],
    [
      'a trace that must be rejected and is not',
      {
        'traces/asked-twice.json': (texts['traces/asked-twice.json'] ?? '').replace(
          '"accept"',
          '{ "reject": "work once" }',
        ),
      },
      'trace-differs',
      'traces/asked-twice.json:12',
    ],
    [
      'a trace in which something else is wrong before',
      {
        'traces/worked-twice.json': (texts['traces/worked-twice.json'] ?? '').replace(
          '"events": [',
          '"events": [\n    { "kind": "output", "node": "client", "output": "answered" },',
        ),
      },
      'trace-differs',
      'traces/worked-twice.json:12',
    ],
    [
      'a trace of a node that is not there',
      { 'traces/worked-twice.json': (texts['traces/worked-twice.json'] ?? '').replace('"server"', '"sever"') },
      'trace-differs',
      'traces/worked-twice.json:7',
    ],
  ];
  test.each(cases)('%s', async (_what, changes, code, place) => {
    const { errors } = await told(changes);
    expect(errors).toContain(`${code} ${place}`);
  });

  test('a verdict that depends on the budget', async () => {
    // 16 states at quick bounds, 39 at full ones.
    const { report } = await told({ 'pack.json': JSON.stringify({ ...manifest, budget: { states: 38 } }, null, 2) });
    const flip = report.findings.find(({ code }) => code === 'verdict-flips');
    expect(flip?.sentence).toMatch(
      /^reference\.ts at drops 2 is inconclusive \(limit of states\) within the budget of 38 states, and holds within twice as many\./,
    );
  });

  test('a handler that needs a little more than its steps is told from one that never ends', {
    timeout: 120_000,
  }, async () => {
    // One and a half times the 10 million steps that a call has: each turn is two, its line mark and the jump back.
    const busy = (texts['junk/never-ends.ts'] ?? '').replace(
      'for (;;);',
      'for (let count = 0; count < 7_500_000; count++);',
    );
    expect(busy).toContain('7_500_000');
    const { report } = await told({ 'junk/never-ends.ts': busy });
    const flip = report.findings.find(({ code }) => code === 'verdict-flips');
    expect(flip?.sentence).toMatch(
      /^junk\/never-ends\.ts at drops 1 is runaway \(steps-exceeded\) within the budget of steps that one call of a handler has, and violated/,
    );
    const { report: whole } = await told({});
    expect(whole.findings.filter(({ code }) => code === 'verdict-flips')).toEqual([]);
    const checks = whole.rows.find(({ file }) => file === 'junk/never-ends.ts')?.checks;
    expect(checks?.map(({ purpose, ok }) => [purpose, ok])).toEqual([
      ['quick', true],
      ['doubled', true],
    ]);
  });

  test('of a mutant that nothing is said of, the length and the smallest bounds are measured without being asked for', async () => {
    const { report } = await told(expecting({ mutants: [once, each] }));
    const found = report.measured?.mutants.find(({ file }) => file === itself.file);
    // It is tried at one loss first, where it dies as well.
    expect(found).toEqual(itself);
    expect(report.rows.find(({ file }) => file === itself.file)?.checks.map(({ purpose }) => purpose)).toContain(
      'search',
    );
  });

  test('a check whose place dies costs its row and nothing else', async () => {
    const { report } = await verifyFiles(exampleFiles(), {}, new Map(), {
      run: async ({ file }) => {
        if (file === 'reference.ts') throw new Error('out of memory');
        const outcome = known.get([...known.keys()][0] ?? '');
        if (outcome === undefined) throw new Error('nothing is known');
        return outcome;
      },
    });
    expect(report.isDone).toBe(true);
    expect(report.verifies).toBe(false);
    expect(report.rows.find(({ file }) => file === 'reference.ts')?.ok).toBe(false);
    expect(report.findings.map(({ code }) => code)).toContain('check-stopped');
  });

  test('what is cancelled is not verified', async () => {
    const { report } = await verifyFiles(exampleFiles(), {}, new Map(), { isCancelled: () => true });
    expect([report.isDone, report.verifies]).toEqual([true, false]);
    expect(report.notVerified).toContain('It was cancelled before every check had come to its end.');
  });
});

describe('what is wrong with the definition and the words is told', () => {
  const definition = texts['challenge.ts'] ?? '';
  const statement = texts['statement.md'] ?? '';
  const cases: readonly (readonly [
    what: string,
    changes: Record<string, string | null>,
    told: FindingCode,
    place: string,
  ])[] = [
    [
      'a property that reads nothing',
      {
        'challenge.ts': definition.replace(
          'properties: [',
          "properties: [\n      always('all is well', 'All is well.', (o) => fact(o.nodes.length === 2, 'there are two')),",
        ),
      },
      'property-reads-nothing',
      'challenge.ts:14',
    ],
    [
      'a property that kills nothing',
      { 'mutants/answers-itself.ts': null, ...expecting({ mutants: expectations.mutants.slice(1) }) },
      'property-kills-nothing',
      'challenge.ts:17',
    ],
    [
      'a system that cannot be built',
      { 'challenge.ts': definition.replace("network: 'unordered'", "network: 'pigeons' as 'fifo'") },
      'definition-invalid',
      'challenge.ts:1',
    ],
    ['bounds outside of the parameters', expecting({ hidden: [{ drops: 3 }] }), 'bounds-outside', 'expected.json:88'],
    [
      'a hint for a role that nobody has',
      { 'pack.json': (texts['pack.json'] ?? '').replace('"licence"', '"views": { "roles": ["clerk"] },\n  "licence"') },
      'views-differ',
      'pack.json:34',
    ],
    [
      'a placeholder',
      { 'statement.md': `${statement}\nTODO: the figure.\n` },
      'statement-unfinished',
      'statement.md:40',
    ],
    [
      'a task more',
      { 'statement.md': statement.replace('## Sources', '3. **More** (1 min). Go on.\n\n## Sources') },
      'tasks-differ',
      'statement.md:32',
    ],
    [
      'a property that the statement does not name',
      { 'statement.md': statement.replace('`work once`', 'work once') },
      'statement-differs',
      'statement.md:1',
    ],
    [
      'a figure that is missing',
      { 'statement.md': `${statement}\n![Two nodes and a loss](figures/loss.svg)\n` },
      'figure-missing',
      'statement.md:40',
    ],
    [
      'a figure that is not shown',
      { 'figures/loss.svg': '<svg xmlns="http://www.w3.org/2000/svg"/>' },
      'figure-unused',
      'figures/loss.svg:1',
    ],
    [
      'too few hints',
      { 'pack.json': JSON.stringify({ ...manifest, hints: ['Think.'] }, null, 2) },
      'hints-few',
      'pack.json:36',
    ],
    [
      'no credits',
      { 'pack.json': JSON.stringify({ ...manifest, credits: [] }, null, 2) },
      'credits-missing',
      'pack.json:48',
    ],
    [
      'no mutants',
      {
        'mutants/answers-itself.ts': null,
        'mutants/answers-once.ts': null,
        'mutants/works-each-time.ts': null,
        ...expecting({ mutants: [] }),
      },
      'file-missing',
      'expected.json:1',
    ],
  ];
  test.each(cases)('%s', async (_what, changes, code, place) => {
    const { errors } = await told(changes);
    expect(errors).toContain(`${code} ${place}`);
  });
});
