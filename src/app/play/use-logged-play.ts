/** Puts what is played into the work's log: the last schedule of every few seconds, and the last before the page is left. */
import { useEffect, useLayoutEffect, useRef } from 'react';
import type { Bounds, Schedule, WorkEvent } from '../../model';

/** At most one record in so many milliseconds. */
export const playLogMs = 5_000;

/**
 * @param playedCount grows with every step that is played
 * @param read what was played, when it is to be noted
 */
export function useLoggedPlay(
  playedCount: number,
  read: () => { readonly bounds: Bounds; readonly schedule: Schedule } | null,
  log: (event: WorkEvent) => void,
): void {
  const latest = useRef({ read, log, playedCount });
  latest.current = { read, log, playedCount };
  const noted = useRef(playedCount);
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null);

  useEffect(() => {
    if (playedCount === noted.current || timer.current !== null) return;
    timer.current = setTimeout(() => note(latest.current, noted, timer), playLogMs);
  }, [playedCount]);

  // In the layout phase, which is before the work that the log belongs to is given up.
  useLayoutEffect(() => {
    const leave = (): void => note(latest.current, noted, timer);
    const onVisibility = (): void => {
      if (document.visibilityState === 'hidden') leave();
    };
    // Before the work itself is written down for a page that goes away.
    window.addEventListener('pagehide', leave, true);
    document.addEventListener('visibilitychange', onVisibility, true);
    return () => {
      leave();
      window.removeEventListener('pagehide', leave, true);
      document.removeEventListener('visibilitychange', onVisibility, true);
    };
  }, []);
}

interface Latest {
  readonly read: () => { readonly bounds: Bounds; readonly schedule: Schedule } | null;
  readonly log: (event: WorkEvent) => void;
  readonly playedCount: number;
}

function note(
  { read, log, playedCount }: Latest,
  noted: { current: number },
  timer: { current: ReturnType<typeof setTimeout> | null },
): void {
  if (timer.current !== null) clearTimeout(timer.current);
  timer.current = null;
  if (noted.current === playedCount) return;
  noted.current = playedCount;
  const played = read();
  if (played !== null && played.schedule.length > 0) log({ kind: 'play', ...played });
}
