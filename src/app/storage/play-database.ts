/** Trees of play in IndexedDB. Loaded by `play-store.ts` when it is first needed. */
import Dexie, { type Table } from 'dexie';
import type { PlayStore, StoredPlay } from './play-storage';
import { attempt } from './storage-failure';

class PlayDatabase extends Dexie {
  declare readonly trees: Table<StoredPlay, [string, string]>;

  constructor(name: string) {
    super(name);
    this.version(1).stores({ trees: '[challenge+bounds]' });
  }
}

/** Opens the database at its first use. */
export function openPlayDatabase(name: string): PlayStore {
  const database = new PlayDatabase(name);
  const { trees } = database;
  return {
    load: (challenge, bounds) =>
      attempt(async () => {
        const found = await trees.get([challenge, bounds]);
        return found !== undefined && isStored(found) ? found : null;
      }),
    save: (play) => attempt(async () => void (await trees.put(play))),
    close: async () => database.close(),
  };
}

function isStored(play: StoredPlay): boolean {
  return typeof play.source === 'string' && Array.isArray(play.rows);
}
