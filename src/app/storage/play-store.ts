/** Trees of play, kept in this browser. The database library loads with the first call. */
import type { PlayStore } from './play-storage';
import { StorageFailure } from './work-storage';

const databaseName = 'interleave-play';

export function createPlayStore(name: string = databaseName): PlayStore {
  let opened: Promise<PlayStore> | null = null;

  async function open(): Promise<PlayStore> {
    try {
      opened ??= import('./play-database').then(({ openPlayDatabase }) => openPlayDatabase(name));
      return await opened;
    } catch (error) {
      // A part of the page did not load; the next call tries again.
      opened = null;
      throw new StorageFailure('unavailable', error instanceof Error ? error.message : String(error));
    }
  }

  return {
    load: async (challenge, bounds) => (await open()).load(challenge, bounds),
    save: async (play) => (await open()).save(play),
    close: async () => (await opened)?.close(),
  };
}

let shared: PlayStore | null = null;

/** The store of this page, opened once and never closed. */
export function sharedPlayStore(): PlayStore {
  shared ??= createPlayStore();
  return shared;
}
