/** The reviewer's IndexedDB. Loaded by `review-store.ts` when it is first needed. */
import Dexie, { type Table } from 'dexie';
import type { KeptFile, KeptHiddenBounds, KeptKey, KeptReview, ReviewStore } from './review-storage';
import { attempt } from './storage-failure';

class ReviewDatabase extends Dexie {
  declare readonly files: Table<KeptFile, string>;
  declare readonly reviews: Table<KeptReview, [string, string]>;
  declare readonly keys: Table<KeptKey, string>;
  declare readonly hidden: Table<KeptHiddenBounds, string>;

  constructor(name: string) {
    super(name);
    this.version(1).stores({ files: 'id', reviews: '[submission+reviewer]', keys: 'recipient', hidden: 'hash' });
  }
}

/** Opens the database at its first use. */
export function openReviewDatabase(name: string): ReviewStore {
  const database = new ReviewDatabase(name);
  return {
    files: () => attempt(async () => (await database.files.toArray()).filter(isFile)),
    addFile: (file) => attempt(async () => void (await database.files.put(file))),
    removeFile: (id) => attempt(() => database.files.delete(id)),
    reviews: () =>
      attempt(async () => (await database.reviews.toArray()).filter(({ text }) => typeof text === 'string')),
    putReview: (review) => attempt(async () => void (await database.reviews.put(review))),
    removeReview: (submission, reviewer) => attempt(() => database.reviews.delete([submission, reviewer])),
    keys: () => attempt(() => database.keys.toArray()),
    putKeys: (keys) => attempt(async () => void (await database.keys.bulkPut([...keys]))),
    removeKey: (recipient) => attempt(() => database.keys.delete(recipient)),
    hiddenBounds: () => attempt(() => database.hidden.toArray()),
    putHiddenBounds: (bounds) => attempt(async () => void (await database.hidden.put(bounds))),
    close: async () => database.close(),
  };
}

/** Whether a record is what this page stores; others are passed over. */
function isFile(record: KeptFile): boolean {
  return typeof record.name === 'string' && record.bytes instanceof Uint8Array && Number.isFinite(record.addedAt);
}
