/** Laws of probabilities on protocols drawn at random, with choices, draws and faults. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  always,
  fact,
  type Interval,
  type MeasuredProperty,
  type Observation,
  type PropertyResult,
  probability,
} from '../../src/model';
import { randomProtocol } from '../models/random-protocol';
import { checkTiny } from '../models/tiny-challenge';

const statesMax = 800;

/** Somebody has shown something. */
function of(o: Observation): boolean {
  return o.nodes.some((node) => node.outputs.length > 0);
}

function endsOf(result: PropertyResult | undefined): Interval {
  const value = result?.measure?.value;
  if (value?.kind !== 'interval') throw new Error('a probability has two ends');
  return value;
}

test('a target has a probability above zero exactly if it is reachable, and as many steps at least', async () => {
  const seen = { reachable: 0, unreachable: 0, uncertain: 0, curves: 0 };
  await fc.assert(
    fc.asyncProperty(randomProtocol, fc.constantFrom('every' as const, 'quiescent' as const), async (drawn, at) => {
      const { source, spec } = drawn;
      const property = always('silence', '', (o) => fact(!of(o), 'shown'), at);
      const measured = (name: string, rest: Pick<MeasuredProperty, 'scheduler' | 'withinSteps'>) =>
        probability(name, '', { of, at, ...rest });
      const schedulers = (['minimum', 'maximum', 'uniform'] as const).map((scheduler) =>
        measured(scheduler, { scheduler }),
      );
      const options = { explore: 'all', limits: { states: statesMax } } as const;
      const { verdict, trace } = await checkTiny({ ...spec, properties: [property, ...schedulers] }, source, options);
      fc.pre(verdict.properties.every(({ result }) => result !== 'inconclusive'));
      const [decided, ...results] = verdict.properties;
      const [minimum, maximum, uniform] = results.map(endsOf) as [Interval, Interval, Interval];
      expect(minimum.lower).toBeLessThanOrEqual(uniform.upper);
      expect(uniform.lower).toBeLessThanOrEqual(maximum.upper);
      for (const { lower, upper } of [minimum, maximum, uniform]) expect(upper - lower).toBeLessThanOrEqual(1e-9);
      const { length } = decided as PropertyResult;
      if (length === undefined) {
        seen.unreachable++;
        expect(maximum).toMatchObject({ lower: 0, upper: 0 });
        return;
      }
      seen.reachable++;
      expect(maximum.lower).toBeGreaterThan(0);
      if (uniform.lower < 1) seen.uncertain++;
      const steps = [length - 1, length].filter((each) => each >= 0);
      const bounded = steps.map((withinSteps) => measured(`${withinSteps}`, { scheduler: 'maximum', withinSteps }));
      const again = await checkTiny({ ...spec, properties: bounded }, source, options);
      const within = again.verdict.properties.map(endsOf);
      expect(within.at(-1)?.lower).toBeGreaterThan(0);
      if (length > 0) expect(within[0]).toMatchObject({ lower: 0, upper: 0 });
      const curve = trace?.violationProbability;
      if (curve === undefined) return;
      seen.curves++;
      // The curve is not computed exactly.
      expect(curve[0]?.lower).toBeLessThanOrEqual(uniform.lower);
      expect(curve[0]?.upper).toBeGreaterThanOrEqual(uniform.upper);
      expect((curve[0]?.upper ?? 1) - (curve[0]?.lower ?? 0)).toBeLessThanOrEqual(1e-9);
      expect(curve.at(-1)).toEqual({ lower: 1, upper: 1 });
      const point = trace?.pointOfNoReturn?.state ?? -1;
      for (const { lower } of curve.slice(point + 1)) expect(lower).toBe(1);
    }),
    { numRuns: 150, seed: 11, ignoreEqualValues: true },
  );
  for (const count of Object.values(seen)) expect(count).toBeGreaterThan(5);
});
