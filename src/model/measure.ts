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
  | ({ readonly kind: 'interval' } & Interval)
  /** An expectation of at least `lower`; the work allowed gave no upper bound. */
  | { readonly kind: 'at-least'; readonly lower: number }
  /** An expectation that has no bound, because the target is not reached with probability one. */
  | { readonly kind: 'infinite' };

/** A measured value with everything that says what it is a value of. */
export interface Measure {
  readonly quantity: 'probability' | 'expectation';
  readonly scheduler: Scheduler;
  /** Only runs of at most so many steps count. */
  readonly withinSteps?: number;
  /** What is expected: `steps`, or what the author calls it. */
  readonly unit?: string;
  readonly value: MeasuredValue;
  /** What was demanded of it. */
  readonly atLeast?: number;
  readonly atMost?: number;
}
