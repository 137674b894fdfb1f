/** What the work machine does to the world, done for real: IndexedDB, the journal, and the claim between tabs. */
import type { EngineIdentity } from '../../model';
import {
  acceptedInvite,
  afterUnread,
  type Claim,
  claimWork,
  clearJournal,
  type FoundLog,
  type FoundWork,
  forgetSaved,
  type Journal,
  type Loaded,
  type LogAddition,
  type LogHead,
  lastSavedAt,
  type Moment,
  markSaved,
  readJournal,
  reasons,
  StorageFailure,
  type Work,
  type WorkStore,
  writeJournal,
} from '../storage';
import type { LoadedWork, WorkEffects, WorkNotice } from './work-machine';

export interface WorkEffectsOptions {
  readonly store: WorkStore;
  readonly starter: (challenge: string) => Promise<string>;
  readonly now: () => number;
  readonly clock: () => number;
  /** The engine of this page. */
  readonly engine: EngineIdentity;
  /** Hash of a challenge as this page has it. */
  readonly challengeHash: (challenge: string) => string;
  /** Saves what is unsaved; resolves when it is done. Called before another tab takes over. */
  readonly flush: () => Promise<void>;
}

export interface PageEffects extends WorkEffects {
  /** Writes down at once what is unsaved, for the next start, in case the page ends before it is saved. */
  keep(work: Work, base: LogHead | null, moments: readonly Moment[]): void;
}

/** Saves that are under way in this page, by challenge: whoever loads waits for them. */
const saving = new Map<string, Promise<unknown>>();

export function createWorkEffects(options: WorkEffectsOptions): PageEffects {
  const { store, starter, now, clock, engine, challengeHash, flush } = options;
  let claim: Claim | null = null;
  /** True while it is unknown what the database holds: then a save must not write over it unseen. */
  let unread = true;

  const additionOf = (work: Work, base: LogHead | null, moments: readonly Moment[]): LogAddition => ({
    challenge: challengeHash(work.challenge),
    base,
    moments,
  });

  async function save(work: Work, base: LogHead | null, moments: readonly Moment[]): Promise<LogHead | null> {
    const stored = unread ? await keepUnread(store, work) : null;
    const addition = stored ? additionOf(work, stored, afterUnread(moments)) : additionOf(work, base, moments);
    const head = await store.save(work, addition);
    unread = false;
    clearJournal(work.challenge);
    markSaved(work.challenge, now());
    claim?.announceSaved();
    return head;
  }

  return {
    now,
    clock,
    engine,
    starter,
    async load(challenge) {
      await saving.get(challenge)?.catch(() => undefined);
      try {
        const loaded = await readWork(store, challenge);
        unread = false;
        return loaded;
      } catch (error) {
        if (!(error instanceof StorageFailure) || error.kind === 'overtaken') throw error;
        const journal = await readJournal(challenge);
        const log = { kind: 'none', reason: reasons.unread } as const;
        const found = { work: journal?.work ?? null, log, unsaved: [], overwritten: null };
        return { found, replaced: null, invite: await acceptedInvite(challenge), notice: null, failure: error.kind };
      }
    },
    async save(work, base, moments) {
      const saved = save(work, base, moments);
      saving.set(work.challenge, saved);
      return saved;
    },
    keep: (work, base, moments) => writeJournal({ work, addition: additionOf(work, base, moments) }),
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

/** What the database and the journal hold, put together. */
async function readWork(store: WorkStore, challenge: string): Promise<LoadedWork> {
  const [loaded, replaced] = await Promise.all([store.load(challenge), store.loadReplaced(challenge)]);
  const journal = await readJournal(challenge);
  const found: FoundWork = {
    work: loaded.kind === 'found' ? loaded.work : null,
    log: foundLog(loaded, challenge),
    unsaved: [],
    overwritten: null,
  };
  const recovered = journal ? await recover(store, found, journal) : null;
  if (journal && !recovered) clearJournal(challenge);
  if (recovered?.overwritten) await store.saveReplaced(recovered.overwritten);
  const notice = noticeOf(loaded, recovered !== null, challenge);
  return {
    found: recovered ?? found,
    replaced: recovered?.overwritten ?? replaced,
    invite: await acceptedInvite(challenge),
    notice,
    failure: null,
  };
}

function foundLog(loaded: Loaded, challenge: string): FoundLog {
  const reason =
    loaded.kind === 'damaged'
      ? reasons.damaged
      : loaded.kind === 'nothing' && lastSavedAt(challenge) !== null
        ? reasons.removed
        : null;
  const { log } = loaded;
  if (!log) return { kind: 'none', reason: reason ?? reasons.unlogged };
  return log.fits
    ? { kind: 'fits', head: log.head }
    : { kind: 'strays', head: log.head, reason: reason ?? reasons.strayed };
}

/**
 * The work of the journal, if something in it was not saved. Where the journal goes on from the stored log, that decides,
 * whatever the clock says; elsewhere the newer of the two is taken, and the other is kept.
 */
async function recover(store: WorkStore, found: FoundWork, { work, addition }: Journal): Promise<FoundWork | null> {
  const stored = found.work;
  const isStart = found.log.kind === 'none' && stored === null && addition?.base === null;
  if (addition && (found.log.kind === 'fits' || isStart)) {
    const count = await store.storedOf(work.challenge, addition);
    const unsaved = count === null ? [] : addition.moments.slice(count);
    if (unsaved.length > 0) return { ...found, work, unsaved };
    // Only what no log tells was unsaved, such as the time worked.
    if (count !== null) return stored && work.updatedAt > stored.updatedAt ? { ...found, work } : null;
  }
  const isNewer = stored === null || work.updatedAt > stored.updatedAt;
  return isNewer ? { ...found, work, overwritten: stored } : null;
}

function noticeOf(loaded: Loaded, recovered: boolean, challenge: string): WorkNotice | null {
  if (loaded.kind === 'damaged') return { kind: 'damaged', faults: loaded.faults, record: loaded.record };
  if (recovered) return { kind: 'recovered' };
  const savedAt = lastSavedAt(challenge);
  if (loaded.kind === 'found' || savedAt === null) return null;
  forgetSaved(challenge);
  return { kind: 'evicted', savedAt };
}

/**
 * Work that could not be read at the start is kept as replaced work before it is written over.
 * @returns the end of the log stored with it
 */
async function keepUnread(store: WorkStore, work: Work): Promise<LogHead | null> {
  const loaded = await store.load(work.challenge);
  if (loaded.kind === 'found' && loaded.work.source !== work.source) await store.saveReplaced(loaded.work);
  return loaded.log?.head ?? null;
}
