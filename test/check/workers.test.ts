/** A check in 1, 2 and 4 threads: the same verdicts, counts and lengths for protocols of the catalogue. */
import { readFileSync } from 'node:fs';
import { afterAll, describe, expect, test } from 'vitest';
import { challenges } from '../../challenges';
import { checkSource } from '../../src/cli';
import { searchThreads } from '../../src/cli/search-threads';
import { CrewLostError, type ThreadStarter } from '../../src/engine';
import { type Challenge, type CheckReport, isExperiment } from '../../src/model';
import { tellingSourcesOf } from '../models/catalogue-sources';
import { punctual } from '../models/punctual-threads';

const pools = [searchThreads(1), searchThreads(3)].map(punctual);

afterAll(() => {
  for (const pool of pools) pool.discard();
});

function check(challenge: Challenge, path: string, threads?: ThreadStarter): Promise<CheckReport> {
  return checkSource({
    challenge,
    source: readFileSync(new URL(`../../challenges/${path}`, import.meta.url)),
    file: path,
    bounds: challenge.tiers.quick,
    ...(threads === undefined ? {} : { threads }),
  });
}

/** What must not depend on the number of threads. */
function essence({ verdict, covered }: CheckReport) {
  const { kind, property, counts, neverFired, cycleStart } = verdict;
  const { distinct, generated, depth, participantCalls, observations } = counts;
  return {
    kind,
    property,
    counts: { distinct, generated, depth, participantCalls, observations },
    neverFired,
    cycleStart,
    covered,
    properties: verdict.properties.map(({ name, result, length, observations: on }) => ({ name, result, length, on })),
  };
}

// Properties are judged on variants, and experiments run by run, both in one thread.
const explored = challenges.filter(
  ({ writes, system, tiers }) => writes !== 'properties' && !system(tiers.quick).properties.every(isExperiment),
);

describe.each(explored.map((challenge) => [challenge.slug, challenge] as const))('%s', (_slug, challenge) => {
  test.each(tellingSourcesOf(challenge))('%s is judged alike by 1, 2 and 4 threads', async (path) => {
    const alone = essence(await check(challenge, path));
    for (const pool of pools) {
      const together = await check(challenge, path, pool);
      expect(essence(together)).toEqual(alone);
    }
  });
});

describe('a thread that is lost', () => {
  test('in the middle of a search means that the search starts again without it', async () => {
    const challenge = challenges.find(({ slug }) => slug === 'paxos') as Challenge;
    const alone = essence(await check(challenge, 'paxos/reference.ts'));
    const pool = punctual(searchThreads(1));
    let asked = 0;
    const losing: ThreadStarter = { ...pool, isLost: () => ++asked > 0 };
    const report = await check(challenge, 'paxos/reference.ts', losing);
    pool.discard();
    expect(asked).toBeGreaterThan(0);
    expect(report.workers).toBe(1);
    expect(essence(report)).toEqual(alone);
  });

  test('is an error of its own, not to be taken for another', () => {
    expect(new CrewLostError('gone').name).toBe('CrewLostError');
  });
});
