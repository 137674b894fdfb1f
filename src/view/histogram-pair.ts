/** Two histograms over the same views, one upwards and one downwards from a common axis. */
import { fractionNumber, type ViewBar } from '../model';

export interface HistogramColumn {
  readonly x: number;
  readonly width: number;
  /** Lengths of the two bars, and of what one has more than the other. */
  readonly lengths: readonly [up: number, down: number];
  readonly difference: number;
  /** Whether no other view is likelier on one side by more. */
  readonly isFurthest: boolean;
}

export interface HistogramPairLayout {
  readonly columns: readonly HistogramColumn[];
  /** Length of a bar for the probability `top`. */
  readonly length: number;
  /** What the end of the axis stands for, at least the highest probability. */
  readonly top: number;
  /** How far the bars reach from the left. */
  readonly right: number;
}

const columnWidthMax = 64;

/**
 * @param left where the first column begins
 * @param width of everything, the part left of the columns included
 */
export function layoutHistogramPair(
  bars: readonly ViewBar[],
  left: number,
  width: number,
  length: number,
): HistogramPairLayout {
  const numbers = bars.map(({ probabilities: [up, down] }) => [fractionNumber(up), fractionNumber(down)] as const);
  const top = Math.max(...numbers.flat(), Number.MIN_VALUE);
  const step = Math.min(columnWidthMax, (width - left) / Math.max(1, bars.length));
  const differences = numbers.map(([up, down]) => Math.abs(up - down));
  const most = Math.max(...differences);
  return {
    columns: numbers.map(([up, down], index) => ({
      x: left + index * step,
      width: step,
      lengths: [(up / top) * length, (down / top) * length],
      difference: differences[index] as number,
      isFurthest: most > 0 && (differences[index] as number) > most * (1 - 1e-9),
    })),
    length,
    top,
    right: left + step * bars.length,
  };
}

/** How often the best guess which of two sides it is comes out right: half and half the distance, exactly. */
export function bestGuess(distance: string): string {
  const [numerator = '0', denominator = '1'] = distance.split('/');
  return reduced(BigInt(denominator) + BigInt(numerator), 2n * BigInt(denominator));
}

function reduced(numerator: bigint, denominator: bigint): string {
  let [a, b] = [numerator, denominator];
  while (b !== 0n) [a, b] = [b, a % b];
  return denominator / a === 1n ? String(numerator / a) : `${numerator / a}/${denominator / a}`;
}
