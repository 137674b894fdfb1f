/** A draft for components: loaded, saved as it changes, and saved once more when the page goes away. */
import { useActorRef, useSelector } from '@xstate/react';
import { useEffect, useMemo, useRef } from 'react';
import { waitFor } from 'xstate';
import { type DraftEffects, type DraftRole, draftMachine } from '../machines';
import { type Claim, claimWork, type DraftHead, sharedDraftStore } from '../storage';
import type { DraftFiles, FileOperation } from './draft-files';
import { draftTitle } from './manifest-text';

export interface DraftHandle {
  readonly state: 'loading' | 'missing' | 'unreadable' | 'ready';
  readonly head: DraftHead | null;
  readonly files: DraftFiles;
  readonly role: DraftRole;
  readonly saveState: 'saved' | 'saving' | 'failed';
  readonly failure: 'full' | 'unavailable' | null;
  /** Why the last operation was not carried out. */
  readonly refusal: string | null;
  /** What undo and redo would do; null if nothing. */
  readonly undoable: string | null;
  readonly redoable: string | null;
  readonly type: (path: string, text: string) => void;
  readonly operate: (operation: FileOperation) => void;
  readonly undo: () => void;
  readonly redo: () => void;
  readonly takeOver: () => void;
  readonly dismiss: () => void;
}

export function useDraft(id: string): DraftHandle {
  const flush = useRef<() => Promise<void>>(async () => {});
  const effects = useMemo(() => createDraftEffects(() => flush.current()), []);
  const actor = useActorRef(draftMachine, { input: { id, effects } });
  const snapshot = useSelector(actor, (state) => state);
  const { context } = snapshot;

  useEffect(() => {
    flush.current = async () => {
      actor.send({ type: 'flush' });
      const isSettled = (state: typeof snapshot): boolean =>
        !state.matches('ready') || state.matches({ ready: 'saved' }) || state.matches({ ready: 'failed' });
      if (!isSettled(actor.getSnapshot())) await waitFor(actor, isSettled);
    };
  }, [actor]);

  useEffect(() => {
    const save = (): void => actor.send({ type: 'flush' });
    const onVisibility = (): void => {
      if (document.visibilityState === 'hidden') save();
    };
    window.addEventListener('pagehide', save);
    document.addEventListener('visibilitychange', onVisibility);
    return () => {
      const { head, files, unsaved, role } = actor.getSnapshot().context;
      // The machine has stopped by now, so nobody else saves.
      if (role === 'writer' && head && unsaved.size > 0) {
        const changes = [...unsaved].map((path) => [path, files.get(path) ?? null] as const);
        const next = { ...head, title: draftTitle(files), updatedAt: Date.now() };
        void effects.save(next, changes).catch(() => undefined);
      }
      window.removeEventListener('pagehide', save);
      document.removeEventListener('visibilitychange', onVisibility);
    };
  }, [actor, effects]);

  const actions = useMemo(
    () => ({
      type: (path: string, text: string) => actor.send({ type: 'type', path, text }),
      operate: (operation: FileOperation) => actor.send({ type: 'operate', operation }),
      undo: () => actor.send({ type: 'undo' }),
      redo: () => actor.send({ type: 'redo' }),
      takeOver: () => actor.send({ type: 'take-over' }),
      dismiss: () => actor.send({ type: 'dismiss' }),
    }),
    [actor],
  );
  const { head, files, role, failure, refusal, past, future, unsaved } = context;
  return {
    state: snapshot.matches('ready')
      ? 'ready'
      : snapshot.matches('missing')
        ? 'missing'
        : snapshot.matches('unreadable')
          ? 'unreadable'
          : // A reader that reads again keeps showing what it had.
            head
            ? 'ready'
            : 'loading',
    head,
    files,
    role,
    saveState: failure ? 'failed' : unsaved.size === 0 ? 'saved' : 'saving',
    failure,
    refusal,
    undoable: past.at(-1)?.label ?? null,
    redoable: future.at(-1)?.label ?? null,
    ...actions,
  };
}

function createDraftEffects(flush: () => Promise<void>): DraftEffects {
  const store = sharedDraftStore();
  let claim: Claim | null = null;
  return {
    load: (id) => store.load(id),
    save: async (head, changes) => {
      await store.save(head, changes);
      claim?.announceSaved();
    },
    titleOf: draftTitle,
    now: () => Date.now(),
    claim: (id, send) => {
      const own = claimWork(`studio.${id}`, {
        onRole: (role) => send({ type: 'role', role }),
        onSavedElsewhere: () => send({ type: 'saved-elsewhere' }),
        onStepBack: flush,
      });
      claim = own;
      return () => own.release();
    },
    takeOver: () => claim?.takeOver(),
  };
}
