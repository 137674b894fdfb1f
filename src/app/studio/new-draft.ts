/** Beginning a draft: from a template, from files, or from nothing. */
import { type DraftHead, sharedDraftStore } from '../storage';
import type { DraftFiles } from './draft-files';
import { draftTitle } from './manifest-text';

/** Stores the files as a new draft and answers with its address. Rejects with a `StorageFailure`. */
export async function storeDraft(files: DraftFiles): Promise<string> {
  const now = Date.now();
  const head: DraftHead = { id: drawDraftId(), title: draftTitle(files), createdAt: now, updatedAt: now };
  await sharedDraftStore().save(head, [...files]);
  return head.id;
}

/** Ten letters and digits, enough that two drafts in one browser never meet. */
function drawDraftId(): string {
  const alphabet = 'abcdefghijkmnpqrstuvwxyz23456789';
  const bytes = crypto.getRandomValues(new Uint8Array(10));
  return Array.from(bytes, (byte) => alphabet[byte % alphabet.length]).join('');
}
