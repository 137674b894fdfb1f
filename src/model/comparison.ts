/** What became of a comparison of views: plain values, for verdicts. */
import type { ExperimentInputs } from './experiment';

/** One side of a comparison. */
export interface ComparedSide {
  readonly name: string;
  /** What the nodes were given; missing for an ideal side. */
  readonly inputs?: ExperimentInputs;
}

/** How likely one view is on each side: fractions in lowest terms, as text, such as `5/27`, `0` and `1`. */
export interface ViewBar {
  /** The view in words. */
  readonly view: string;
  readonly probabilities: readonly [first: string, second: string];
}

/** Two sides that ought to look alike and do not, or that ought to look different and may look alike. */
export interface Comparison {
  /** Who looks, and what they may know. */
  readonly group: string;
  readonly sides: readonly [first: ComparedSide, second: ComparedSide];
  /** Total variation distance, exactly: half the sum of all differences; 0 where the sides look alike, 1 where they never do. */
  readonly distance: string;
  /** Those that tell most about it first. */
  readonly bars: readonly ViewBar[];
  /** How many more views there are that are not among the bars. */
  readonly barsLeftOut: number;
  /** Of the run that is shown: its side, and the bar that is its view. */
  readonly shown: { readonly side: 0 | 1; readonly bar: number };
}

/** The number nearest to a fraction that is written as text, for drawing it. */
export function fractionNumber(text: string): number {
  const [numerator = '0', denominator = '1'] = text.split('/');
  return Number(numerator) / Number(denominator);
}

/** `a, who may know 2, sees “x” and “y” differ: distance 1/6`. */
export function comparisonWords({ group, sides: [first, second], distance }: Comparison): string {
  return `to ${group}: “${first.name}” against “${second.name}”, distance ${distance}`;
}
