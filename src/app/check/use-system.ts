/** The system of a challenge at some bounds, for the screen. */
import { useEffect, useState } from 'react';
import type { Bounds, Challenge, SystemSpec } from '../../model';
import { knownSystem, learnSystem } from '../catalogue';

/** Null where the bounds are, where there is no such system, and until a worker has told. */
export function useSystem(challenge: Challenge, bounds: Bounds | null): SystemSpec | null {
  const [, redraw] = useState(0);
  const known = bounds === null ? null : knownSystem(challenge, bounds);
  const isKnown = known !== null;
  useEffect(() => {
    if (bounds === null || isKnown) return;
    let isCurrent = true;
    learnSystem(challenge.slug, bounds).then(
      () => {
        if (isCurrent) redraw((count) => count + 1);
      },
      // A check of these bounds says what is wrong with them.
      () => undefined,
    );
    return () => {
      isCurrent = false;
    };
  }, [challenge, bounds, isKnown]);
  return known;
}
