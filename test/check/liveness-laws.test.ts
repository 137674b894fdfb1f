/** Liveness of random protocols, against the plain explorer of runs. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isLiveness } from '../../src/model';
import { exploreLiveness } from '../models/naive-liveness';
import { randomCycles } from '../models/random-cycles';
import { checkTiny } from '../models/tiny-challenge';

const statesMax = 300;

test('a check decides every property of whole runs as the plain explorer does, and its counterexamples are real', async () => {
  const seen = { holds: 0, vacuous: 0, deadlock: 0, livelock: 0, longestCycle: 0, skipped: 0 };
  await fc.assert(
    fc.asyncProperty(randomCycles, async ({ spec, source }) => {
      const { verdict } = await checkTiny(spec, source, { explore: 'all', limits: { states: statesMax } });
      if (verdict.kind === 'inconclusive') {
        seen.skipped++;
        return;
      }
      const plain = exploreLiveness(spec, source, statesMax);
      expect(verdict.counts.distinct).toBe(plain.distinct);
      for (const [index, { name, result, schedule, cycleStart, length }] of verdict.properties.entries()) {
        const property = spec.properties[index]!;
        const expected = plain.results.get(name)!;
        expect([name, result]).toEqual([name, expected.result]);
        if (result === 'holds' || result === 'vacuous') seen[result]++;
        if (result !== 'violated' || schedule === undefined || !isLiveness(property)) continue;
        expect(plain.isCounterexample(property, schedule, cycleStart)).toBe(true);
        // A run that ends is a shortest one; one that goes round is shorter than that.
        if (cycleStart === undefined) expect(length).toBe(expected.end);
        else {
          expect(length).toBeLessThan(expected.end);
          expect(cycleStart).toBeGreaterThanOrEqual(expected.cycle);
        }
        seen[cycleStart === undefined ? 'deadlock' : 'livelock']++;
        seen.longestCycle = Math.max(seen.longestCycle, schedule.length - (cycleStart ?? schedule.length));
      }
      const bad = verdict.properties.filter(({ result }) => result === 'violated');
      const shortest = bad.sort((a, b) => a.length! - b.length!)[0];
      expect(verdict.property).toBe(
        shortest?.name ?? verdict.properties.find(({ result }) => result === 'vacuous')?.name,
      );
    }),
    { seed: 21, numRuns: 100 },
  );
  expect(seen.holds).toBeGreaterThan(150);
  expect(seen.vacuous).toBeGreaterThan(50);
  expect(seen.deadlock).toBeGreaterThan(100);
  expect(seen.livelock).toBeGreaterThan(50);
  expect(seen.longestCycle).toBeGreaterThan(3);
}, 120_000);
