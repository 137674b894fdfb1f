/** Counts the time in which the page is visible and was used within the last minute. Nothing else is watched. */
import { useEffect, useRef } from 'react';
import { pauseMinMs } from '../machines';

const tickMs = 15_000;

/**
 * Calls `onActive` with the length of every tick that counts, and `onPause` at the first use after a minute or more without
 * any, with its length.
 */
export function useActiveTime(
  enabled: boolean,
  onActive: (milliseconds: number) => void,
  onPause: (milliseconds: number) => void,
): void {
  const latest = useRef({ onActive, onPause });
  latest.current = { onActive, onPause };
  useEffect(() => {
    if (!enabled) return;
    let usedAt = performance.now();
    const used = (): void => {
      const now = performance.now();
      if (now - usedAt >= pauseMinMs) latest.current.onPause(now - usedAt);
      usedAt = now;
    };
    const timer = setInterval(() => {
      const isUsed = performance.now() - usedAt < pauseMinMs;
      if (isUsed && document.visibilityState === 'visible') latest.current.onActive(tickMs);
    }, tickMs);
    const events = ['pointerdown', 'pointermove', 'keydown', 'wheel'] as const;
    for (const event of events) window.addEventListener(event, used, { passive: true, capture: true });
    return () => {
      clearInterval(timer);
      for (const event of events) window.removeEventListener(event, used, { capture: true });
    };
  }, [enabled]);
}
