/**
 * Work in this browser's IndexedDB. Every failure is a `StorageFailure` that the screen can put into words. The database
 * library loads with the first call, not with the page.
 */
import type { LogRecord } from '../../model';
import { StorageFailure, type WorkStore } from './work-storage';

export const databaseName = 'interleave';

export function createWorkStore(name: string = databaseName): WorkStore {
  let opened: Promise<WorkStore> | null = null;

  async function open(): Promise<WorkStore> {
    try {
      opened ??= import('./work-database').then(({ openWorkDatabase }) => openWorkDatabase(name));
      return await opened;
    } catch (error) {
      // A part of the page did not load. The next call tries again; until then it is as if there were no storage.
      opened = null;
      throw new StorageFailure('unavailable', error instanceof Error ? error.message : String(error));
    }
  }

  return {
    load: async (challenge) => (await open()).load(challenge),
    save: async (work, addition) => (await open()).save(work, addition),
    log: async (challenge) => (await open()).log(challenge),
    storedOf: async (challenge, addition) => (await open()).storedOf(challenge, addition),
    loadReplaced: async (challenge) => (await open()).loadReplaced(challenge),
    saveReplaced: async (work) => (await open()).saveReplaced(work),
    forgetReplaced: async (challenge) => (await open()).forgetReplaced(challenge),
    list: async () => (await open()).list(),
    close: async () => (await opened)?.close(),
  };
}

/** The whole log of the work on a challenge, as it is stored in this browser. See `WorkStore.log`. */
export function readLog(challenge: string): Promise<readonly LogRecord[]> {
  return sharedWorkStore().log(challenge);
}

let shared: WorkStore | null = null;

/** The store of this page, opened once and never closed. */
export function sharedWorkStore(): WorkStore {
  shared ??= createWorkStore();
  return shared;
}
