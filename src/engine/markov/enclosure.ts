/**
 * One step of value iteration with the error of floating point accounted for: from values that enclose the exact ones to
 * values that do.
 *
 * All numbers are zero or more, so nothing cancels. The error of each addition and multiplication is found exactly (the
 * two-sum of Knuth, "The art of computer programming", volume 2, 4.2.2; the two-product of Dekker, "A floating-point
 * technique for extending the available precision", 1971), and whether a division left a remainder. Lower ends are moved
 * down and upper ends up by the sum of the errors, so a result is exact where every operation was, for example where all
 * totals of weights are powers of two and not too many steps lie between.
 */

interface Arrays {
  readonly start: Int32Array;
  readonly target: Int32Array;
  readonly weight: Float64Array;
  readonly total: Float64Array;
  readonly cost: Float64Array | undefined;
  readonly aim: 'minimum' | 'maximum';
}

/** Four times the largest relative error of an operation: more than the rounding of the division and of moving the end. */
const resultRounding = 2 ** -51;
/** Below it a product may lose digits that its error does not show. */
const smallest = 2 ** -850;
/** Values above it are not told from infinity. */
export const largest = 2 ** 900;

/** An end of the value of a vertex, computed from ends of the same side; `side` is -1 for lower ends, 1 for upper ones. */
export function endOf(arrays: Arrays, vertex: number, values: Float64Array, side: -1 | 1): number {
  return arrays.total[vertex] === 0 ? bestEnd(arrays, vertex, values, side) : meanEnd(arrays, vertex, values, side);
}

function bestEnd(arrays: Arrays, vertex: number, values: Float64Array, side: -1 | 1): number {
  const { start, target, cost } = arrays;
  const isMinimum = arrays.aim === 'minimum';
  let best = isMinimum ? Number.POSITIVE_INFINITY : 0;
  for (let edge = start[vertex]!; edge < start[vertex + 1]!; edge++) {
    let value = values[target[edge]!]!;
    if (cost !== undefined) {
      const spent = cost[edge]!;
      const sum = value + spent;
      const error = additionError(value, spent, sum);
      value = error * side > 0 ? sum + side * sum * resultRounding : sum;
    }
    if (isMinimum ? value < best : value > best) best = value;
  }
  return best;
}

function meanEnd(arrays: Arrays, vertex: number, values: Float64Array, side: -1 | 1): number {
  const { start, target, weight, cost } = arrays;
  let sum = 0;
  let error = 0;
  for (let edge = start[vertex]!; edge < start[vertex + 1]!; edge++) {
    const factor = weight[edge]!;
    let value = values[target[edge]!]!;
    if (cost !== undefined) {
      const spent = cost[edge]!;
      const after = value + spent;
      error += Math.abs(additionError(value, spent, after)) * factor;
      value = after;
    }
    const term = factor * value;
    if (factor !== 1) error += Math.abs(productError(factor, value, term));
    const after = sum + term;
    error += Math.abs(additionError(sum, term, after));
    sum = after;
  }
  if (!(sum < largest)) return side > 0 ? Number.POSITIVE_INFINITY : 0;
  const total = arrays.total[vertex]!;
  const mean = sum / total;
  if (sum === 0) return 0;
  if (mean < smallest) return side > 0 ? smallest : 0;
  const product = mean * total;
  if (error === 0 && product === sum && productError(mean, total, product) === 0) return mean;
  // The sum of errors is itself rounded; an eighth more covers that for millions of edges.
  const slack = (error / total) * 1.125 + mean * resultRounding;
  return side > 0 ? mean + slack : Math.max(0, mean - slack);
}

/** What rounding took away when `a + b` became `sum`: exact, and 0 if nothing. */
function additionError(a: number, b: number, sum: number): number {
  const added = sum - a;
  return a - (sum - added) + (b - added);
}

/** What rounding took away when `a × b` became `product`: exact for products between 2^-900 and 2^900, and 0 if nothing. */
function productError(a: number, b: number, product: number): number {
  const scaledA = a * splitter;
  const highA = scaledA - (scaledA - a);
  const lowA = a - highA;
  const scaledB = b * splitter;
  const highB = scaledB - (scaledB - b);
  const lowB = b - highB;
  return lowA * lowB - (product - highA * highB - lowA * highB - highA * lowB);
}

/** Parts a number into two of 26 digits each. */
const splitter = 2 ** 27 + 1;
