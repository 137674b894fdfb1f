/**
 * What a reviewer keeps in this browser: the files that were dropped, still sealed, and what was written about them. The
 * database library loads with the first call.
 */
import type { ReviewStore } from './review-storage';
import { StorageFailure } from './work-storage';

const databaseName = 'interleave-review';

export function createReviewStore(name: string = databaseName): ReviewStore {
  let opened: Promise<ReviewStore> | null = null;

  async function open(): Promise<ReviewStore> {
    try {
      opened ??= import('./review-database').then(({ openReviewDatabase }) => openReviewDatabase(name));
      return await opened;
    } catch (error) {
      // A part of the page did not load; the next call tries again.
      opened = null;
      throw new StorageFailure('unavailable', error instanceof Error ? error.message : String(error));
    }
  }

  return {
    files: async () => (await open()).files(),
    addFile: async (file) => (await open()).addFile(file),
    removeFile: async (id) => (await open()).removeFile(id),
    reviews: async () => (await open()).reviews(),
    putReview: async (review) => (await open()).putReview(review),
    removeReview: async (submission, reviewer) => (await open()).removeReview(submission, reviewer),
    keys: async () => (await open()).keys(),
    putKeys: async (keys) => (await open()).putKeys(keys),
    removeKey: async (recipient) => (await open()).removeKey(recipient),
    hiddenBounds: async () => (await open()).hiddenBounds(),
    putHiddenBounds: async (bounds) => (await open()).putHiddenBounds(bounds),
    close: async () => (await opened)?.close(),
  };
}

let shared: ReviewStore | null = null;

/** The store of this page, opened once and never closed. */
export function sharedReviewStore(): ReviewStore {
  shared ??= createReviewStore();
  return shared;
}
