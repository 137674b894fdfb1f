import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, expect, test } from 'vitest';
import { challenges } from '../../challenges';
import { readIdentities } from '../../src/cli/identity';

const root = fileURLToPath(new URL('../../', import.meta.url));
const slug = 'paxos';
const folders: string[] = [];

/** A checkout with one source of the engine and one challenge. */
function checkout(): string {
  const folder = mkdtempSync(join(tmpdir(), 'interleave-identity-'));
  folders.push(folder);
  mkdirSync(join(folder, 'src/engine'), { recursive: true });
  mkdirSync(join(folder, 'src/app'), { recursive: true });
  writeFileSync(join(folder, 'src/engine/search.ts'), 'export const depth = 1;\n');
  writeFileSync(join(folder, 'src/app/page.ts'), 'export const page = 1;\n');
  writeFileSync(join(folder, 'package.json'), '{"version":"3.2.1"}');
  cpSync(join(root, 'challenges/paxos'), join(folder, 'challenges/paxos'), { recursive: true });
  return folder;
}

afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

test('every challenge of the catalogue has an identity of its own, and so has the engine', () => {
  const { engine, challenges: hashes } = readIdentities(root);
  expect(engine.version).toBe(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).version);
  const known = [engine.hash, ...challenges.map((challenge) => hashes[challenge.slug])];
  for (const hash of known) expect(hash).toMatch(/^[0-9a-f]{64}$/);
  expect(new Set(known).size).toBe(challenges.length + 1);
});

test('what decides a verdict changes the identity, and nothing else does', () => {
  const folder = checkout();
  const before = readIdentities(folder);
  expect(before.engine.version).toBe('3.2.1');
  expect(before.challenges[slug]).toBe(readIdentities(root).challenges[slug]);

  writeFileSync(join(folder, 'src/app/page.ts'), 'export const page = 2;\n');
  writeFileSync(join(folder, 'challenges/paxos/reference.ts'), 'something else');
  writeFileSync(join(folder, 'src/engine/search.ts'), 'export const depth = 1;\r\n');
  const { files: _, ...same } = readIdentities(folder);
  expect(before).toMatchObject(same);

  writeFileSync(join(folder, 'src/engine/search.ts'), 'export const depth = 2;\n');
  writeFileSync(join(folder, 'challenges/paxos/starter.ts'), 'something else');
  const after = readIdentities(folder);
  expect(after.engine.hash).not.toBe(before.engine.hash);
  expect(after.challenges[slug]).not.toBe(before.challenges[slug]);
});
