import { describe, expect, test } from 'vitest';
import { findViolations } from './check';
import { folders } from './rules';

/** A small repository that keeps every rule, with one reference of each permitted sort. */
const tidy: Readonly<Record<string, string>> = {
  'src/base/index.ts': "export { assert } from './assert';",
  'src/base/assert.ts': 'export function assert(): void {}',
  'src/model/index.ts': "export type { Data } from './data';",
  'src/model/data.ts': "import { assert } from '../base';\nexport type Data = string;\nassert();",
  'src/model/interleave.d.ts': 'export interface Protocol {}',
  'src/host/index.ts': "export { compile } from './compile';\nexport type { Protocol } from 'interleave';",
  'src/host/compile.ts': "import ts from 'typescript';\nexport const compile = ts.version;",
  'src/host/wasm-node.ts': "import { readFileSync } from 'node:fs';\nexport const bytes = readFileSync;",
  'src/host/wasm-browser.ts': "import url from 'quickjs-wasi/quickjs.wasm?url';\nexport const bytes = url;",
  'src/system/index.ts': "import type { compile } from '../host';\nexport type Host = typeof compile;",
  'src/engine/index.ts':
    "import type { Data } from '../model';\nexport const search = (data: Data) => Math.max(1, data.length);",
  'src/properties/index.ts': 'export const window = 3;\nexport const doubled = window * 2;',
  'src/verdict/index.ts': 'export const row = { Date: 1, console: 2 };\nexport const total = row.Date + row.console;',
  'src/view/index.ts': "import { scaleLinear } from 'd3';\nexport const scale = scaleLinear;",
  'src/check/index.ts': "export { search } from '../engine';\nexport { compile } from '../host';",
  'src/app/main.tsx':
    "import { useState } from 'react';\nimport { scale } from '../view';\nuseState(scale);\nconst now = Date.now();",
  'src/app/catalogue.ts':
    "import { challenges } from '../../challenges';\nexport const statements = import.meta.glob('../../challenges/*/statement.md', { query: '?raw' });\nexport const starters = import.meta.glob('../../challenges/*/starter.ts');",
  'src/app/check/runner.ts':
    "import type { CheckWorker } from '../../../workers/api';\nnew Worker(new URL('../../../workers/check.worker.ts', import.meta.url));",
  'src/app/check/runner-by-query.ts':
    "import CheckWorker from '../../../workers/check.worker?worker';\nnew CheckWorker();",
  'src/app/editor/editor.ts':
    "import 'monaco-editor/editor';\nimport { compile } from '../../host/compile';\nimport api from '../../model/interleave.d.ts?raw';",
  'src/cli/check.ts':
    "import { Command } from 'commander';\nimport { bytes } from '../host/wasm-node';\nimport '../check';\nconsole.log(Date.now());",
  'workers/api.ts': "import type { Data } from '../src/model';\nexport interface CheckWorker { data: Data }",
  'workers/check.worker.ts':
    "import { expose } from 'comlink';\nimport { bytes } from '../src/host/wasm-browser';\nimport { challenges } from '../challenges';",
  'challenges/index.ts': "export { lock } from './lock/challenge';",
  'challenges/lock/challenge.ts':
    "import type { Data } from 'interleave/challenge';\nimport { size } from './sizes';\nexport const lock: Data = size;",
  'challenges/lock/sizes.ts': "export const size = 'x';",
  'challenges/lock/starter.ts': "import { protocol } from 'interleave';\nexport default protocol({});",
  'challenges/lock/reference.ts': "import { protocol } from 'interleave';\nexport default protocol({});",
  'challenges/lock/mutants/forgets.ts': "import { protocol } from 'interleave';\nexport default protocol({});",
  'test/engine/search.test.ts':
    "import { test } from 'vitest';\nimport '../../src/engine/search';\nimport '../../challenges/lock/reference';\nsetTimeout(test);",
};

/** The violations of the tidy repository with some files added or replaced, as `rule place`. */
function violationsWith(files: Readonly<Record<string, string>>): readonly string[] {
  const all = Object.entries({ ...tidy, ...files }).map(([path, text]) => ({ path, text }));
  return findViolations(all).map(({ rule, place }) => `${rule} ${place}`);
}

test('a tidy repository has no violation', () => {
  expect(violationsWith({})).toEqual([]);
});

