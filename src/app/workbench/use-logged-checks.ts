/** Puts every check that came to a verdict into the work's log. */
import { useEffect, useRef } from 'react';
import { engineIdentity, type WorkHandle } from '../record';
import type { CheckHandle } from './use-check';

export function useLoggedChecks({ outcome }: CheckHandle, { log }: WorkHandle): void {
  const latest = useRef(log);
  latest.current = log;
  useEffect(() => {
    if (!outcome) return;
    const { wish, report } = outcome;
    const note = async (): Promise<void> => {
      const { checkResultOf, textHash } = await import('../../submission');
      latest.current({
        kind: 'check',
        asked: wish.mode === 'asked',
        bounds: wish.bounds,
        explore: wish.explore,
        switches: wish.switches,
        mode: wish.schedules,
        source: textHash(wish.source),
        engine: engineIdentity,
        result: checkResultOf(report),
        elapsedMs: Math.round(report.elapsedMs),
      });
    };
    // A part of the page that cannot be loaded, since the network is gone, costs this line of the log.
    note().catch(() => undefined);
  }, [outcome]);
}
