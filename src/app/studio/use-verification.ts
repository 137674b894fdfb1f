/** Verifying a draft for components: begun by every change of its files, shown as it grows. */
import { useActorRef, useSelector } from '@xstate/react';
import { useEffect, useMemo } from 'react';
import type { VerifyProgress, VerifyReport } from '../../model';
import { verificationMachine } from '../machines';
import type { DraftFiles } from './draft-files';
import { verifyInWorker } from './verify-in-worker';

export interface Verification {
  readonly activity: 'idle' | 'pausing' | 'running';
  readonly report: VerifyReport | null;
  readonly progress: VerifyProgress | null;
  /** Whether the files have changed since the report began. */
  readonly outdated: boolean;
  /** Why nothing could be verified. */
  readonly failure: string | null;
  readonly verify: (findSmallest: boolean) => void;
  readonly stop: () => void;
}

/** @param files null while the draft is loading */
export function useVerification(files: DraftFiles | null): Verification {
  const actor = useActorRef(verificationMachine, { input: { effects: { verify: verifyInWorker } } });
  const snapshot = useSelector(actor, (state) => state);
  useEffect(() => {
    if (files) actor.send({ type: 'files', files });
  }, [actor, files]);
  const actions = useMemo(
    () => ({
      verify: (findSmallest: boolean) => actor.send({ type: 'verify', findSmallest }),
      stop: () => actor.send({ type: 'stop' }),
    }),
    [actor],
  );
  const { report, reported, progress, failure } = snapshot.context;
  const activity = snapshot.matches('idle') ? 'idle' : snapshot.matches('pausing') ? 'pausing' : 'running';
  return { activity, report, progress, failure, outdated: report !== null && reported !== files, ...actions };
}
