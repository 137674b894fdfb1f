/**
 * The last unsaved change, written synchronously while the page goes away: a database write may not finish then. Read
 * and removed at the next start.
 */

import type { Journal } from './work-storage';

const prefix = 'interleave.journal.';

/** Keeps the work until the next start. Does nothing where the browser refuses; the database write is still under way. */
export function writeJournal(journal: Journal): void {
  try {
    localStorage.setItem(prefix + journal.work.challenge, JSON.stringify(journal));
  } catch {
    // No space or no permission: the journal is a second net, and the page is already leaving.
  }
}

/** What is in the journal, if it is readable. */
export async function readJournal(challenge: string): Promise<Journal | null> {
  try {
    const text = localStorage.getItem(prefix + challenge);
    if (text === null) return null;
    const { parseJournal } = await import('./work-schema');
    return parseJournal(JSON.parse(text));
  } catch {
    // Storage is blocked, the text is not JSON, or the page is incomplete: there is nothing that could be recovered.
    return null;
  }
}

export function clearJournal(challenge: string): void {
  try {
    localStorage.removeItem(prefix + challenge);
  } catch {
    // Storage is blocked: then nothing was written either.
  }
}
