/**
 * Logarithm and exponential out of additions, multiplications and divisions alone, which IEEE 754 defines to the last bit.
 * `Math.log` and `Math.exp` may differ between engines in theirs, and a simulation must not.
 */
import { assert } from './assert';

/** ln 2 in two parts: the first has so few bits that its products with exponents are exact. */
const ln2High = 0.6931471803691238;
const ln2Low = 1.9082149292705877e-10;
const halfRoot = Math.SQRT1_2;

const bits = new DataView(new ArrayBuffer(8));

/**
 * The natural logarithm, to about one unit in the last place.
 * @param value finite and above zero
 */
export function naturalLog(value: number): number {
  assert(value > 0 && value < Number.POSITIVE_INFINITY, 'a logarithm is of a finite number above zero');
  let exponent = 0;
  let mantissa = value;
  if (mantissa < 2 ** -1022) {
    mantissa *= 2 ** 54;
    exponent = -54;
  }
  bits.setFloat64(0, mantissa);
  const high = bits.getUint32(0);
  exponent += (high >>> 20) - 1022;
  bits.setUint32(0, (high & 0x000fffff) | (1022 << 20));
  mantissa = bits.getFloat64(0); // in [1/2, 1)
  if (mantissa < halfRoot) {
    mantissa *= 2;
    exponent -= 1;
  }
  // ln m = 2 artanh((m - 1) / (m + 1)), a series in the square of a number below 0.172.
  const ratio = (mantissa - 1) / (mantissa + 1);
  const square = ratio * ratio;
  let sum = 0;
  for (let power = 23; power >= 3; power -= 2) sum = (sum + 1 / power) * square;
  return exponent * ln2High + (exponent * ln2Low + 2 * ratio * sum + 2 * ratio);
}

/** e to a power, to a few units in the last place; 0 or infinity where it is too small or too large for a number. */
export function exponential(power: number): number {
  if (Number.isNaN(power)) return Number.NaN;
  if (power > 709.79) return Number.POSITIVE_INFINITY;
  if (power < -745.2) return 0;
  const twos = Math.floor(power / (ln2High + ln2Low) + 0.5);
  const rest = power - twos * ln2High - twos * ln2Low;
  let sum = 1;
  for (let term = 16; term >= 1; term--) sum = 1 + (sum * rest) / term;
  // In two steps, so that neither factor leaves the range of numbers.
  const half = Math.trunc(twos / 2);
  return sum * powerOfTwo(half) * powerOfTwo(twos - half);
}

function powerOfTwo(exponent: number): number {
  bits.setUint32(0, (exponent + 1023) << 20);
  bits.setUint32(4, 0);
  return bits.getFloat64(0);
}
