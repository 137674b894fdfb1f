/** Numbers about numbers. */
import type { Estimate } from '../model';

/**
 * The quantile of sorted values, linear between the two that are nearest. Undefined if there is none.
 * Source: Hyndman and Fan, "Sample quantiles in statistical packages", 1996, definition 7.
 * @param share from 0 to 1
 */
export function quantile(sorted: readonly number[], share: number): number | undefined {
  const place = (sorted.length - 1) * share;
  const below = sorted[Math.floor(place)];
  const above = sorted[Math.ceil(place)];
  if (below === undefined || above === undefined) return undefined;
  return below + (above - below) * (place - Math.floor(place));
}

/** The mean of values with its 95 % confidence interval, as if they were normal and independent. Undefined if there is none. */
export function estimate(values: readonly number[]): Estimate | undefined {
  const count = values.length;
  if (count === 0) return undefined;
  const mean = values.reduce((sum, value) => sum + value, 0) / count;
  if (count === 1) return { mean, low: null, high: null, count };
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (count - 1);
  const half = studentQuantile(count - 1) * Math.sqrt(variance / count);
  return { mean, low: mean - half, high: mean + half, count };
}

/** The 97.5 % quantiles of Student's t for 1 … 30 degrees of freedom. Source: NIST/SEMATECH e-Handbook, table 1.3.6.7.2. */
const studentQuantiles = [
  12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.16, 2.145, 2.131, 2.12, 2.11,
  2.101, 2.093, 2.086, 2.08, 2.074, 2.069, 2.064, 2.06, 2.056, 2.052, 2.048, 2.045, 2.042,
];
const normalQuantile = 1.959963985;

/** Beyond the table by the first terms of an expansion in 1/degrees. Source: Abramowitz and Stegun, 26.7.5. */
function studentQuantile(degrees: number): number {
  const known = studentQuantiles[degrees - 1];
  if (known !== undefined) return known;
  const z = normalQuantile;
  return z + (z ** 3 + z) / (4 * degrees) + (5 * z ** 5 + 16 * z ** 3 + 3 * z) / (96 * degrees ** 2);
}