describe('folders', () => {
  test('a folder of src that the table does not know is found', () => {
    expect(violationsWith({ 'src/helpers/index.ts': 'export {};' })).toEqual(['folder-unknown src/helpers/index.ts:1']);
  });

  test.each([
    ['src/base/a.ts', '../model'],
    ['src/model/a.ts', '../engine'],
    ['src/host/a.ts', '../engine'],
    ['src/engine/a.ts', '../system'],
    ['src/engine/a.ts', '../host'],
    ['src/properties/a.ts', '../engine'],
    ['src/verdict/a.ts', '../engine'],
    ['src/view/a.ts', '../verdict'],
    ['src/check/a.ts', '../view'],
    ['src/check/a.ts', '../../challenges'],
    ['src/app/a.ts', '../engine'],
    ['src/app/a.ts', '../system'],
    ['src/app/a.ts', '../host'],
    ['src/app/a.ts', '../check'],
    ['src/app/a.ts', '../cli'],
    ['src/cli/a.ts', '../app'],
    ['workers/a.ts', '../src/app'],
    ['workers/a.ts', '../src/view'],
    ['src/engine/a.ts', '../../test/engine/search.test'],
  ])('%s may not import %s', (path, specifier) => {
    expect(violationsWith({ [path]: `import '${specifier}';` })).toEqual([`import-forbidden ${path}:1`]);
  });

  test('an import is found in every form that it can take', () => {
    const forms = [
      "import { search } from '../engine';",
      "import type { search } from '../engine';",
      "import engine = require('../engine');",
      "export { search } from '../engine';",
      "export type { search } from '../engine';",
      "const engine = import('../engine');",
      "const engine = require('../engine');",
      "type Engine = typeof import('../engine');",
      "type Search = import('../engine').Search;",
      'const engine = import(`../engine`);',
    ];
    for (const form of forms) {
      expect([form, ...violationsWith({ 'src/view/a.ts': form })]).toEqual([form, 'import-forbidden src/view/a.ts:1']);
    }
  });

  test('an import inside a string or a comment is none', () => {
    const text = "// import '../engine';\nconst text = \"import '../engine';\";\n/* import('../engine') */";
    expect(violationsWith({ 'src/view/a.ts': text })).toEqual([]);
  });

  test('the system may import types of the host, and nothing that runs', () => {
    expect(violationsWith({ 'src/system/a.ts': "import { compile } from '../host';" })).toEqual([
      'import-forbidden src/system/a.ts:1',
    ]);
    expect(violationsWith({ 'src/system/a.ts': "import { type compile } from '../host';" })).toEqual([
      'import-forbidden src/system/a.ts:1',
    ]);
  });

  test('only the editor may import the compiler of the host, and nothing else of it', () => {
    expect(violationsWith({ 'src/app/check/a.ts': "import { compile } from '../../host/compile';" })).toEqual([
      'import-forbidden src/app/check/a.ts:1',
    ]);
    expect(violationsWith({ 'src/app/editor/a.ts': "import { compile } from '../../host';" })).toEqual([
      'import-forbidden src/app/editor/a.ts:1',
    ]);
  });

  test('the app may start a worker and import what it offers, and not its code', () => {
    expect(violationsWith({ 'src/app/a.ts': "import '../../workers/check.worker';" })).toEqual([
      'import-forbidden src/app/a.ts:1',
    ]);
    expect(violationsWith({ 'src/app/a.ts': "import { CheckWorker } from '../../workers/api';" })).toEqual([
      'import-forbidden src/app/a.ts:1',
    ]);
  });

  test('the sandbox is asked for by each side in its own way', () => {
    expect(violationsWith({ 'workers/a.ts': "import '../src/host/wasm-node';" })).toEqual([
      'import-past-index workers/a.ts:1',
    ]);
    expect(violationsWith({ 'src/cli/a.ts': "import '../host/wasm-browser';" })).toEqual([
      'import-past-index src/cli/a.ts:1',
    ]);
  });

  test('interleave is a type outside of protocols', () => {
    expect(violationsWith({ 'src/host/a.ts': "import { protocol } from 'interleave';" })).toEqual([
      'import-forbidden src/host/a.ts:1',
    ]);
  });

  test('another folder is imported through its index', () => {
    expect(violationsWith({ 'src/check/a.ts': "import '../engine/search';", 'src/engine/search.ts': '' })).toEqual([
      'import-past-index src/check/a.ts:1',
    ]);
    expect(violationsWith({ 'workers/a.ts': "import '../challenges/lock/challenge';" })).toEqual([
      'import-past-index workers/a.ts:1',
    ]);
  });
});

describe('cycles', () => {
  test('two files that import each other are found, types included', () => {
    expect(
      violationsWith({ 'src/engine/a.ts': "import './b';", 'src/engine/b.ts': "import type { A } from './a';" }),
    ).toEqual(['import-cycle src/engine/b.ts:1']);
  });

  test('a long way around through an index is found', () => {
    expect(
      violationsWith({
        'src/engine/index.ts': "export { a } from './a';",
        'src/engine/a.ts': "export { b as a } from './b';",
        'src/engine/b.ts': "\nimport { a } from '.';\nexport const b = a;",
      }),
    ).toEqual(['import-cycle src/engine/b.ts:2']);
  });

  test('a file that imports itself is found', () => {
    expect(violationsWith({ 'src/engine/a.ts': "import './a';" })).toEqual(['import-cycle src/engine/a.ts:1']);
  });

  test('two ways to the same file are no cycle', () => {
    expect(
      violationsWith({
        'src/engine/a.ts': "import './b';\nimport './c';",
        'src/engine/b.ts': "import './d';",
        'src/engine/c.ts': "import './d';",
        'src/engine/d.ts': '',
      }),
    ).toEqual([]);
  });
});

