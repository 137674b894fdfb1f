/**
 * Drafts of challenges and packs that were opened, kept in this browser. The database library loads with the first call.
 */
import type { DraftStore } from './draft-storage';
import { StorageFailure } from './work-storage';

const databaseName = 'interleave-studio';

export function createDraftStore(name: string = databaseName): DraftStore {
  let opened: Promise<DraftStore> | null = null;

  async function open(): Promise<DraftStore> {
    try {
      opened ??= import('./draft-database').then(({ openDraftDatabase }) => openDraftDatabase(name));
      return await opened;
    } catch (error) {
      // A part of the page did not load; the next call tries again.
      opened = null;
      throw new StorageFailure('unavailable', error instanceof Error ? error.message : String(error));
    }
  }

  return {
    list: async () => (await open()).list(),
    load: async (id) => (await open()).load(id),
    save: async (head, changes) => (await open()).save(head, changes),
    remove: async (id) => (await open()).remove(id),
    packs: async () => (await open()).packs(),
    pack: async (hashStart) => (await open()).pack(hashStart),
    keepPack: async (pack) => (await open()).keepPack(pack),
    removePack: async (hash) => (await open()).removePack(hash),
    close: async () => (await opened)?.close(),
  };
}

let shared: DraftStore | null = null;

/** The store of this page, opened once and never closed. */
export function sharedDraftStore(): DraftStore {
  shared ??= createDraftStore();
  return shared;
}
