/** `interleave play`: what it prints, writes and leaves with. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import type { PlayFound } from '../../src/model';
import { interleave } from './run-interleave';

const folder = mkdtempSync(join(tmpdir(), 'interleave-play-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const reference = ['two-phase-commit', '-p', 'challenges/two-phase-commit/reference.ts'];
const foundIn = (out: string) => JSON.parse(out) as Extract<PlayFound, { kind: 'found' }>;

test('prints the shortest schedule, and writes its trace', async () => {
  const trace = join(folder, 'trace.json');
  const everybody = "nodes.every((n) => n.outputs.some((o) => o.kind === 'decide'))";
  const run = await interleave('play', ...reference, '-u', everybody, '--trace', trace);
  expect([run.code, run.err]).toEqual([0, '']);
  expect(run.out.split('\n')[0]).toMatch(/^found: 7 steps forward, \d+ states looked at$/);
  expect(run.out.match(/^ +\d+ {2}/gm)).toHaveLength(7);
  expect(JSON.parse(readFileSync(trace, 'utf8')).states).toHaveLength(8);
});

test('goes on from a schedule, or back on it where it cannot go on', async () => {
  const logged = await interleave('play', ...reference, '-u', 'p1.state.log.length > 0', '--json');
  const from = join(folder, 'from.json');
  writeFileSync(from, logged.out);
  const { schedule } = foundIn(logged.out);
  const further = await interleave('play', ...reference, '-u', 'p2.state.log.length > 0', '--from', from, '--json');
  expect(foundIn(further.out)).toMatchObject({ back: 0, schedule: expect.arrayContaining([...schedule]) });
  const before = ['-u', 'nodes.every((n) => n.state.log.length === 0)', '--from', from];
  expect((await interleave('play', ...reference, ...before)).code).toBe(1);
  const nearest = await interleave('play', ...reference, ...before, '--nearest', '--json');
  expect(foundIn(nearest.out)).toMatchObject({ back: 1, forward: 0, schedule: schedule.slice(0, -1) });
});

test('leaves with 1 where no state is one, and with 10 where that cannot be told', async () => {
  const none = await interleave('play', ...reference, '-u', 'outputs.length > 100');
  expect([none.code, none.out]).toEqual([
    1,
    'none: all 5468 states that can follow were looked at, and it is true in none\n',
  ]);
  const refused = await interleave('play', ...reference, '-u', 'p1.state.log.length');
  expect([refused.code, refused.out.startsWith('refused: It gives 0, which is neither true nor false')]).toEqual([
    10,
    true,
  ]);
});

test.each([
  [['play', 'two-phase-commit', '-u', 'true', '-p', 'missing.ts'], 'cannot be read'],
  [['play', ...reference, '-u', 'true', '--from', 'package.json'], 'is no schedule'],
  [['play', 'no-such', '-u', 'true'], 'no-such'],
])('%j is a wrong way to ask', async (words, sentence) => {
  const run = await interleave(...words);
  expect([run.code, run.err.includes(sentence)]).toEqual([64, true]);
});
