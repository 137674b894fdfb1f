/** Long computations in pieces: a generator that yields now and then, so that whoever runs it can pause or give it up. */

/** Yields after about `unitsPerPiece` units of work; its result is the value it returns. */
export type Work<Result> = Generator<undefined, Result, undefined>;

/** Edges looked at between two yields: a few milliseconds. */
export const unitsPerPiece = 200_000;

/** Runs it all at once. */
export function finish<Result>(work: Work<Result>): Result {
  for (;;) {
    const { done, value } = work.next();
    if (done === true) return value;
  }
}
