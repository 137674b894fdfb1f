/** The command line: files, exit codes and one JSON document. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { challengeBySlug, challenges } from '../../challenges';
import type { Verdict } from '../../src/model';
import { interleave, interleaveProcess } from './run-interleave';

const folder = mkdtempSync(join(tmpdir(), 'interleave-cli-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function file(name: string, content: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

const slug = 'the-lock-that-forgets';
const reference = `challenges/${slug}/reference.ts`;
/** A protocol whose handlers are these. */
const protocolFile = (name: string, handlers: string): string => file(name, `export default {\n${handlers}\n};\n`);

describe('interleave check', () => {
  test('of the starter finds its deadlock, tells the steps and exits with 2', async () => {
    const { code, out, err } = await interleaveProcess('check', slug);
    expect([code, err]).toEqual([2, '']);
    expect(out).toMatch(
      /^deadlock no deadlock: The lock that forgets at producers 2, consumers 1, items 2, capacity 1\n/,
    );
    expect(out).toMatch(/\n {4}1 {2}m receives /);
    expect(out).toContain('Point of no return: ');
    expect(out).toContain('Not checked:\n');
    expect(out).not.toMatch(/undefined|NaN|\[object/);
  });

  test('of the reference with --json prints one document that says everything, the same each time, and exits with 0', async () => {
    const [first, second] = await Promise.all([
      interleaveProcess('check', slug, '--protocol', reference, '--json'),
      interleave('check', slug, '-p', reference, '--json'),
    ]);
    expect([first.code, first.err, second.code]).toEqual([0, '', 0]);
    expect(second.out).toBe(first.out);
    const verdict = JSON.parse(first.out) as Verdict;
    expect(verdict).toMatchObject({
      kind: 'holds',
      challenge: slug,
      bounds: { producers: 2, consumers: 1, items: 2, capacity: 1 },
      counts: { distinct: challengeBySlug(slug)?.referenceStates?.quick },
    });
    expect(verdict.counts).toEqual({
      distinct: expect.any(Number),
      generated: expect.any(Number),
      depth: expect.any(Number),
      participantCalls: expect.any(Number),
      observations: expect.any(Number),
    });
    expect(verdict.notChecked.length).toBeGreaterThan(0);
    for (const property of verdict.properties) expect(['holds', 'reached']).toContain(property.result);
  });

  test('with --json gives a violation its property, schedule and readable steps', async () => {
    const { code, out } = await interleave(
      'check',
      slug,
      '--json',
      '--bounds',
      'items=1, consumers=2',
      '--tier',
      'full',
      '--all',
    );
    expect(code).toBe(2);
    const verdict = JSON.parse(out) as Verdict;
    expect(verdict).toMatchObject({
      kind: 'deadlock',
      property: 'no deadlock',
      bounds: { producers: 2, consumers: 2, items: 1, capacity: 1 },
    });
    expect(verdict.steps).toHaveLength(verdict.schedule?.length ?? -1);
    expect(verdict.steps?.[0]).toMatch(/^m receives .* from /);
    expect(verdict.schedule?.[0]).toMatchObject({ kind: 'deliver', node: 'm' });
    expect(verdict.properties.map((property) => property.result)).not.toContain('inconclusive');
  });

  test.each<[string, readonly string[], number, string]>([
    ['1 for a violation, here of the starter', ['check', 'demo-commit'], 1, 'violated one decision'],
    [
      '4 for a goal out of reach',
      ['check', 'demo-commit', '-p', protocolFile('idle.ts', 'init: () => 0,')],
      4,
      'unreached all commit',
    ],
    ['6 for a limit of states', ['check', slug, '-p', reference, '--states', '50'], 6, 'inconclusive (states 50)'],
    [
      '7 for a nondeterministic handler',
      ['check', slug, '-p', file('seven.ts', 'let n = 0;\nexport default { init: () => n++ };\n')],
      7,
      'nondeterministic',
    ],
    [
      '8 for a handler that throws',
      ['check', slug, '-p', protocolFile('eight.ts', 'init() {\n  throw new Error("boom");\n},')],
      8,
      'eight.ts:3:13: init threw Error: boom',
    ],
    [
      '9 for a handler that loops',
      ['check', slug, '-p', protocolFile('nine.ts', 'init() {\n  for (;;) {}\n},')],
      9,
      'nine.ts:3:',
    ],
    [
      '10 for a source that does not compile',
      ['check', slug, '-p', protocolFile('ten.ts', 'init(')],
      10,
      'ten.ts:3:1: ',
    ],
    [
      '10 for a file that is not UTF-8',
      ['check', slug, '-p', file('latin.ts', Uint8Array.of(47, 47, 0xe9, 10))],
      10,
      'latin.ts:1:3: ',
    ],
    [
      '10 for bounds that do not fit',
      ['check', slug, '--bounds', 'items=99'],
      10,
      'The bound "items" is 99. It must be a whole number from 1 to 3.',
    ],
    ['10 for a bound that does not exist', ['check', slug, '--bounds', 'nodes=1'], 10, 'There is no bound "nodes"'],
  ])('exits with %s', async (_name, words, code, text) => {
    const run = await interleave(...words);
    expect([run.code, run.err]).toEqual([code, '']);
    expect(run.out).toContain(text);
  });

  test('names a file whose name has a space and brackets', async () => {
    const { code, out } = await interleave(
      'check',
      slug,
      '-p',
      protocolFile('protocol (1).ts', 'init() {\n  return null.x;\n},'),
    );
    expect(code).toBe(8);
    expect(out).toContain('protocol (1).ts:3:');
    expect(out).not.toContain('protocol (1).ts:3:1:');
  });
});

describe('schedules tried by chance', () => {
  const mutant = `challenges/${slug}/mutants/if-instead-of-while.ts`;

  test('by walks: finds what a mutant does wrong, says how it looked, and is the same for the same seed', async () => {
    const words = ['check', slug, '-p', mutant, '--walks', '5000', '--seed', '12'];
    const { code, out, err } = await interleave(...words);
    expect([code, err]).toEqual([1, '']);
    expect(out).toMatch(/^violated /);
    expect(out).toContain('random walks with seed 12, ');
    expect(out).not.toMatch(/^ *holds/m);
    const json = await Promise.all([1, 2].map(() => interleaveProcess(...words, '--json')));
    expect(json[0]).toEqual(json[1]);
    expect(JSON.parse(json[0]?.out ?? '')).toMatchObject({
      kind: 'violated',
      coverage: { kind: 'walks', seed: 12, bad: 1 },
    });
  });

  test('by walks: a time, and nothing found', async () => {
    const { code, out } = await interleave('check', slug, '-p', reference, '--walks', '300ms');
    expect(code).toBe(6);
    expect(out).toMatch(/^inconclusive: /);
    expect(out).toMatch(/With 95 % confidence fewer than 1 in [\d,]+ such walks end badly\./);
    expect(out).toContain('Random walks can show that a property is violated, never that it holds.');
  });

  test('by a swarm: the same document whatever the number of threads', async () => {
    const words = [
      'check',
      slug,
      '-p',
      reference,
      '-t',
      'full',
      '--swarm',
      '5',
      '--states',
      '300',
      '--seed',
      '2',
      '--json',
    ];
    const runs = [];
    for (const workers of ['1', '3']) runs.push(await interleaveProcess(...words, '--workers', workers));
    expect(runs[0]).toEqual(runs[1]);
    const verdict = JSON.parse(runs[0]?.out ?? '') as Verdict;
    expect([runs[0]?.code, verdict.kind]).toEqual([6, 'inconclusive']);
    expect(verdict.coverage).toMatchObject({ kind: 'swarm', seed: 2, planned: 5, searches: { length: 5 } });
    expect(verdict.properties.some(({ result }) => result === 'holds')).toBe(false);
  });
});

describe('wrong usage', () => {
  test('is told by the process too', async () => {
    const run = await interleaveProcess('check', 'raft');
    expect(run).toEqual({ code: 64, out: '', err: expect.stringContaining('There is no challenge "raft".') });
  });

  test.each<[string, readonly string[], RegExp]>([
    ['no command', [], /Usage: interleave/],
    ['an unknown command', ['chek'], /unknown command 'chek'/],
    ['no challenge', ['check'], /missing required argument 'challenge'/],
    [
      'an unknown challenge',
      ['check', 'raft'],
      /There is no challenge "raft"\. There are dining-cryptographers, the-lock-that-forgets, /,
    ],
    ['an unknown option', ['check', slug, '--fast'], /unknown option '--fast'/],
    [
      'a file that is not there',
      ['check', slug, '-p', 'nowhere.ts'],
      /The file "nowhere\.ts" cannot be read \(ENOENT\)/,
    ],
    ['a file that is a folder', ['check', slug, '-p', 'challenges'], /cannot be read \(EISDIR\)/],
    ['bounds without a number', ['check', slug, '-b', 'items'], /"items" is not name=number/],
    ['bounds with a fraction', ['check', slug, '-b', 'items=1.5'], /"items=1\.5" is not name=number/],
    ['bounds that are empty', ['check', slug, '-b', ''], /"" is not name=number/],
    ['bounds with a comma too many', ['check', slug, '-b', 'items=1,'], /"" is not name=number/],
    ['a tier that does not exist', ['check', slug, '-t', 'huge'], /Allowed choices are quick, full/],
    ['no number of states', ['check', slug, '--states', 'many'], /whole number/],
    ['no states', ['check', slug, '--states', '0'], /whole number/],
    ['more states than there can be', ['check', slug, '--states', '99999999999'], /states/],
    [
      'walks that are no number and no time',
      ['check', slug, '--walks', 'many'],
      /a number of walks above zero, or a time/,
    ],
    ['no walks', ['check', slug, '--walks', '0'], /a number of walks above zero/],
    ['no searches', ['check', slug, '--swarm', '0'], /whole number from 1 to 1000/],
    ['a seed that is too large', ['check', slug, '--walks', '9', '--seed', '4294967296'], /from 0 to 4,294,967,295/],
    ['a seed for every schedule', ['check', slug, '--seed', '1'], /Give --walks or --swarm with it/],
    ['walks and a swarm at once', ['check', slug, '--walks', '9', '--swarm', '2'], /Give one of them/],
    [
      'a swarm that keeps too much',
      ['check', slug, '--swarm', '2', '--states', '20000000'],
      /at most 16,777,216 states/,
    ],
  ])('%s is told, and exits with 64', async (_name, words, text) => {
    const run = await interleave(...words);
    expect(run.err).toMatch(text);
    expect([run.code, run.out]).toEqual([64, '']);
  });
});

describe('interleave list', () => {
  test('names every challenge with its bounds', async () => {
    const { code, out, err } = await interleave('list');
    expect([code, err]).toEqual([0, '']);
    for (const challenge of challenges) {
      expect(out).toContain(`${challenge.slug}\n  ${challenge.code}: ${challenge.title}\n`);
      for (const { name, min, max } of challenge.parameters)
        expect(out).toContain(
          `${name} ${min}-${max} (${challenge.tiers.quick[name]}, full ${challenge.tiers.full[name]})`,
        );
    }
  });

  test('is explained by --help, which is no mistake', async () => {
    const { code, out } = await interleave('check', '--help');
    expect(code).toBe(0);
    for (const option of ['--protocol', '--bounds', '--tier', '--states', '--seconds', '--all', '--json'])
      expect(out).toContain(option);
  });
});
