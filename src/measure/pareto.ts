/** Which of several alternatives are not beaten in everything by another. */

/** For each number, whether less or more of it is better. */
export type Better = 'less' | 'more';

/**
 * The indices of the points that no other point is at least as good as in every number and better than in one; ascending.
 * @param points of equally many numbers; one with a number that is not finite is left out
 */
export function paretoFront(points: readonly (readonly number[])[], better: readonly Better[]): readonly number[] {
  const candidates = points
    .map((point, index) => ({ index, goods: point.map((value, at) => (better[at] === 'more' ? value : -value)) }))
    .filter(({ goods }) => goods.every(Number.isFinite));
  return candidates
    .filter(({ goods }) => !candidates.some((other) => beats(other.goods, goods)))
    .map(({ index }) => index);
}

function beats(one: readonly number[], other: readonly number[]): boolean {
  return (
    one.every((value, at) => value >= (other[at] as number)) && one.some((value, at) => value > (other[at] as number))
  );
}
