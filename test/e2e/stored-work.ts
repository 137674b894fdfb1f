/** What a page has stored of the work on a challenge, read behind its back and checked. */
import type { Page } from '@playwright/test';
import type { FileTexts, LogEntry, WorkEvent } from '../../src/model';
import { checkLog } from '../../src/submission';
import { expect } from './support';

export interface StoredWork {
  readonly source: string;
  readonly notes: string;
  readonly explanation: string;
  readonly entries: readonly LogEntry[];
}

/** Reads work and log, and fails unless the log fits together and leads to the stored files. */
export async function storedWork(page: Page, slug: string): Promise<StoredWork> {
  const { work, entries } = await page.evaluate(readDatabase, slug);
  const { source, notes, explanation } = work as Omit<StoredWork, 'entries'>;
  const files: FileTexts = { 'protocol.ts': source, 'notes.md': notes, 'explanation.md': explanation };
  const log = entries as readonly LogEntry[];
  const checked = checkLog(log, log.at(-1)?.challenge ?? '', files);
  expect(checked.kind === 'err' ? checked.error.sentence : 'the log leads to the files').toBe(
    'the log leads to the files',
  );
  return { source, notes, explanation, entries: log };
}

export function eventsOf(entries: readonly LogEntry[]): readonly WorkEvent[] {
  return entries.flatMap((entry) => ('event' in entry ? [entry.event] : []));
}

/** Runs in the page. */
async function readDatabase(slug: string): Promise<{ work: unknown; entries: unknown[] }> {
  const answer = <Value>(request: IDBRequest<Value>): Promise<Value> =>
    new Promise((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
  const database = await answer(indexedDB.open('interleave'));
  const transaction = database.transaction(['work', 'log']);
  const [work, rows] = await Promise.all([
    answer(transaction.objectStore('work').get(slug)),
    answer(transaction.objectStore('log').getAll(IDBKeyRange.bound([slug], [slug, []]))),
  ]);
  database.close();
  return { work, entries: rows.map(({ record }: { record: unknown }) => record) };
}
