/** Results of checks that are kept: the same whatever did the check, another as soon as the verdict is another. */
import { readFileSync } from 'node:fs';
import { afterAll, expect, test } from 'vitest';
import { challenges } from '../../challenges';
import { checkSource } from '../../src/cli';
import { searchThreads } from '../../src/cli/search-threads';
import type { ThreadStarter } from '../../src/engine';
import type { Challenge, CheckReport } from '../../src/model';
import { checkResultOf } from '../../src/submission';
import { punctual } from '../models/punctual-threads';

const pool = punctual(searchThreads(3));
afterAll(() => pool.discard());

function check(challenge: Challenge, file: string, threads?: ThreadStarter): Promise<CheckReport> {
  const source = readFileSync(new URL(`../../challenges/${challenge.slug}/${file}`, import.meta.url));
  return checkSource({ challenge, source, file, bounds: challenge.tiers.quick, ...(threads && { threads }) });
}

test.each(challenges.map((challenge) => [challenge.slug, challenge] as const))(
  'results for %s are the same in one thread and in four, and differ between starter and reference',
  async (_slug, challenge) => {
    const results = new Set<string>();
    for (const file of ['starter.ts', 'reference.ts']) {
      const alone = await check(challenge, file);
      const result = checkResultOf(alone);
      expect(checkResultOf(await check(challenge, file, pool))).toEqual(result);
      expect(result.kind).toBe(alone.verdict.kind);
      expect(result.length).toBe(alone.verdict.schedule?.length ?? null);
      results.add(result.digest);
    }
    expect(results.size).toBe(2);
  },
);

test('a digest covers counts, properties and words, and not the time', async () => {
  const challenge = challenges[0] as Challenge;
  const report = await check(challenge, 'reference.ts');
  const { verdict } = report;
  const digest = (change: Partial<CheckReport['verdict']>) =>
    checkResultOf({ ...report, elapsedMs: 1, verdict: { ...verdict, ...change } }).digest;
  const others = [
    digest({ counts: { ...verdict.counts, distinct: verdict.counts.distinct + 1 } }),
    digest({ properties: verdict.properties.slice(1) }),
    digest({ notChecked: [] }),
    digest({ neverFired: ['x'] }),
    digest({ bounds: {} }),
    digest({ limit: { kind: 'states', value: 1 } }),
    digest({ limit: { kind: 'cancelled', value: 1 } }),
  ];
  expect(new Set([digest({}), ...others]).size).toBe(8);
  expect(digest({ limit: { kind: 'cancelled', value: 2 } })).toBe(others[6]);
  expect(digest({})).toBe(checkResultOf(report).digest);
});