describe('purity', () => {
  const pure = folders.filter((folder) => folder.pure && folder.name.startsWith('src/')).map(({ name }) => name);

  test('the folders whose results must repeat are pure', () => {
    expect(pure).toEqual(
      expect.arrayContaining([
        'src/model',
        'src/system',
        'src/engine',
        'src/properties',
        'src/verdict',
        'src/view',
        'src/base',
      ]),
    );
  });

  test.each([
    'const now = Date.now();',
    'const now = new Date();',
    'const roll = Math.random();',
    'const sources = [Math.random];',
    'const now = performance.now();',
    'setTimeout(() => {}, 1);',
    "const answer = fetch('x');",
    "console.log('x');",
    'const clock = globalThis.performance;',
    'const order = (a: string, b: string) => a.localeCompare(b);',
    'const text = (1).toLocaleString();',
    'const mode = process.env.MODE;',
  ])('%s is found in every pure folder', (text) => {
    for (const name of pure) {
      expect(violationsWith({ [`${name}/a.ts`]: text })).toEqual([`impure ${name}/a.ts:1`]);
    }
  });

  test('names of members, and names the file declares itself, are not the globals of the same name', () => {
    const text = 'const process = { fetch: 1, Date: 2 };\nexport const sum = process.fetch + process.Date;';
    expect(violationsWith({ 'src/engine/a.ts': text })).toEqual([]);
  });
});

describe('libraries', () => {
  test.each([
    ['src/app/a.tsx', 'monaco-editor/editor'],
    ['src/app/a.ts', 'dexie'],
    ['src/app/a.ts', 'quickjs-wasi'],
    ['src/check/a.ts', 'commander'],
    ['src/host/a.ts', 'comlink'],
    ['src/app/home/a.tsx', 'react-markdown'],
    ['src/app/a.tsx', 'katex/dist/katex.min.css'],
    ['src/engine/a.ts', 'd3-scale'],
    ['src/view/a.ts', '@mantine/core'],
    ['src/view/a.ts', 'react'],
    ['src/engine/a.ts', 'xstate'],
    ['src/engine/a.ts', 'node:fs'],
    ['src/app/a.ts', 'typescript'],
    ['src/app/a.ts', 'lodash'],
  ])('%s may not use %s', (path, library) => {
    expect(violationsWith({ [path]: `import '${library}';` })).toEqual([`library-homeless ${path}:1`]);
  });
});

describe('challenges', () => {
  test.each(['reference', 'alternates/other', 'mutants/forgets'])('the catalogue may not import %s', (answer) => {
    const files = { 'challenges/lock/alternates/other.ts': '', 'challenges/index.ts': `import './lock/${answer}';` };
    expect(violationsWith(files)).toEqual(['answer-shipped challenges/index.ts:1']);
  });

  test('the app may not reach an answer by text, address or pattern', () => {
    for (const text of [
      "import reference from '../../challenges/lock/reference.ts?raw';",
      "const reference = new URL('../../challenges/lock/reference.ts', import.meta.url);",
      "const all = import.meta.glob('../../challenges/*/*.ts');",
      "const all = import.meta.glob(['../../challenges/*/starter.ts', '../../challenges/**']);",
    ]) {
      expect([text, ...violationsWith({ 'src/app/a.ts': text })]).toEqual([text, 'answer-shipped src/app/a.ts:1']);
    }
  });

  test('a challenge imports the vocabulary and nothing else', () => {
    for (const specifier of ['../../src/base', '../../src/engine', '../index', './starter', '../../src/model/data']) {
      expect(violationsWith({ 'challenges/lock/challenge.ts': `import '${specifier}';` })).toContain(
        'challenge-import challenges/lock/challenge.ts:1',
      );
    }
  });

  test('a protocol imports the participant API and nothing else', () => {
    const path = 'challenges/lock/mutants/forgets.ts';
    expect(violationsWith({ [path]: "import '../reference';" })).toEqual([`challenge-import ${path}:1`]);
    expect(violationsWith({ [path]: "import '../../../src/model';" })).toEqual([`challenge-import ${path}:1`]);
  });
});

describe('text', () => {
  test('export * is found, also under a name', () => {
    expect(violationsWith({ 'src/engine/a.ts': "export * from './index';" })).toEqual(['export-all src/engine/a.ts:1']);
    expect(violationsWith({ 'src/engine/a.ts': "export * as all from './index';" })).toEqual([
      'export-all src/engine/a.ts:1',
    ]);
  });

  test('work put off in a comment is found, and the word in a string is not', () => {
    const word = 'TODO';
    expect(violationsWith({ 'src/engine/a.ts': `const a = 1;\n// ${word}: more\nconst b = '${word}';` })).toEqual([
      'work-postponed src/engine/a.ts:2',
    ]);
    expect(violationsWith({ 'src/engine/a.ts': `function f() {\n  /* ${word} */\n}` })).toEqual([
      'work-postponed src/engine/a.ts:2',
    ]);
  });
});
