/** The stored log of the work, for the sheet: saved first, then read and checked, and again whenever the work changes. */
import { useCallback, useEffect, useRef, useState } from 'react';
import type { Challenge, FileTexts, WorkEvent } from '../../model';
import { challengeHash, engineIdentity, type WorkHandle } from '../record';
import { readLog } from '../storage';
import { newLog, type SheetLog, sheetLogOf } from './sheet-log';

export interface SheetLogHandle {
  /** Null until it was read. */
  readonly log: SheetLog | null;
  /** Appends to the log, saves it, and reads it again. */
  readonly append: (events: readonly WorkEvent[]) => Promise<SheetLog>;
}

export function useSheetLog(challenge: Challenge, work: WorkHandle): SheetLogHandle {
  const [log, setLog] = useState<SheetLog | null>(null);
  const latest = useRef(work);
  latest.current = work;
  const { slug } = challenge;

  const append = useCallback(
    async (events: readonly WorkEvent[]): Promise<SheetLog> => {
      for (const event of events) latest.current.log(event);
      const read = await readSheetLog(slug, () => latest.current);
      setLog(read);
      return read;
    },
    [slug],
  );

  const { work: data, role } = work;
  const isLoaded = data !== null;
  const texts = data === null ? '' : `${data.source}\0${data.notes}\0${data.explanation}\0${data.invite?.id}\0${role}`;
  useEffect(() => {
    let isGone = false;
    if (!isLoaded) return;
    // Other work, other invite, other role: each is a reason to read again.
    void texts;
    void readSheetLog(slug, () => latest.current).then((read) => {
      if (!isGone) setLog(read);
    });
    return () => {
      isGone = true;
    };
  }, [slug, isLoaded, texts]);
  return { log, append };
}

async function readSheetLog(slug: string, handle: () => WorkHandle): Promise<SheetLog> {
  const hash = challengeHash(slug);
  await handle().settle();
  let stored = await storedLog(slug);
  const last = stored?.at(-1) as { readonly challenge?: unknown } | undefined;
  // A log that has not begun, or that ends with another version of the challenge, goes on to now.
  if (stored && handle().role === 'writer' && last?.challenge !== hash) {
    handle().change({});
    await handle().settle();
    stored = await storedLog(slug);
  }
  const { work, starter } = handle();
  const { source = '', notes = '', explanation = '' } = work ?? {};
  const files: FileTexts = { 'protocol.ts': source, 'notes.md': notes, 'explanation.md': explanation };
  const found = stored === null || stored.length === 0 ? null : sheetLogOf(stored, hash, files);
  if (found?.kind === 'ok') return found.value;
  const reason = found?.error.sentence ?? 'This browser stores nothing for the page, so there is no log of the work.';
  const start: FileTexts = { 'protocol.ts': starter, 'notes.md': '', 'explanation.md': '' };
  const fresh = newLog(hash, start, files, engineIdentity, work?.invite?.id ?? null, reason, Date.now());
  return { ...fresh, problem: { code: 'log-broken', sentence: reason } };
}

async function storedLog(slug: string): Promise<readonly unknown[] | null> {
  try {
    return await readLog(slug);
  } catch {
    // The sheet says that there is no log; handing in is possible all the same.
    return null;
  }
}
