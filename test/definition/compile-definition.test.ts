/** Definitions made of several files: what is taken, and what is refused with file and line. */
import { describe, expect, test } from 'vitest';
import { compileDefinition, type PackFiles } from '../../src/host/compile-definition';

const entry = 'export default function system() { return {}; }\n';

function problemsOf(files: PackFiles): readonly string[] {
  const compiled = compileDefinition(files);
  if (compiled.kind === 'compiled') return [];
  return compiled.problems.map(
    ({ code, place, sentence }) =>
      `${code} ${place === undefined ? '-' : `${place.file}:${place.line}:${place.column}`} ${sentence}`,
  );
}

describe('a definition', () => {
  test('is its entry and the files that are imported from it, each once, what is imported first', () => {
    const compiled = compileDefinition({
      'challenge.ts': `import { a } from './lib/a';\nimport { b } from './lib/b.js';\n${entry}a; b;`,
      'lib/a.ts': "import { shared } from './shared.ts';\nexport const a = shared;",
      'lib/b.ts': "import { shared } from './shared';\nexport const b = shared;",
      'lib/shared.ts': "import { fact } from 'interleave/challenge';\nexport const shared = fact;",
      'mutants/broken.ts': 'this is never read (',
    });
    expect(compiled).toMatchObject({
      kind: 'compiled',
      code: { entry: 'challenge.ts', libraries: ['interleave/challenge'] },
    });
    const modules = compiled.kind === 'compiled' ? compiled.code.modules : [];
    expect(modules.map(({ file }) => file)).toEqual(['lib/shared.ts', 'lib/a.ts', 'lib/b.ts', 'challenge.ts']);
    expect(modules.at(-1)?.imports).toEqual({ './lib/a': 'lib/a.ts', './lib/b.js': 'lib/b.ts' });
  });

  test('keeps every line and column, types and imports of types blanked out', () => {
    const source =
      "import { type Bounds, Claim, fact as made, SystemSpec } from 'interleave/challenge';\nimport type { Gone } from './gone';\nconst claim: Claim = made(true, '');\nexport default function system(bounds: Bounds): SystemSpec { return claim as any; }\n";
    const compiled = compileDefinition({ 'challenge.ts': source });
    const code = compiled.kind === 'compiled' ? (compiled.code.modules[0]?.code ?? '') : '';
    expect(code.split('\n').map(({ length }) => length)).toEqual(source.split('\n').map(({ length }) => length));
    expect(code.replaceAll(/ +/g, ' ')).toBe(
      "import { fact as made, } from 'interleave/challenge';\n \nconst claim = made(true, '');\nexport default function system(bounds ) { return claim ; }\n",
    );
  });

  test.each<[string, PackFiles, string]>([
    [
      'two files in a circle',
      {
        'challenge.ts': `import { a } from './a';\n${entry}a;`,
        'a.ts': "\n  import { b } from './b'; export const a = b;",
        'b.ts': "import { a } from './a'; export const b = a;",
      },
      'import-unknown b.ts:1:19 These files import each other in a circle: a.ts → b.ts → a.ts.',
    ],
    [
      'a file that imports itself',
      { 'challenge.ts': `import self from './challenge';\n${entry}self;` },
      'import-unknown challenge.ts:1:18 These files import each other in a circle: challenge.ts → challenge.ts.',
    ],
    ['no entry', { 'other.ts': entry }, 'challenge-invalid - The pack has no file challenge.ts.'],
    [
      'an import of a file that is not there',
      { 'challenge.ts': `import { a } from './a';\n${entry}a;` },
      'import-unknown challenge.ts:1:19 There is no file for the import of `./a`',
    ],
    [
      'a path that leads out of the pack',
      { 'challenge.ts': `import { a } from '../a';\n${entry}a;`, 'a.ts': 'export const a = 1;' },
      'import-unknown challenge.ts:1:19 There is no file for the import of `../a`',
    ],
    [
      'a library that authors do not have',
      { 'challenge.ts': `import fs from 'node:fs';\n${entry}fs;` },
      'import-unknown challenge.ts:1:16 `node:fs` cannot be imported here.',
    ],
    [
      'no default export',
      { 'challenge.ts': 'export const system = 1;' },
      'challenge-invalid challenge.ts:1:1 This file has no default export.',
    ],
    ['an empty file', { 'challenge.ts': '\n' }, 'source-empty challenge.ts:1:1 challenge.ts is empty.'],
    [
      'a mistake in a file that is imported',
      { 'challenge.ts': `import { a } from './a';\n${entry}a;`, 'a.ts': 'export const a = ;' },
      'syntax-error a.ts:1:18 This does not read as TypeScript',
    ],
    [
      'a module that is loaded later',
      { 'challenge.ts': `${entry}import('./a');` },
      'import-unknown challenge.ts:2:1 A definition cannot load modules',
    ],
    [
      'a file whose name every object has',
      { 'challenge.ts': `import { a } from './constructor';\n${entry}a;` },
      'import-unknown challenge.ts:1:19 There is no file for the import of `./constructor`',
    ],
  ])('of %s is refused where it is wrong', (_what, files, expected) => {
    const problems = problemsOf(files);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain(expected);
  });
});
