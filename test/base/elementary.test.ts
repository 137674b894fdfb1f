/** Logarithm and exponential: as good as the machine's, and the same bits everywhere. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { exponential, naturalLog } from '../../src/base';

const positive = fc.double({ min: Number.MIN_VALUE, max: Number.MAX_VALUE, noNaN: true });

test('the logarithm is that of the machine, but for the last bits', () => {
  fc.assert(
    fc.property(positive, (value) => {
      const expected = Math.log(value);
      expect(Math.abs(naturalLog(value) - expected)).toBeLessThanOrEqual(4e-16 * Math.max(1, Math.abs(expected)));
    }),
    { numRuns: 20_000, seed: 1 },
  );
});

test('the exponential is that of the machine, but for the last bits', () => {
  fc.assert(
    fc.property(fc.double({ min: -700, max: 709, noNaN: true }), (power) => {
      const expected = Math.exp(power);
      expect(Math.abs(exponential(power) / expected - 1)).toBeLessThan(3e-13);
    }),
    { numRuns: 20_000, seed: 1 },
  );
});

test('the ends of the range are what they must be', () => {
  expect([naturalLog(1), exponential(0)]).toEqual([0, 1]);
  expect(naturalLog(Number.MIN_VALUE)).toBeCloseTo(-744.4400719213812, 10);
  expect([exponential(1000), exponential(-1000)]).toEqual([Number.POSITIVE_INFINITY, 0]);
  expect(exponential(-745)).toBe(Number.MIN_VALUE);
  expect(() => naturalLog(0)).toThrow('above zero');
  expect(() => naturalLog(Number.NaN)).toThrow('above zero');
});
