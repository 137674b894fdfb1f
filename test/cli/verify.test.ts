/** Verifying and packing as authors do: real folders and archives, real processes and threads. */
import { type ExecFileException, execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from 'vitest';
import { exampleFiles, writeFolder } from '../verify/example';
import type { Run } from './run-interleave';

const program = fileURLToPath(new URL('../../src/cli/interleave.mjs', import.meta.url));
const home = mkdtempSync(join(tmpdir(), 'interleave-verify-'));
afterAll(() => rmSync(home, { recursive: true, force: true }));

/** In the folder above the challenge, with a memory of its own. */
function interleave(...words: readonly string[]): Promise<Run> {
  const env = { ...process.env, XDG_CACHE_HOME: join(home, 'cache'), INTERLEAVE_PASSPHRASE: 'open sesame' };
  return new Promise((resolve) => {
    execFile(process.execPath, [program, ...words], { cwd: home, env }, (error: ExecFileException | null, out, err) => {
      resolve({ code: error === null ? 0 : Number(error.code), out, err });
    });
  });
}

test('a folder is verified, remembered, packed, signed, and verified as an archive', { timeout: 300_000 }, async () => {
  writeFolder(join(home, 'the-lost-request'), exampleFiles());
  const first = await interleave('verify', './the-lost-request');
  expect([first.code, first.err]).toEqual([0, '']);
  expect(first.out).toMatch(/^The lost request \(the-lost-request 1\.0\.0\) verifies\n/);
  const again = await interleave('verify', './the-lost-request', '--json');
  const report = JSON.parse(again.out);
  expect([report.verifies, report.findings]).toEqual([true, []]);
  const statuses = report.rows.flatMap(({ checks }: { checks: { status: string }[] }) =>
    checks.map(({ status }) => status),
  );
  expect(new Set(statuses)).toEqual(new Set(['remembered']));

  const key = await interleave('keys', 'new', '--sign', 'key.age');
  const fingerprint = /fingerprint (.+)\n/.exec(key.out)?.[1] ?? 'none';
  const packed = await interleave('pack', './the-lost-request', '--sign', 'key.age');
  expect([packed.code, packed.err]).toEqual([0, '']);
  expect(packed.out).toContain(`signed by ${fingerprint}\n`);
  const archive = await interleave('verify', 'the-lost-request-1.0.0.interleave-pack.zip', '--no-cache');
  expect([archive.code, archive.err]).toEqual([0, `interleave: the-lost-request is signed by ${fingerprint}\n`]);
  expect(archive.out).toBe(first.out);
  const checked = await interleave('check', 'the-lost-request-1.0.0.interleave-pack.zip');
  expect([checked.code, checked.out.split('\n')[0]]).toEqual([
    1,
    'violated the client is answered: The lost request at drops 1',
  ]);
});

test('what is wrong is told with its place, and the code says so', async () => {
  writeFolder(
    join(home, 'wrong'),
    exampleFiles({ 'reference.ts': 'export default 1;\n', 'mutants/answers-once.ts': null }),
  );
  const { code, out } = await interleave('verify', './wrong', '--no-cache');
  expect(code).toBe(1);
  expect(out).toMatch(/^wrong\/pack\.json:5:11: warning: The pack is called the-lost-request/m);
  expect(out).toMatch(
    /^wrong\/expected\.json:54:5: error: expected\.json speaks of mutants\/answers-once\.ts, which is not/m,
  );
  expect(out).toMatch(/^wrong\/reference\.ts:\d+:\d+: error: reference\.ts: /m);
});

test('an archive with a definition that wants files gets none, and what is no archive is refused', async () => {
  const definition =
    "const fs = process.getBuiltinModule('fs');\nfs.writeFileSync('owned', '');\nexport default () => fs;\n";
  writeFolder(join(home, 'hostile'), exampleFiles({ 'challenge.ts': definition }));
  expect((await interleave('pack', './hostile')).code).toBe(0);
  const { code, out } = await interleave('verify', 'the-lost-request-1.0.0.interleave-pack.zip', '--no-cache');
  expect(code).toBe(1);
  expect(out).toMatch(/challenge\.ts:\d+:\d+: error: /);
  expect((await interleave('check', 'the-lost-request-1.0.0.interleave-pack.zip')).code).not.toBe(0);
  writeFileSync(join(home, 'no.zip'), 'no archive');
  const refused = await interleave('verify', 'no.zip');
  expect([refused.code, refused.err]).toEqual([
    64,
    expect.stringContaining('The file is not the archive that a pack is'),
  ]);
  expect((await interleave('verify', 'nowhere.zip')).err).toContain('There is no folder or archive "nowhere.zip".');
});
