/** What a new challenge can begin as: each template verifies, and those of the gallery are those that there are. */
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import type { PackFile } from '../../../src/model';
import { verifyFiles } from '../../verify/example';

const root = fileURLToPath(new URL('../../../templates', import.meta.url));
const names = readdirSync(root);

function filesOf(name: string): readonly PackFile[] {
  const folder = join(root, name);
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => {
      const path = join(entry.parentPath, entry.name);
      return { path: relative(folder, path).split(sep).join('/'), bytes: readFileSync(path) };
    });
}

describe('templates', () => {
  test.each(names)('%s verifies without findings, and has a mutant', async (name) => {
    const { report } = await verifyFiles(filesOf(name), {}, new Map());
    expect(report.findings).toEqual([]);
    expect(report.verifies).toBe(true);
    expect(report.rows.some(({ role }) => role === 'mutant')).toBe(true);
    expect(report.slug).toBe(name);
  });

  test('the gallery offers all of them', () => {
    const gallery = readFileSync(
      fileURLToPath(new URL('../../../src/app/studio/templates.ts', import.meta.url)),
      'utf8',
    );
    const offered = [...gallery.matchAll(/name: '([a-z-]+)'/g)].map(([, name]) => name);
    expect(offered.sort()).toEqual([...names].sort());
  });
});
