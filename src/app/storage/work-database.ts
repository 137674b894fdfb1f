/** Work in IndexedDB. Loaded by `work-store.ts` when it is first needed. */
import Dexie, { type Table } from 'dexie';
import { parseWork } from './work-schema';
import { StorageFailure, type WorkStore } from './work-storage';

class WorkDatabase extends Dexie {
  declare readonly work: Table<unknown, string>;
  declare readonly replaced: Table<unknown, string>;
  declare readonly setAside: Table<unknown, number>;

  constructor(name: string) {
    super(name);
    this.version(1).stores({ work: 'challenge', replaced: 'challenge', setAside: '++' });
  }
}

/** Opens the database at its first use. */
export function openWorkDatabase(name: string): WorkStore {
  const database = new WorkDatabase(name);

  async function attempt<Answer>(action: () => Promise<Answer>): Promise<Answer> {
    try {
      return await action();
    } catch (error) {
      throw storageFailureOf(error);
    }
  }

  return {
    load: (challenge) =>
      attempt(async () => {
        const record = await database.work.get(challenge);
        if (record === undefined) return { kind: 'nothing' };
        const parsed = parseWork(record);
        if (parsed.kind === 'ok') return { kind: 'found', work: parsed.value };
        await database.transaction('rw', database.work, database.setAside, async () => {
          await database.setAside.add(record);
          await database.work.delete(challenge);
        });
        return { kind: 'damaged', faults: parsed.error, record };
      }),
    save: (work) => attempt(async () => void (await database.work.put(work))),
    loadReplaced: (challenge) =>
      attempt(async () => {
        const parsed = parseWork(await database.replaced.get(challenge));
        return parsed.kind === 'ok' ? parsed.value : null;
      }),
    saveReplaced: (work) => attempt(async () => void (await database.replaced.put(work))),
    forgetReplaced: (challenge) => attempt(() => database.replaced.delete(challenge)),
    list: () =>
      attempt(async () => {
        const records = await database.work.toArray();
        return records.flatMap((record) => {
          const parsed = parseWork(record);
          return parsed.kind === 'ok' ? [parsed.value] : [];
        });
      }),
    close: async () => database.close(),
  };
}

function storageFailureOf(error: unknown): StorageFailure {
  const names = [nameOf(error), nameOf((error as { inner?: unknown } | null)?.inner)];
  const message = error instanceof Error ? error.message : String(error);
  return new StorageFailure(names.includes('QuotaExceededError') ? 'full' : 'unavailable', message);
}

function nameOf(error: unknown): string {
  return error instanceof Error || error instanceof DOMException ? error.name : '';
}
