/** The log of the work as it is stored, for the sheet: read, checked, and held against the files. */
import { err, ok, type Result } from '../../base';
import type { EngineIdentity, FileTexts, LogEntry, Problem } from '../../model';
import { appendRecord, checkLog, type LogHead } from '../../submission';

export interface SheetLog {
  readonly entries: readonly LogEntry[];
  readonly head: LogHead;
  /** Why it cannot be handed in; null if it fits together and leads to the files. */
  readonly problem: Problem | null;
}

/**
 * @param stored what storage holds; it may be anything
 * @returns the reason if there is nothing that could be called a log
 */
export function sheetLogOf(
  stored: readonly unknown[],
  challengeHash: string,
  files: FileTexts,
): Result<SheetLog, Problem> {
  const entries = stored as readonly LogEntry[];
  const whole = checked(entries, challengeHash, files);
  if (whole.kind === 'ok') return ok({ entries, head: whole.value, problem: null });
  // What the log leads to does not matter for its end.
  const chain = checked(entries, challengeHash);
  return chain.kind === 'ok' ? ok({ entries, head: chain.value, problem: whole.error }) : err(whole.error);
}

function checked(entries: readonly LogEntry[], challengeHash: string, files?: FileTexts): Result<LogHead, Problem> {
  try {
    const result = checkLog(entries, challengeHash, files);
    return result.kind === 'ok' ? ok(result.value.head) : result;
  } catch (error) {
    // Storage held something that is no record at all.
    const why = error instanceof Error ? error.message : String(error);
    return err({ code: 'log-broken', sentence: `The stored work log has a record that cannot be read: ${why}.` });
  }
}

/**
 * The log that begins only now, where there is none that could be handed in: it says so, and leads to the files.
 * @param invite id of the one that the work is under, null for none
 */
export function newLog(
  challengeHash: string,
  starter: FileTexts,
  files: FileTexts,
  engine: EngineIdentity,
  invite: string | null,
  reason: string,
  at: number,
): SheetLog {
  const start = appendRecord(null, challengeHash, { kind: 'started', engine, invite, files: starter }, at, 0);
  const gap = appendRecord(start.head, challengeHash, { kind: 'gap', reason, files }, at, 0);
  return { entries: [start.record, gap.record], head: gap.head, problem: null };
}
