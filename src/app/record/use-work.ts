/** The work on a challenge, for components: loaded, saved as it changes, and kept when the page goes away. */
import { useActorRef, useSelector } from '@xstate/react';
import { useEffect, useMemo, useRef } from 'react';
import { waitFor } from 'xstate';
import type { EditOrigin, WorkEvent } from '../../model';
import { loadStarter } from '../catalogue';
import { createWorkEffects, type SaveFailure, type WorkNotice, type WorkRole, workMachine } from '../machines';
import { sharedWorkStore, type Work, type WorkPatch } from '../storage';
import { challengeHash, engineIdentity } from './identities';

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
  /** What can be brought back, and what has replaced it; another value for each. */
  readonly replacement: { readonly by: 'import' | 'reset' | 'other-tab' | 'earlier' } | null;
  /** `origin` says how changed texts came in; typed if missing. */
  readonly change: (patch: WorkPatch, origin?: EditOrigin) => void;
  /** Puts something into the log that changes nothing else. */
  readonly log: (event: WorkEvent) => void;
  readonly replace: (work: Work, by: 'import' | 'reset') => void;
  readonly undo: () => void;
  readonly takeOver: () => void;
  readonly saveNow: () => void;
  /** Saves what is not saved; resolves when it is, or cannot be. */
  readonly settle: () => Promise<void>;
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
        clock: () => performance.now(),
        engine: engineIdentity,
        challengeHash,
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
    const unsaved = () => {
      const { context } = actor.getSnapshot();
      const { work, revision, savedRevision, role, head, moments } = context;
      return work && role === 'writer' && revision !== savedRevision ? { work, head, moments } : null;
    };
    const keep = (): void => {
      const { work, head, moments } = unsaved() ?? {};
      if (!work || head === undefined || !moments) return;
      effects.keep(work, head, moments);
      actor.send({ type: 'flush' });
    };
    const onVisibility = (): void => {
      if (document.visibilityState === 'hidden') keep();
    };
    window.addEventListener('pagehide', keep);
    document.addEventListener('visibilitychange', onVisibility);
    return () => {
      // The machine has stopped by now, so nobody else saves; whoever loads the work next waits for it.
      const left = unsaved();
      if (left) {
        effects.keep(left.work, left.head, left.moments);
        void effects.save(left.work, left.head, left.moments).catch(() => undefined);
      }
      window.removeEventListener('pagehide', keep);
      document.removeEventListener('visibilitychange', onVisibility);
    };
  }, [actor, effects]);

  const actions = useMemo(
    () => ({
      change: (patch: WorkPatch, origin: EditOrigin = 'typed') => actor.send({ type: 'change', patch, origin }),
      log: (event: WorkEvent) => actor.send({ type: 'log', event }),
      replace: (work: Work, by: 'import' | 'reset') => actor.send({ type: 'replace', work, by }),
      undo: () => actor.send({ type: 'undo' }),
      takeOver: () => actor.send({ type: 'take-over' }),
      saveNow: () => actor.send({ type: 'flush' }),
      settle: () => flush.current(),
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
