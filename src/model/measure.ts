/** Probabilities and expectations: what is measured, under which scheduler, and what came out. */

/**
 * Who picks the next event, and the option of each `ctx.choose`:
 * - `minimum`, `maximum`: whatever makes the value smallest or largest; it may know everything, need not be fair, and in a
 *   quiescent state may let nothing happen any more;
 * - `uniform`: every enabled event alike, faults among them as long as something else is enabled, and every option alike;
 *   a quiescent state is the end.
 */
export type Scheduler = 'minimum' | 'maximum' | 'uniform';

/** Encloses an exact value: what floating point and iteration may have got wrong lies within. */
export interface Interval {
  readonly lower: number;
  readonly upper: number;
}

/** What a probability or expectation came out as. */
export type MeasuredValue =
  /** `exact`: the value itself as a fraction in lowest terms, `1/3`, where it was computed and is no number; its ends are then next to each other. */
  | ({ readonly kind: 'interval'; readonly exact?: string } & Interval)
  /** An expectation of at least `lower`; the work allowed gave no upper bound. */
  | { readonly kind: 'at-least'; readonly lower: number }
  /** An expectation that has no bound, because the target is not reached with probability one. */
  | { readonly kind: 'infinite' };

/** What must be true of a measured value. Both may be missing: then it is only shown. */
export interface Demand {
  readonly atLeast?: number;
  readonly atMost?: number;
}

/** A measured value with everything that says what it is a value of. */
export interface Measure extends Demand {
  readonly quantity: 'probability' | 'expectation';
  readonly scheduler: Scheduler;
  /** Only runs of at most so many steps count. */
  readonly withinSteps?: number;
  /** What is expected; `steps` by default. */
  readonly unit?: string;
  readonly value: MeasuredValue;
}

/** A measure in plain words: `smallest probability within 3 steps, over all schedulers: 0.5 exactly; at least 0.25 is demanded`. */
export function measureWords(measure: Measure): string {
  const what = measure.quantity === 'probability' ? 'probability' : `expected ${measure.unit ?? 'steps'}`;
  const { withinSteps } = measure;
  const within = withinSteps === undefined ? '' : ` within ${withinSteps} ${withinSteps === 1 ? 'step' : 'steps'}`;
  return `${schedulerWords(`${what}${within}`, measure.scheduler)}: ${valueWords(measure.value)}${demandWords(measure)}`;
}

/** A value in plain words, never said to be closer than it is: `0.5 exactly`, `0.333333333 ± 4e-10`. */
export function valueWords(value: MeasuredValue): string {
  switch (value.kind) {
    case 'infinite':
      return 'infinite';
    case 'at-least':
      return `at least ${value.lower}`;
    case 'interval':
      if (value.lower === value.upper) return `${value.lower} exactly`;
      return value.exact === undefined ? intervalWords(value) : exactWords(value.exact, value.lower);
  }
}

function schedulerWords(what: string, scheduler: Scheduler): string {
  switch (scheduler) {
    case 'minimum':
      return `smallest ${what}, over all schedulers`;
    case 'maximum':
      return `largest ${what}, over all schedulers`;
    case 'uniform':
      return `${what}, under the uniform scheduler`;
  }
}

function demandWords({ atLeast, atMost }: Demand): string {
  if (atLeast === undefined && atMost === undefined) return '';
  if (atLeast === undefined) return `; at most ${atMost} is demanded`;
  if (atMost === undefined) return `; at least ${atLeast} is demanded`;
  return `; between ${atLeast} and ${atMost} is demanded`;
}

/** A fraction whose value has no end as a decimal; long ones are not written out. */
function exactWords(exact: string, nearly: number): string {
  const about = Number(nearly.toPrecision(9));
  return exact.length <= fractionLengthMax ? `${exact} exactly, about ${about}` : `${about}, known exactly`;
}

const fractionLengthMax = 40;

/** The middle with as many digits as are known, and how far the ends are from what is shown, rounded up. */
function intervalWords({ lower, upper }: Interval): string {
  const middle = lower + (upper - lower) / 2;
  let decimals = 0;
  for (let unit = (upper - lower) / 2; unit < 1 && decimals < 15; unit *= 10) decimals++;
  const text = middle.toFixed(decimals);
  const shown = Number(text);
  const error = Math.max(upper - shown, shown - lower);
  const [digit = '', exponent = ''] = error.toExponential(0).split('e');
  const isEnough = Number(`${digit}e${exponent}`) >= error;
  return `${text} ± ${isEnough ? digit : Number(digit) + 1}e${exponent.replace('+', '')}`;
}
