/** What candidates will wait for, from what was measured here. Pure. */
import type { Bounds, Parameter, VerifyOutcome, VerifyReport } from '../../model';

/** One right answer at one set of bounds. */
export interface ForecastRow {
  readonly file: string;
  readonly tier: 'quick' | 'full' | 'hidden';
  readonly states: number;
  readonly elapsedMs: number;
  /** Bytes of the search when it ended. */
  readonly bytes: number;
  /** States per second; null where it was too short to tell. */
  readonly rate: number | null;
}

/** Smaller checks say more about starting up than about searching. */
const tellingStates = 10_000;

/** The right answers of a report, each at quick, full and hidden bounds, as far as they are known. */
export function forecastRows({ rows }: VerifyReport): readonly ForecastRow[] {
  return rows
    .filter(({ role }) => role === 'reference' || role === 'alternate')
    .flatMap(({ file, checks }) =>
      checks.flatMap(({ purpose, outcome }): ForecastRow[] =>
        outcome !== null && (purpose === 'quick' || purpose === 'full' || purpose === 'hidden')
          ? [{ file, tier: purpose, ...figuresOf(outcome) }]
          : [],
      ),
    );
}

function figuresOf({ counts, elapsedMs, bytes }: VerifyOutcome): Omit<ForecastRow, 'file' | 'tier'> {
  const rate = counts.distinct < tellingStates ? null : counts.distinct / (elapsedMs / 1000);
  return { states: counts.distinct, elapsedMs, bytes, rate };
}

/** Bounds one step up from others in one parameter. */
export interface GrowthPoint {
  readonly parameter: Parameter;
  readonly bounds: Bounds;
}

/** What to measure to learn which parameter makes the space grow: each one step above the quick bounds, within its range. */
export function growthPoints(parameters: readonly Parameter[], quick: Bounds): readonly GrowthPoint[] {
  return parameters.flatMap((parameter) => {
    const value = quick[parameter.name];
    if (value === undefined || value >= parameter.max) return [];
    return [{ parameter, bounds: { ...quick, [parameter.name]: value + 1 } }];
  });
}

/** `×3.4`, `×12`; how many times as many. */
export function ratioText(from: number, to: number): string {
  const ratio = to / Math.max(1, from);
  return `×${ratio < 10 ? ratio.toFixed(1) : Math.round(ratio)}`;
}
