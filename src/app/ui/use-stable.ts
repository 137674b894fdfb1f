/** Callbacks that stay the same value, so that what they are given to is not drawn again. */
import { useCallback, useLayoutEffect, useRef } from 'react';

/** A function of constant identity that calls the one of the latest render. Not for use while rendering. */
export function useStable<Arguments extends readonly unknown[], Answer>(
  callback: (...given: Arguments) => Answer,
): (...given: Arguments) => Answer {
  const latest = useRef(callback);
  useLayoutEffect(() => {
    latest.current = callback;
  });
  return useCallback((...given: Arguments) => latest.current(...given), []);
}
