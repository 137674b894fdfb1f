/** The work on a challenge, for components: loaded, saved as it changes, and kept when the page goes away. */
import { useActorRef, useSelector } from '@xstate/react';
import { useEffect, useMemo, useRef } from 'react';
import { waitFor } from 'xstate';
import { loadStarter } from '../catalogue';
import { createWorkEffects, type SaveFailure, type WorkNotice, type WorkRole, workMachine } from '../machines';
import { sharedWorkStore, type Work, type WorkPatch, writeJournal } from '../storage';

export type SaveState = 'saved' | 'saving' | 'failed';

export interface WorkHandle {
  /** Null while it is loading. */
  readonly work: Work | null;
  readonly starter: string;
  /** True if the challenge's files could not be read. */
  readonly broken: boolean;
  readonly role: WorkRole;
  readonly saveState: SaveState;
  readonly failure: SaveFailure | null;
  readonly notice: WorkNotice | null;
  /** The last import or reset that can be undone; another value for each. */
  readonly replacement: { readonly by: 'import' | 'reset' | 'earlier' } | null;
  readonly change: (patch: WorkPatch) => void;
  readonly replace: (work: Work, by: 'import' | 'reset') => void;
  readonly undo: () => void;
  readonly takeOver: () => void;
  readonly saveNow: () => void;
  readonly dismissNotice: () => void;
}

export function useWork(challenge: string): WorkHandle {
  const flush = useRef<() => Promise<void>>(async () => {});
  const effects = useMemo(
    () =>
      createWorkEffects({
        store: sharedWorkStore(),
        starter: loadStarter,
        now: () => Date.now(),
        flush: () => flush.current(),
      }),
    [],
  );
  const actor = useActorRef(workMachine, { input: { challenge, effects } });
  const snapshot = useSelector(actor, (state) => state);
  const { context } = snapshot;

  useEffect(() => {
    flush.current = async () => {
      actor.send({ type: 'flush' });
      const isSettled = (state: typeof snapshot): boolean =>
        state.matches({ ready: 'saved' }) || state.matches({ ready: 'failed' });
      if (!isSettled(actor.getSnapshot())) await waitFor(actor, isSettled);
    };
  }, [actor]);

  useEffect(() => {
    const keep = (): void => {
      const { work, revision, savedRevision, role } = actor.getSnapshot().context;
      if (!work || role !== 'writer' || revision === savedRevision) return;
      writeJournal(work);
      actor.send({ type: 'flush' });
    };
    const onVisibility = (): void => {
      if (document.visibilityState === 'hidden') keep();
    };
    window.addEventListener('pagehide', keep);
    document.addEventListener('visibilitychange', onVisibility);
    return () => {
      keep();
      window.removeEventListener('pagehide', keep);
      document.removeEventListener('visibilitychange', onVisibility);
    };
  }, [actor]);

  const actions = useMemo(
    () => ({
      change: (patch: WorkPatch) => actor.send({ type: 'change', patch }),
      replace: (work: Work, by: 'import' | 'reset') => actor.send({ type: 'replace', work, by }),
      undo: () => actor.send({ type: 'undo' }),
      takeOver: () => actor.send({ type: 'take-over' }),
      saveNow: () => actor.send({ type: 'flush' }),
      dismissNotice: () => actor.send({ type: 'dismiss-notice' }),
    }),
    [actor],
  );
  return {
    work: context.work,
    starter: context.starter,
    broken: snapshot.matches('broken'),
    role: context.role,
    saveState: context.failure ? 'failed' : context.revision === context.savedRevision ? 'saved' : 'saving',
    failure: context.failure,
    notice: context.notice,
    replacement: context.replaced,
    ...actions,
  };
}
