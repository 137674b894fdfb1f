/** Checks that are killed, interrupted or given up on the command line, and go on from a file. */
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { challengeBySlug } from '../../challenges';

const root = fileURLToPath(new URL('../..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'interleave-checkpoint-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Ended {
  readonly code: number | null;
  readonly signal: string | null;
  readonly out: string;
  readonly err: string;
}

interface Started {
  readonly process: ChildProcess;
  readonly ended: Promise<Ended>;
}

function start(...words: readonly string[]): Started {
  const child = spawn(process.execPath, ['src/cli/interleave.mjs', 'check', 'paxos', ...words], { cwd: root });
  let out = '';
  let err = '';
  child.stdout.on('data', (data) => {
    out += data;
  });
  child.stderr.on('data', (data) => {
    err += data;
  });
  const ended = new Promise<Ended>((resolve) => {
    child.on('close', (code, signal) => resolve({ code, signal, out, err }));
  });
  return { process: child, ended };
}

const run = (...words: readonly string[]) => start(...words).ended;

/** Resolves when the file is there; looks often, because the check may end soon after. */
async function appears(path: string): Promise<void> {
  while (!existsSync(path)) await new Promise((resolve) => setTimeout(resolve, 20));
}

const full = ['-p', 'challenges/paxos/reference.ts', '--tier', 'full'];
const states = challengeBySlug('paxos')?.referenceStates?.full;
let whole: Ended;

beforeAll(async () => {
  whole = await run(...full, '--json', '--workers', '1');
}, 120_000);

describe('a check on the command line', () => {
  test.each([1, 2])(
    'that is killed comes to the same verdict when it goes on, with %i workers',
    async (workers) => {
      const file = join(folder, `killed-${workers}.checkpoint`);
      const asked = [...full, '--json', '--workers', String(workers)];
      const killed = start(...asked, '--checkpoint', file, '--checkpoint-every', '1');
      await appears(file);
      killed.process.kill('SIGKILL');
      expect(await killed.ended).toMatchObject({ signal: 'SIGKILL', out: '' });
      const resumed = await run(...asked, '--resume', file);
      expect([resumed.code, resumed.err]).toEqual([0, '']);
      const [verdict, expected] = [JSON.parse(resumed.out), JSON.parse(whole.out)];
      expect(verdict.counts.distinct).toBe(states);
      expect({ ...verdict, properties: [] }).toEqual({ ...expected, properties: [] });
      const lengths = (properties: readonly { name: string; result: string; length?: number }[]) =>
        properties.map(({ name, result, length }) => ({ name, result, length }));
      expect(lengths(verdict.properties)).toEqual(lengths(expected.properties));
      if (workers === 1) expect(resumed.out).toBe(whole.out);
      // A check that has its verdict leaves nothing to go on from.
      expect(existsSync(file)).toBe(false);
      rmSync(join(folder, `killed-${workers}.checkpoint.${killed.process.pid}.part`), { force: true });
      expect(readdirSync(folder)).toEqual([]);
    },
    120_000,
  );

  test('that is interrupted says how to go on, and goes on', async () => {
    const file = join(folder, 'interrupted.checkpoint');
    const interrupted = start(...full, '--checkpoint', file, '--checkpoint-every', '1');
    await appears(file);
    interrupted.process.kill('SIGINT');
    const { code, out, err } = await interrupted.ended;
    expect(code).toBe(6);
    expect(out).toMatch(/^inconclusive \(cancelled /);
    expect(err).toMatch(
      /^interleave: [\d,]+ states are kept in ".*"\. To go on from there, give the same command with --resume /,
    );
    const resumed = await run(...full, '--resume', file);
    expect(resumed.code).toBe(0);
    expect(resumed.out).toMatch(
      /\n[\d,]+ of the states came from a checkpoint, which is as trustworthy as the machine/,
    );
  }, 120_000);

  test('that was given up after so many states goes on with a higher limit', async () => {
    const file = join(folder, 'limited.checkpoint');
    const quick = ['-p', 'challenges/paxos/reference.ts'];
    const limited = await run(...quick, '--checkpoint', file, '--states', '700');
    expect(limited.code).toBe(6);
    expect(limited.err).toContain('700 states are kept');
    expect(limited.err).toContain('a higher --states');
    const again = await run(...quick, '--resume', file, '--states', '1400');
    expect(again.err).toContain('1,400 states are kept');
    const resumed = await run(...quick, '--json', '--resume', file);
    expect(resumed.out).toBe((await run(...quick, '--json')).out);
  }, 120_000);

  test('refuses a checkpoint of another check, a damaged one and none, with code 64', async () => {
    const file = join(folder, 'foreign.checkpoint');
    await run(...full, '--checkpoint', file, '--states', '1000');
    const other = await run('-p', 'challenges/paxos/reference.ts', '--resume', file);
    expect([other.code, other.out]).toEqual([64, '']);
    expect(other.err).toContain('its bound acceptors is 3, not 2');
    const cut = join(folder, 'cut.checkpoint');
    writeFileSync(cut, readFileSync(file).subarray(0, 5000));
    expect(await run(...full, '--resume', cut)).toMatchObject({ code: 64, err: expect.stringContaining('cut off') });
    const missing = join(folder, 'missing.checkpoint');
    expect(await run(...full, '--resume', missing)).toMatchObject({
      code: 64,
      err: expect.stringContaining('There is no checkpoint'),
    });
    expect(existsSync(file)).toBe(true);
  }, 120_000);

  test('does not write a checkpoint over another file', async () => {
    const file = join(folder, 'protocol.ts');
    writeFileSync(file, 'export default {};\n');
    const { code, err } = await run(...full, '--checkpoint', file);
    expect([code, readFileSync(file, 'utf8')]).toEqual([64, 'export default {};\n']);
    expect(err).toContain('is there and is no checkpoint');
  }, 120_000);
});
