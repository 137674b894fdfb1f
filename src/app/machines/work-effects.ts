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
  sameFiles,
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
  /** Counts what was written to the journal. */
  let keptCount = 0;

  const additionOf = (work: Work, base: LogHead | null, moments: readonly Moment[]): LogAddition => ({
    challenge: challengeHash(work.challenge),
    base,
    moments,
  });

  async function save(work: Work, base: LogHead | null, moments: readonly Moment[]): Promise<LogHead | null> {
    const keptBefore = keptCount;
    const stored = unread ? await keepUnread(store, work) : null;
    const addition = stored ? additionOf(work, stored, afterUnread(moments)) : additionOf(work, base, moments);
    const head = await store.save(work, addition);
    unread = false;
    // What was written meanwhile is newer than what was saved.
    if (keptCount === keptBefore) clearJournal(work.challenge);
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
        const loaded = await readWork(store, challenge, challengeHash(challenge));
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
    keep(work, base, moments) {
      keptCount += 1;
      writeJournal({ work, addition: additionOf(work, base, moments) });
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

/** What the database and the journal hold, put together. */
async function readWork(store: WorkStore, challenge: string, hash: string): Promise<LoadedWork> {
  const [loaded, replaced] = await Promise.all([store.load(challenge), store.loadReplaced(challenge)]);
  const journal = await readJournal(challenge);
  const found: FoundWork = {
    work: loaded.kind === 'found' ? loaded.work : null,
    log: foundLog(loaded, challenge),
    unsaved: [],
    overwritten: null,
  };
  const recovery = journal ? await recover(store, found, journal, hash) : nothingUnsaved;
  const { kept } = recovery;
  // Where there is no room to keep it, it stays where it is: the journal, or the memory of this page.
  const isKept = kept !== null && (await store.saveReplaced(kept).then(yes, no));
  if (isKept && recovery.found === null) clearJournal(challenge);
  return {
    found: recovery.found ?? found,
    replaced: kept ?? replaced,
    invite: await acceptedInvite(challenge),
    notice: noticeOf(loaded, recovery, challenge),
    failure: null,
  };
}

const yes = (): boolean => true;
const no = (): boolean => false;

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

/** What becomes of the journal. */
interface Recovery {
  /** The work that it leads to; null if it has nothing that was not saved, or something newer was. */
  readonly found: FoundWork | null;
  /** The one of stored work and journal that is not taken, where neither leads to the other. */
  readonly kept: Work | null;
}

const nothingUnsaved: Recovery = { found: null, kept: null };

/**
 * Where the journal goes on from the stored log, that decides, whatever the clock says; elsewhere the newer of the two is
 * taken, and the other is kept.
 * @param hash hash of the challenge as this page has it
 */
async function recover(store: WorkStore, found: FoundWork, journal: Journal, hash: string): Promise<Recovery> {
  const { work, addition } = journal;
  const stored = found.work;
  const isStart = found.log.kind === 'none' && stored === null && addition?.base === null;
  if (addition && (found.log.kind === 'fits' || isStart)) {
    const count = await store.storedOf(work.challenge, addition);
    const unsaved = count === null ? [] : addition.moments.slice(count);
    // A log may go on with another version of the challenge only after the page was opened, so what was unsaved comes then.
    const isSame = addition.challenge === hash;
    if (unsaved.length > 0 && isSame) return { found: { ...found, work, unsaved }, kept: null };
    if (unsaved.length > 0) return { found: { ...found, work, overwritten: stored }, kept: null };
    // Only what no log tells was unsaved, such as the time worked.
    const isLater = stored !== null && work.updatedAt > stored.updatedAt && sameFiles(work, stored);
    if (count !== null) return isLater ? { found: { ...found, work }, kept: null } : nothingUnsaved;
  }
  if (stored !== null && sameFiles(work, stored)) return nothingUnsaved;
  return stored === null || work.updatedAt > stored.updatedAt
    ? { found: { ...found, work, overwritten: stored }, kept: stored }
    : { found: null, kept: work };
}

function noticeOf(loaded: Loaded, recovery: Recovery, challenge: string): WorkNotice | null {
  if (loaded.kind === 'damaged') return { kind: 'damaged', faults: loaded.faults, record: loaded.record };
  if (recovery.found) return { kind: 'recovered' };
  if (recovery.kept) return { kind: 'overtaken' };
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
