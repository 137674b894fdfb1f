import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { findViolations } from './tidy/check';
import { folders } from './tidy/rules';
import type { SourceFile } from './tidy/source';

const root = fileURLToPath(new URL('..', import.meta.url));
/** Well below the number of files there are: reading fewer means that they were not found. */
const fileCountMin = 150;

const files = ['src', 'workers', 'challenges', 'test'].flatMap(readFolder);

function readFolder(folder: string): readonly SourceFile[] {
  return readdirSync(root + folder, { recursive: true, encoding: 'utf8' })
    .map((name) => `${folder}/${name.replaceAll('\\', '/')}`)
    .filter((path) => /\.(ts|tsx|mts|mjs|js|jsx)$/.test(path))
    .sort()
    .map((path) => ({ path, text: readFileSync(root + path, 'utf8') }));
}

test('every source file keeps the rules of the architecture', () => {
  const violations = findViolations(files).map(({ rule, place, sentence }) => `${place} [${rule}] ${sentence}`);
  expect(violations).toEqual([]);
});

test('the rules were held against all files, not against a few', () => {
  expect(files.length).toBeGreaterThan(fileCountMin);
  const withFiles = folders.filter(({ name }) => files.some(({ path }) => path.startsWith(`${name}/`)));
  expect(withFiles.map(({ name }) => name)).toEqual(
    expect.arrayContaining(['src/base', 'src/model', 'src/host', 'src/engine', 'workers', 'challenges', 'test']),
  );
});

test('every folder of src is in the dependency table', () => {
  const names = readdirSync(`${root}src`, { withFileTypes: true }).map(({ name }) => `src/${name}`);
  expect(folders.map(({ name }) => name)).toEqual(expect.arrayContaining(names));
});
