/** Exact fractions of whole numbers, zero or more. */

export interface Fraction {
  readonly numerator: bigint;
  /** Above zero. */
  readonly denominator: bigint;
}

export const zero: Fraction = { numerator: 0n, denominator: 1n };
export const one: Fraction = { numerator: 1n, denominator: 1n };

/** Fast where the denominators are the same, which stays as it is: the result need not be in lowest terms. */
export function addFractions(a: Fraction, b: Fraction): Fraction {
  if (a.denominator === b.denominator) return { numerator: a.numerator + b.numerator, denominator: a.denominator };
  return reduced({
    numerator: a.numerator * b.denominator + b.numerator * a.denominator,
    denominator: a.denominator * b.denominator,
  });
}

/** How far two fractions are apart. */
export function differenceOf(a: Fraction, b: Fraction): Fraction {
  const left = a.numerator * b.denominator;
  const right = b.numerator * a.denominator;
  return reduced({ numerator: left > right ? left - right : right - left, denominator: a.denominator * b.denominator });
}

/** Below zero if `a` is smaller, above zero if it is larger. */
export function compareFractions(a: Fraction, b: Fraction): number {
  const left = a.numerator * b.denominator;
  const right = b.numerator * a.denominator;
  return left < right ? -1 : left > right ? 1 : 0;
}

export function halfOf({ numerator, denominator }: Fraction): Fraction {
  return reduced({ numerator, denominator: denominator * 2n });
}

/** In lowest terms: `1/6`, `0`, `1`. */
export function fractionText(fraction: Fraction): string {
  const { numerator, denominator } = reduced(fraction);
  return denominator === 1n ? `${numerator}` : `${numerator}/${denominator}`;
}

function reduced({ numerator, denominator }: Fraction): Fraction {
  let [a, b] = [numerator, denominator];
  while (b !== 0n) [a, b] = [b, a % b];
  return a <= 1n ? { numerator, denominator } : { numerator: numerator / a, denominator: denominator / a };
}
