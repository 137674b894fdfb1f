/**
 * Makes what fails smaller: drops parts of it, large ones first and from the end, and keeps what still fails, until nothing
 * more can be dropped. The result is 1-minimal; it need not be a shortest. (Zeller and Hildebrandt, "Simplifying and
 * isolating failure-inducing input", 2002, with the complements of chunks that halve.)
 *
 * @param failing the part of a candidate that fails, at most as long as the candidate; undefined if it does not fail. Called
 *   O(length²) times at most, and far less often where most can go
 */
export function minimise<Item>(
  items: readonly Item[],
  failing: (candidate: readonly Item[]) => readonly Item[] | undefined,
): readonly Item[] {
  let current = items;
  for (let size = largestPowerBelow(items.length); size >= 1; ) {
    const before = current.length;
    for (let end = current.length; end > 0; ) {
      const start = Math.max(0, end - size);
      const smaller = failing([...current.slice(0, start), ...current.slice(end)]);
      if (smaller !== undefined) current = smaller;
      end = Math.min(start, current.length);
    }
    if (size > 1) size /= 2;
    else if (current.length === before) break;
  }
  return current;
}

/** The largest power of two that is at most half of the length, at least 1. */
function largestPowerBelow(length: number): number {
  let power = 1;
  while (power * 4 <= length) power *= 2;
  return power;
}
