/** Fractions and the numbers next to them. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compareFractions, endsAround, fractionOf, fractionText, simplestFractionOf } from '../../src/base';

test('a number that was written as a fraction is read as it', () => {
  const text = (value: number): string => fractionText(simplestFractionOf(value));
  expect([1 / 3, 0.1, 0.25, 2, 0, 22 / 7, 0.999].map(text)).toEqual([
    '1/3',
    '1/10',
    '1/4',
    '2',
    '0',
    '22/7',
    '999/1000',
  ]);
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 99_999 }), fc.integer({ min: 1, max: 99_999 }), (a, b) => {
      const [numerator, denominator] = text(a / b)
        .split('/')
        .map(Number);
      expect((numerator as number) * b).toBe(a * (denominator ?? 1));
    }),
  );
});

test('the ends around a fraction are neighbours on both sides of it, or the number that it is', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: 0n, max: 10n ** 60n }), fc.bigInt({ min: 1n, max: 10n ** 60n }), (a, b) => {
      const value = { numerator: a, denominator: b };
      const { lower, upper } = endsAround(value);
      expect(compareFractions(fractionOf(lower), value)).toBeLessThanOrEqual(0);
      expect(compareFractions(fractionOf(upper), value)).toBeGreaterThanOrEqual(0);
      // Nothing fits between two neighbours.
      if (lower !== upper) expect([lower, upper]).toContain((lower + upper) / 2);
    }),
  );
});
