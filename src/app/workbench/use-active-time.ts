/** Counts the time in which the page is visible and was used within the last minute. Nothing else is watched. */
import { useEffect, useRef } from 'react';

const tickMs = 15_000;
const idleAfterMs = 60_000;

/** Calls `onActive` with the length of every tick that counts. */
export function useActiveTime(enabled: boolean, onActive: (milliseconds: number) => void): void {
  const latest = useRef(onActive);
  latest.current = onActive;
  useEffect(() => {
    if (!enabled) return;
    let usedAt = performance.now();
    const used = (): void => {
      usedAt = performance.now();
    };
    const timer = setInterval(() => {
      const isUsed = performance.now() - usedAt < idleAfterMs;
      if (isUsed && document.visibilityState === 'visible') latest.current(tickMs);
    }, tickMs);
    const events = ['pointerdown', 'pointermove', 'keydown', 'wheel'] as const;
    for (const event of events) window.addEventListener(event, used, { passive: true, capture: true });
    return () => {
      clearInterval(timer);
      for (const event of events) window.removeEventListener(event, used, { capture: true });
    };
  }, [enabled]);
}
