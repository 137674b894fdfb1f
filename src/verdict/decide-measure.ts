/** Whether a measured value meets what is demanded of it. */
import { compareFractions, parseFraction, simplestFractionOf } from '../base';
import type { Measure, PropertyResult } from '../model';

/**
 * Only what the ends of the value decide is decided: a value that may lie on either side of a demand is `inconclusive`.
 * Without a demand it is `measured`.
 */
export function decideMeasure({ value, atLeast, atMost }: Measure): PropertyResult['result'] {
  if (value.kind === 'interval' && value.exact !== undefined && (atLeast ?? atMost) !== undefined) {
    const exact = parseFraction(value.exact);
    const isEnough = atLeast === undefined || compareFractions(exact, simplestFractionOf(atLeast)) >= 0;
    const isFew = atMost === undefined || compareFractions(exact, simplestFractionOf(atMost)) <= 0;
    return isEnough && isFew ? 'holds' : 'violated';
  }
  const lower = value.kind === 'infinite' ? Number.POSITIVE_INFINITY : value.lower;
  const upper = value.kind === 'interval' ? value.upper : Number.POSITIVE_INFINITY;
  if (atLeast === undefined && atMost === undefined) return 'measured';
  if (upper < (atLeast ?? 0) || lower > (atMost ?? Number.POSITIVE_INFINITY)) return 'violated';
  const meets = lower >= (atLeast ?? 0) && upper <= (atMost ?? Number.POSITIVE_INFINITY);
  return meets ? 'holds' : 'inconclusive';
}
