/** Sets of bounds: as words, where the labels of the challenge are not at hand, and compared. */
import type { Bounds } from './challenge';
import { compareText } from './data-text';

/** `participants 2, crashes 1`; `no bounds` where there are none. */
export function boundsWords(bounds: Bounds): string {
  const words = Object.entries(bounds).map(([name, value]) => `${name} ${value}`);
  return words.length === 0 ? 'no bounds' : words.join(', ');
}

/** Whether two sets of bounds are the same for a challenge. What one of them does not say counts as different. */
export function sameBounds(one: Bounds, other: Bounds): boolean {
  const text = (bounds: Bounds): string => JSON.stringify(Object.entries(bounds).sort(([a], [b]) => compareText(a, b)));
  return text(one) === text(other);
}
