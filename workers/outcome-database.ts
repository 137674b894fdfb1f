/** Outcomes of checks of packs, and why mutants survive, in the browser's IndexedDB, by their keys. Where storage is refused, nothing is remembered. */
import type { Triage, VerifyOutcome } from '../src/model';
import type { OutcomeMemory } from '../src/verify';

export const outcomeDatabaseName = 'interleave-outcomes';
const version = 2;
const store = 'outcomes';
const triageStore = 'triages';
/** Above this many all are given up: most of them are of texts that are no more. */
const outcomesMax = 20_000;

export async function outcomeMemory(): Promise<OutcomeMemory> {
  return memoryOf<VerifyOutcome>(store);
}

/** Why survivors survive, by the keys of the checks that they survived. */
export interface TriageMemory {
  /** Null if it is not known. */
  recall(key: string): Promise<Triage | null>;
  keep(key: string, triage: Triage): Promise<void>;
}

export async function triageMemory(): Promise<TriageMemory> {
  return memoryOf<Triage>(triageStore);
}

async function memoryOf<Value>(name: typeof store | typeof triageStore) {
  const opened = await openDatabase().catch(() => null);
  if (opened === null) return { recall: async () => null, keep: async () => undefined };
  const objects = (mode: IDBTransactionMode): IDBObjectStore => opened.transaction(name, mode).objectStore(name);
  const count = await settled(objects('readonly').count()).catch(() => 0);
  if (count > outcomesMax) await settled(objects('readwrite').clear()).catch(() => undefined);
  return {
    async recall(key: string): Promise<Value | null> {
      const value: Value | undefined = await settled(objects('readonly').get(key)).catch(() => undefined);
      return value ?? null;
    },
    async keep(key: string, value: Value): Promise<void> {
      // A memory that is full costs time alone.
      await settled(objects('readwrite').put(value, key)).catch(() => undefined);
    },
  };
}

function openDatabase(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open(outcomeDatabaseName, version);
    opening.onupgradeneeded = () => {
      for (const name of [store, triageStore])
        if (!opening.result.objectStoreNames.contains(name)) opening.result.createObjectStore(name);
    };
    opening.onsuccess = () => {
      const database = opening.result;
      // A newer page must not wait for this one.
      database.onversionchange = () => database.close();
      resolve(database);
    };
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
