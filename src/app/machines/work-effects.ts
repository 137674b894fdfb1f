/** What the work machine does to the world, done for real: IndexedDB, the journal, and the claim between tabs. */
import {
  type Claim,
  claimWork,
  clearJournal,
  forgetSaved,
  type Loaded,
  lastSavedAt,
  markSaved,
  readJournal,
  StorageFailure,
  type Work,
  type WorkStore,
} from '../storage';
import type { LoadedWork, WorkEffects, WorkNotice } from './work-machine';

export interface WorkEffectsOptions {
  readonly store: WorkStore;
  readonly starter: (challenge: string) => Promise<string>;
  readonly now: () => number;
  /** Saves what is unsaved; resolves when it is done. Called before another tab takes over. */
  readonly flush: () => Promise<void>;
}

export function createWorkEffects({ store, starter, now, flush }: WorkEffectsOptions): WorkEffects {
  let claim: Claim | null = null;
  /** True while it is unknown what the database holds: then a save must not write over it unseen. */
  let unread = true;

  return {
    now,
    starter,
    async load(challenge) {
      try {
        const loaded = await readWork(store, challenge);
        unread = false;
        return loaded;
      } catch (error) {
        if (!(error instanceof StorageFailure)) throw error;
        return { work: await readJournal(challenge), replaced: null, notice: null, failure: error.kind };
      }
    },
    async save(work) {
      if (unread) await keepUnread(store, work);
      await store.save(work);
      unread = false;
      clearJournal(work.challenge);
      markSaved(work.challenge, now());
      claim?.announceSaved();
    },
    saveReplaced: (work, challenge) => (work ? store.saveReplaced(work) : store.forgetReplaced(challenge)),
    claim(challenge, send) {
      const held = claimWork(challenge, {
        onRole: (role) => send({ type: 'role', role }),
        onSavedElsewhere: () => send({ type: 'saved-elsewhere' }),
        onStepBack: flush,
      });
      claim = held;
      return () => {
        held.release();
        if (claim === held) claim = null;
      };
    },
    takeOver: () => claim?.takeOver(),
  };
}

/** The newer of what the database and the journal hold. */
async function readWork(store: WorkStore, challenge: string): Promise<LoadedWork> {
  const [loaded, replaced] = await Promise.all([store.load(challenge), store.loadReplaced(challenge)]);
  const journal = await readJournal(challenge);
  const saved = loaded.kind === 'found' ? loaded.work : null;
  const recovered = journal !== null && (saved === null || journal.updatedAt > saved.updatedAt);
  if (journal && !recovered) clearJournal(challenge);
  return { work: recovered ? journal : saved, replaced, notice: noticeOf(loaded, recovered, challenge), failure: null };
}

function noticeOf(loaded: Loaded, recovered: boolean, challenge: string): WorkNotice | null {
  if (loaded.kind === 'damaged') return { kind: 'damaged', faults: loaded.faults, record: loaded.record };
  if (recovered) return { kind: 'recovered' };
  const savedAt = lastSavedAt(challenge);
  if (loaded.kind === 'found' || savedAt === null) return null;
  forgetSaved(challenge);
  return { kind: 'evicted', savedAt };
}

/** Work that could not be read at the start is kept as replaced work before it is written over. */
async function keepUnread(store: WorkStore, work: Work): Promise<void> {
  const loaded = await store.load(work.challenge);
  if (loaded.kind === 'found' && loaded.work.source !== work.source) await store.saveReplaced(loaded.work);
}
