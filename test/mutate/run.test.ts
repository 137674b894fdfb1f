/** Mutants run through real checks: what kills them and where, what survives, what a budget leaves out. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { challengeBySlug } from '../../challenges';
import { checkSource } from '../../src/cli';
import {
  type Bounds,
  type Challenge,
  type GeneratedMutant,
  type MutantCheck,
  type MutantOutcome,
  mutationScore,
} from '../../src/model';
import { generateMutants, type MutantRun, runMutants, sampleMutants } from '../../src/mutate';

const paxos = challengeBySlug('paxos') as Challenge;
const source = readFileSync(new URL('../../challenges/paxos/reference.ts', import.meta.url), 'utf8');
const mutants = generateMutants(source, 'reference.ts');
const one = { acceptors: 2, proposers: 1, ballots: 1, crashes: 0, drops: 0, duplicates: 0 };
const two = { ...one, proposers: 2, ballots: 2, crashes: 1 };

async function check(mutated: string, bounds: Bounds, states: number): Promise<MutantCheck> {
  const { verdict } = await checkSource({
    ...{ challenge: paxos, source: mutated, file: 'mutant.ts', bounds },
    limits: { states },
  });
  const { kind, property, schedule, counts } = verdict;
  return {
    verdict: kind,
    distinct: counts.distinct,
    ...(property === undefined ? {} : { property }),
    ...(schedule === undefined ? {} : { length: schedule.length }),
  };
}

async function run(chosen: readonly GeneratedMutant[], options: Partial<MutantRun>): Promise<readonly MutantOutcome[]> {
  const tiers = [
    { name: 'quick', bounds: one, statesMax: 5000 },
    { name: 'full', bounds: two, statesMax: 5000 },
  ];
  const outcomes: MutantOutcome[] = [];
  for await (const outcome of runMutants(chosen, { tiers, check, ...options })) outcomes.push(outcome);
  return outcomes;
}

function found(change: RegExp, line: number): GeneratedMutant {
  const mutant = mutants.find(({ before, place }) => change.test(before) && place.line === line);
  if (mutant === undefined) throw new Error(`no mutant of ${String(change)} in line ${line}`);
  return mutant;
}

const decidesAlone = mutants.find(
  ({ operator, place }) => operator === 'quorum' && place.line === 97,
) as GeneratedMutant;
const ignoresPromise = found(/^if \(message.ballot < state.promised\) return;$/, 68);
const countsCopies = found(/^if \(attempt.answers.includes\(from\)\) return;$/, 95);
const preparesTwice = mutants.find(
  ({ operator, place }) => operator === 'send-duplicated' && place.line === 56,
) as GeneratedMutant;

describe('a mutant', () => {
  test('is killed in the cheapest tier that can, survives the last one, or runs into the limit there', async () => {
    const outcomes = await run([countsCopies, ignoresPromise, preparesTwice, decidesAlone], {});
    expect(outcomes.map(({ mutant, result }) => [mutant.id, result])).toEqual([
      [
        decidesAlone.id,
        // One answer is enough for it: prepare and promise twice, accept, accepted.
        {
          ...{ kind: 'killed', tier: 'quick', bounds: one, verdict: 'violated', property: 'decided means chosen' },
          ...{ length: 7, distinct: expect.any(Number) as number },
        },
      ],
      [countsCopies.id, { kind: 'survived', distinct: 2064 }],
      [
        ignoresPromise.id,
        {
          ...{ kind: 'killed', tier: 'full', bounds: two, verdict: 'violated', property: 'agreement' },
          ...{ length: 14, distinct: expect.any(Number) as number },
        },
      ],
      [preparesTwice.id, { kind: 'unfinished', tier: 'full', distinct: 5000 }],
    ]);
    expect(mutationScore(outcomes, new Set())).toEqual({
      ...{ killed: 2, survived: 1, unfinished: 1, skipped: 0, equivalent: 0, score: 0.5 },
    });
    expect(mutationScore(outcomes, new Set([countsCopies.id])).score).toBe(2 / 3);
  });

  test('has the same outcome, in the same place, whatever the number of checks at a time', async () => {
    const chosen = sampleMutants(mutants, 24, 7);
    const alone = await run(chosen, {});
    expect(await run(chosen, { parallel: 3 })).toEqual(alone);
    expect(alone).toHaveLength(24);
    expect(mutationScore(alone, new Set())).toMatchObject({ skipped: 0 });
  });

  test('is skipped when the states of the budget are used up, and the tier it survived is said', async () => {
    const [first, second, third, fourth] = await run([countsCopies, ignoresPromise, decidesAlone], {
      statesBudget: 1,
    });
    expect([first, second, third, fourth].map((outcome) => outcome?.result.kind)).toEqual([
      'skipped',
      'skipped',
      'skipped',
      undefined,
    ]);
    expect(first?.result).toEqual({ kind: 'skipped' });
    expect(third?.result).toEqual({ kind: 'skipped', tier: 'quick' });
  });

  test('is skipped when the run is cancelled before it', async () => {
    const outcomes = await run([decidesAlone], { isCancelled: () => true });
    expect(outcomes.map(({ result }) => result)).toEqual([{ kind: 'skipped' }]);
    expect(mutationScore(outcomes, new Set()).score).toBe(undefined);
  });
});

describe('a sample', () => {
  test('is in the order of the list, without repetition, and the same for the same seed', () => {
    const sample = sampleMutants(mutants, 30, 1);
    expect(sample).toHaveLength(30);
    expect(sample).toEqual(mutants.filter((mutant) => sample.includes(mutant)));
    expect(sampleMutants(mutants, 30, 1)).toEqual(sample);
    expect(sampleMutants(mutants, 30, 2)).not.toEqual(sample);
  });

  test('of more than there are is all of them', () => {
    expect(sampleMutants(mutants, 10_000, 1)).toEqual(mutants);
    expect(sampleMutants(mutants, 0, 1)).toEqual([]);
  });
});
