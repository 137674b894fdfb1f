/** The probability of the violation along a trace, as a strip of bars: one a state, as high as the violation is likely. */
import { scaleBand, scaleLinear } from 'd3';
import type { Interval } from '../model';
import { round } from './curve';

/** The bar of one state. */
export interface ProbabilityBar {
  readonly state: number;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** Certain and impossible are exact; anything else is possible. */
  readonly kind: 'impossible' | 'possible' | 'certain';
}

/** Bars that are there at all can be seen. */
const heightLeast = 2;

export function layoutProbabilityStrip(
  curve: readonly Interval[],
  size: { readonly width: number; readonly height: number },
): readonly ProbabilityBar[] {
  const states = curve.map((_ends, state) => state);
  const gap = size.width / Math.max(1, states.length) >= 6 ? 0.15 : 0;
  const across = scaleBand(states, [0, size.width]).paddingInner(gap);
  const up = scaleLinear([0, 1], [0, size.height]);
  return curve.map((ends, state) => {
    const kind = kindOf(ends);
    const full = up((ends.lower + ends.upper) / 2);
    const height = kind === 'impossible' ? 1 : Math.max(heightLeast, full);
    return {
      state,
      x: round(across(state) ?? 0),
      y: round(size.height - height),
      width: round(across.bandwidth()),
      height: round(height),
      kind,
    };
  });
}

/** Three digits; only what is certain is told as 1, and only what is impossible as 0. */
export function probabilityText(ends: Interval): string {
  switch (kindOf(ends)) {
    case 'impossible':
      return '0';
    case 'certain':
      return '1';
    case 'possible': {
      const middle = (ends.lower + ends.upper) / 2;
      if (middle < 0.001) return '<0.001';
      return middle > 0.999 ? '>0.999' : middle.toFixed(3);
    }
  }
}

/** The whole strip in words: where it starts, each step that changes it, and from where it is certain. */
export function probabilityStripText(curve: readonly Interval[]): string {
  const parts = curve.flatMap((ends, state) => {
    const text = probabilityText(ends);
    const before = curve[state - 1];
    if (before === undefined) return [`${text} at first`];
    return probabilityText(before) === text ? [] : [`${text} after step ${state}`];
  });
  return `Probability of the violation, every enabled step equally likely: ${parts.join(', ')}.`;
}

function kindOf({ lower, upper }: Interval): ProbabilityBar['kind'] {
  if (upper === 0) return 'impossible';
  return lower === 1 ? 'certain' : 'possible';
}
