/** Records of a work log and their chain of hashes. */
import { assert } from '../base';
import { type LogEntry, type LogRecord, noHash, type WorkEvent } from '../model';
import { hashOf } from './hash';

/** The end of a log: all that is needed to append to it. */
export interface LogHead {
  /** Number of the last record. */
  readonly n: number;
  /** Its hash. */
  readonly hash: string;
}

/**
 * The record that comes after `head`, and the new head. A log begins with head null and the event `started`.
 * @param challengeHash hash of the challenge as it is now
 * @param at milliseconds since 1970, by the machine's clock
 * @param elapsed milliseconds since the page was opened, by a clock that never goes back
 */
export function appendRecord(
  head: LogHead | null,
  challengeHash: string,
  event: WorkEvent,
  at: number,
  elapsed: number,
): { readonly record: LogRecord; readonly head: LogHead } {
  assert((head === null) === (event.kind === 'started'), 'a log begins with `started`, and only once');
  const n = head === null ? 0 : head.n + 1;
  const record: LogRecord = { n, previous: head?.hash ?? noHash, challenge: challengeHash, at, elapsed, event };
  return { record, head: { n, hash: recordHash(record) } };
}

/** What the entry that follows must name as `previous`: of a span that was left out, the hash of its last record. */
export function recordHash(entry: LogEntry): string {
  return 'redacted' in entry ? entry.redacted.lastHash : hashOf(entry);
}

/** How many records of the whole log an entry stands for. */
export function recordsIn(entry: LogEntry): number {
  return 'redacted' in entry ? entry.redacted.count : 1;
}

/** Number of the last record that an entry stands for. */
export function lastRecordOf(entry: LogEntry): number {
  return entry.n + recordsIn(entry) - 1;
}
