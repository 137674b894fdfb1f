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

export function multiplyFractions(a: Fraction, b: Fraction): Fraction {
  return reduced({ numerator: a.numerator * b.numerator, denominator: a.denominator * b.denominator });
}

/** @param b above zero */
export function divideFractions(a: Fraction, b: Fraction): Fraction {
  return reduced({ numerator: a.numerator * b.denominator, denominator: a.denominator * b.numerator });
}

/** The exact value of a number that is finite and zero or more. */
export function fractionOf(value: number): Fraction {
  let numerator = value;
  let denominator = 1n;
  while (!Number.isInteger(numerator)) {
    numerator *= 2;
    denominator *= 2n;
  }
  return { numerator: BigInt(numerator), denominator };
}

/**
 * The first convergent of a number's continued fraction that is this number when it is rounded: what somebody meant who wrote
 * `1 / 3` or `0.1`. The exact value of the number where that is no simpler.
 */
export function simplestFractionOf(value: number): Fraction {
  const exact = fractionOf(value);
  let { numerator: dividend, denominator: divisor } = exact;
  let [before, last]: readonly [Fraction, Fraction] = [
    { numerator: 0n, denominator: 1n },
    { numerator: 1n, denominator: 0n },
  ];
  while (divisor !== 0n) {
    const quotient = dividend / divisor;
    [dividend, divisor] = [divisor, dividend % divisor];
    const next = {
      numerator: quotient * last.numerator + before.numerator,
      denominator: quotient * last.denominator + before.denominator,
    };
    [before, last] = [last, next];
    // A quotient of two numbers that are exact is rounded once.
    if (next.numerator > exactMax || next.denominator > exactMax) return exact;
    if (Number(next.numerator) / Number(next.denominator) === value) return next;
  }
  return exact;
}

const exactMax = 2n ** 53n;

/** Below zero if `a` is smaller, above zero if it is larger. */
export function compareFractions(a: Fraction, b: Fraction): number {
  const left = a.numerator * b.denominator;
  const right = b.numerator * a.denominator;
  return left < right ? -1 : left > right ? 1 : 0;
}

export function halfOf({ numerator, denominator }: Fraction): Fraction {
  return reduced({ numerator, denominator: denominator * 2n });
}

/** The nearest numbers on both sides, the same where the fraction is a number. */
export function endsAround(fraction: Fraction): { readonly lower: number; readonly upper: number } {
  const near = nearest(fraction);
  const side = compareFractions(fractionOf(near), fraction);
  if (side === 0) return { lower: near, upper: near };
  const next = neighbour(near, side < 0 ? 1 : -1);
  return side < 0 ? { lower: near, upper: next } : { lower: next, upper: near };
}

/** A number that is the nearest or next to it: the quotient with 64 digits of two, rounded. */
function nearest({ numerator, denominator }: Fraction): number {
  if (numerator === 0n) return 0;
  const shift = BigInt(64 + lengthOf(denominator) - lengthOf(numerator));
  const quotient = shift >= 0n ? (numerator << shift) / denominator : numerator / (denominator << -shift);
  return Number(quotient) * 2 ** -Number(shift);
}

/** Digits of two. */
function lengthOf(value: bigint): number {
  return value.toString(2).length;
}

/** The next number above or below one that is zero or more. */
function neighbour(value: number, direction: 1 | -1): number {
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, value);
  view.setBigInt64(0, view.getBigInt64(0) + BigInt(direction));
  return view.getFloat64(0);
}

/** In lowest terms: `1/6`, `0`, `1`. */
export function fractionText(fraction: Fraction): string {
  const { numerator, denominator } = reduced(fraction);
  return denominator === 1n ? `${numerator}` : `${numerator}/${denominator}`;
}

/** The fraction that `fractionText` wrote. */
export function parseFraction(text: string): Fraction {
  const [numerator = '0', denominator = '1'] = text.split('/');
  return { numerator: BigInt(numerator), denominator: BigInt(denominator) };
}

function reduced({ numerator, denominator }: Fraction): Fraction {
  let [a, b] = [numerator, denominator];
  while (b !== 0n) [a, b] = [b, a % b];
  return a <= 1n ? { numerator, denominator } : { numerator: numerator / a, denominator: denominator / a };
}
