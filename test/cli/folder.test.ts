/** A folder as a challenge: real files outside the repository, a real process, and what it says of each mistake. */
import { type ExecFileException, execFile } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));
const home = mkdtempSync(join(tmpdir(), 'interleave-folder-'));
afterAll(() => rmSync(home, { recursive: true, force: true }));

interface Run {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** As an author runs it, in the folder above the challenge. */
function interleave(...words: readonly string[]): Promise<Run> {
  return new Promise((resolve) => {
    const program = join(root, 'src/cli/interleave.mjs');
    execFile(process.execPath, [program, ...words], { cwd: home }, (error: ExecFileException | null, out, err) => {
      resolve({ code: error === null ? 0 : Number(error.code), out, err });
    });
  });
}

function folder(name: string, files: Readonly<Record<string, string>>): string {
  mkdirSync(join(home, name), { recursive: true });
  for (const [file, content] of Object.entries(files)) writeFileSync(join(home, name, file), content);
  return `./${name}`;
}

/** What is said of folders that hold no challenge: all of them in one process, since each takes seconds to start. */
function refusals(names: readonly string[]): Promise<readonly string[]> {
  const script = `
    import { register } from 'tsx/esm/api';
    register();
    const { loadChallenge, placeOf } = await import('./src/cli/load-challenge.ts');
    process.chdir(${JSON.stringify(home)});
    const told = [];
    for (const name of ${JSON.stringify(names)}) told.push((await loadChallenge(placeOf(name))).error);
    console.log(JSON.stringify(told));`;
  return new Promise((resolve, reject) => {
    execFile(process.execPath, ['--input-type=module', '-e', script], { cwd: root }, (error, out) => {
      if (error === null) resolve(JSON.parse(out));
      else reject(error);
    });
  });
}

/** Two nodes that each show one word; the argument replaces lines of the definition. */
const definition = (changes: (text: string) => string = (text) => text): string =>
  changes(`import { always, type Bounds, fact, type SystemSpec } from 'interleave/challenge';
import { word } from './words';

export default function system({ nodes = 2 }: Bounds): SystemSpec {
  return {
    nodes: Array.from({ length: nodes }, (_, index) => ({ id: \`n\${index + 1}\`, role: 'node', inputs: ['go'] })),
    config: {},
    network: 'unordered',
    faults: {},
    outputs: 'every',
    properties: [
      always('one word', 'Nobody shows another word.', (o) =>
        fact(o.nodes.every((node) => node.outputs.every((output) => output === word)), 'another word'),
      ),
    ],
    notChecked: [],
  };
}
`);
const manifest = (changes: object = {}): string =>
  JSON.stringify(
    {
      format: 'interleave-pack',
      version: 1,
      release: '1.0.0',
      slug: 'two-words',
      code: 'X1',
      title: 'Two words',
      summary: 'Each node shows a word.',
      area: 'test',
      level: 'test',
      minutes: [1, 2],
      parameters: [{ name: 'nodes', label: 'nodes', meaning: 'How many nodes there are.', min: 1, max: 4 }],
      tiers: { quick: { nodes: 2 }, full: { nodes: 3 } },
      tasks: [],
      hints: [],
      budget: { states: 1000 },
      credits: [],
      licence: 'Apache-2.0',
      ...changes,
    },
    null,
    2,
  );
const words = "export const word = 'hello';\n";
const starter = `import { protocol } from 'interleave';
export default protocol<number, string, string, string, string, object>({
  init: () => 0,
  onInput(state, input, ctx) { ctx.output(ctx.self === 'n1' ? 'hello' : 'bye'); },
});
`;
const right = starter.replace("ctx.self === 'n1' ? 'hello' : 'bye'", "'hello'");

describe('a folder with a challenge', () => {
  test('is checked with its starter, with what it imports, and with another protocol', async () => {
    const place = folder('two-words', {
      'pack.json': manifest(),
      'challenge.ts': definition(),
      'words.ts': words,
      'starter.ts': starter,
      'right.ts': right,
    });
    const wrong = await interleave('check', place);
    expect([wrong.code, wrong.err]).toEqual([1, '']);
    expect(wrong.out).toMatch(/^violated one word: Two words at nodes 2\n\n +1 {2}n2 is given the input go\n/);
    const holds = await interleave(
      'check',
      'two-words',
      '--protocol',
      'two-words/right.ts',
      '--tier',
      'full',
      '--json',
    );
    expect([holds.code, holds.err]).toEqual([0, '']);
    // Each of three nodes has shown its word or has not.
    expect(JSON.parse(holds.out)).toMatchObject({ kind: 'holds', challenge: 'two-words', counts: { distinct: 8 } });
    const swarm = await interleave(
      'check',
      place,
      '--protocol',
      'two-words/right.ts',
      '--swarm',
      '4',
      '--workers',
      '2',
      '--json',
    );
    expect([swarm.code, swarm.err]).toEqual([6, '']);
    expect(JSON.parse(swarm.out)).toMatchObject({
      kind: 'inconclusive',
      counts: { distinct: 4 },
      coverage: { planned: 4 },
    });
  });

  test('may be a copy of one of the catalogue', async () => {
    cpSync(join(root, 'challenges/the-lock-that-forgets'), join(home, 'lock'), { recursive: true });
    const { code, out, err } = await interleave('check', './lock');
    expect([code, err]).toEqual([2, '']);
    expect(out).toMatch(/^deadlock /);
  });

  test('with a mistake in it is refused with a sentence that says what to do', async () => {
    const base = { 'pack.json': manifest(), 'words.ts': words, 'starter.ts': starter };
    const mistakes: readonly (readonly [files: Readonly<Record<string, string>>, told: RegExp])[] = [
      [base, /The folder "bad-0" has no challenge\.ts\. Write one whose default export is a function/],
      [
        { ...base, 'challenge.ts': definition((text) => text.replace('notChecked: []', 'notChecked: [')) },
        /^bad-\d\/challenge\.ts:1[5678]:\d+: .*Mend this, then check again\./,
      ],
      [
        { ...base, 'challenge.ts': definition((text) => text.replace('./words', './wards')) },
        /bad-\d\/challenge\.ts.*: Cannot find module .*wards/,
      ],
      [
        {
          ...base,
          'words.ts': "export const word = 'x';\n\nthrow new Error('no words today');\n",
          'challenge.ts': definition(),
        },
        /^bad-\d\/words\.ts:3:7: no words today\. Mend this/,
      ],
      [
        { ...base, 'challenge.ts': definition((text) => text.replace('export default ', 'export ')) },
        /bad-\d\/challenge\.ts has no system: its default export is missing\. Write `export default function system/,
      ],
      [
        { ...base, 'challenge.ts': 'export default { nodes: [] };\n' },
        /bad-\d\/challenge\.ts has no system: its default export is an object\./,
      ],
      [
        { ...base, 'challenge.ts': definition(), 'pack.json': manifest({ title: undefined }) },
        /^bad-\d\/pack\.json:1:1: pack\.json: the field title is missing; it must be a text\.$/,
      ],
      [
        { ...base, 'challenge.ts': definition(), 'pack.json': manifest({ tiers: { quick: { nodes: 'two' } } }) },
        /^bad-\d\/pack\.json:26:16: pack\.json: tiers\.quick\.nodes must be a whole number\.$/,
      ],
      [
        { ...base, 'challenge.ts': definition(), 'pack.json': manifest({ nodes: 2 }) },
        /^bad-\d\/pack\.json:\d+:3: pack\.json: there is no field "nodes" here\. Remove it/,
      ],
      [
        { 'challenge.ts': definition(), ...base, 'pack.json': '{ "format": ' },
        /pack\.json:1:13: .*is not JSON: it ends where/,
      ],
    ];
    const names = mistakes.map(([files], index) => folder(`bad-${index}`, files));
    const told = await refusals(names);
    for (const [index, [, expected]] of mistakes.entries()) expect(told[index]).toMatch(expected);
    // The process says the same in one line, and leaves with the code for wrong usage.
    const { code, out, err } = await interleave('check', names[1] ?? '');
    expect([code, out, err]).toEqual([64, '', `interleave: ${told[1]}\n`]);
  });

  test('without a starter is checked only with a protocol that is named', async () => {
    const place = folder('no-starter', {
      'pack.json': manifest(),
      'words.ts': words,
      'challenge.ts': definition(),
    });
    const { code, err } = await interleave('check', place);
    expect([code, err]).toEqual([
      64,
      expect.stringMatching(
        /The file ".*starter\.ts" cannot be read \(ENOENT\)\. Name a TypeScript file with --protocol\./,
      ),
    ]);
  });

  test('that is not there, or is a file, is refused', async () => {
    const missing = await interleave('check', './nowhere');
    expect([missing.code, missing.err]).toEqual([64, expect.stringContaining('There is no folder "nowhere".')]);
    folder('file', { 'challenge.ts': '' });
    const file = await interleave('check', './file/challenge.ts');
    expect([file.code, file.err]).toEqual([64, expect.stringContaining('"file/challenge.ts" is a file.')]);
  });
});
