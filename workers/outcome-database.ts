/** Outcomes of checks of packs in the browser's IndexedDB, by their keys. Where storage is refused, nothing is remembered. */
import type { VerifyOutcome } from '../src/model';
import type { OutcomeMemory } from '../src/verify';

export const outcomeDatabaseName = 'interleave-outcomes';
const store = 'outcomes';
/** Above this many all are given up: most of them are of texts that are no more. */
const outcomesMax = 20_000;

export async function outcomeMemory(): Promise<OutcomeMemory> {
  const opened = await openDatabase().catch(() => null);
  if (opened === null) return { recall: async () => null, keep: async () => undefined };
  const objects = (mode: IDBTransactionMode): IDBObjectStore => opened.transaction(store, mode).objectStore(store);
  const count = await settled(objects('readonly').count()).catch(() => 0);
  if (count > outcomesMax) await settled(objects('readwrite').clear()).catch(() => undefined);
  return {
    async recall(key) {
      const outcome: VerifyOutcome | undefined = await settled(objects('readonly').get(key)).catch(() => undefined);
      return outcome ?? null;
    },
    async keep(key, outcome) {
      // A memory that is full costs time alone.
      await settled(objects('readwrite').put(outcome, key)).catch(() => undefined);
    },
  };
}

function openDatabase(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open(outcomeDatabaseName, 1);
    opening.onupgradeneeded = () => opening.result.createObjectStore(store);
    opening.onsuccess = () => resolve(opening.result);
    opening.onerror = () => reject(opening.error);
    opening.onblocked = () => reject(new Error('the database is in use by an older page'));
  });
}

function settled<Value>(request: IDBRequest<Value>): Promise<Value> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}
