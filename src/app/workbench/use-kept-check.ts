/** The check that was kept in this browser and can be gone on with, if it is of the source and the bounds on screen. */
import { useCallback, useEffect, useState } from 'react';
import type { Bounds, Challenge, KeptCheck } from '../../model';
import { protocolFile } from '../catalogue';
import { sharedCheckRunner } from '../check';
import { askedLimits } from '../machines';

export interface KeptHandle {
  /** Null while there is none that fits. */
  readonly kept: KeptCheck | null;
  /** Removes it. */
  readonly discard: () => void;
}

/** How long typing must pause before the source is compared with what was kept. */
const settleMs = 400;

/** @param isIdle looks again each time this becomes true */
export function useKeptCheck(challenge: Challenge, source: string, bounds: Bounds | null, isIdle: boolean): KeptHandle {
  const [kept, setKept] = useState<KeptCheck | null>(null);
  const { slug } = challenge;
  useEffect(() => {
    if (!isIdle || bounds === null) {
      setKept(null);
      return;
    }
    let isCurrent = true;
    const timer = setTimeout(() => {
      findKept(slug, source, bounds)
        .catch(() => null) // Without a worker there is nothing to go on with; the next check says what is wrong.
        .then((found) => {
          if (isCurrent) setKept(found);
        });
    }, settleMs);
    return () => {
      isCurrent = false;
      clearTimeout(timer);
    };
  }, [slug, source, bounds, isIdle]);
  const discard = useCallback((): void => {
    setKept(null);
    sharedCheckRunner()
      .forget(slug)
      .catch(() => undefined);
  }, [slug]);
  return { kept, discard };
}

async function findKept(challenge: string, source: string, bounds: Bounds): Promise<KeptCheck | null> {
  const runner = sharedCheckRunner();
  const kept = await runner.kept(challenge);
  if (kept === null || Object.keys(kept.bounds).some((name) => kept.bounds[name] !== bounds[name])) return null;
  const { compile } = await import('../editor');
  const program = await compile(source, protocolFile);
  const { explore, switches } = kept;
  const request = { challenge, program, bounds, limits: askedLimits, explore, ...switches };
  return (await runner.isKept(request)) ? kept : null;
}
