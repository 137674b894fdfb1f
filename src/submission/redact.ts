/** Leaving parts of a log out, visibly, so that the rest still fits together and leads to the same files. */
import { assert } from '../base';
import { type FileTexts, type LogEntry, type RedactedSpan, type Splice, type WorkFile, workFiles } from '../model';
import { lastRecordOf, recordHash } from './log-record';
import { spliceBetween } from './splice';
import { noFiles, WorkFiles } from './work-files';

/** Records by number, both included. */
export interface Span {
  readonly from: number;
  readonly to: number;
  /** The candidate's words; may be empty. */
  readonly reason: string;
}

/**
 * The log without the records of the spans: in place of each stands what the records did to the files as a whole, and the link
 * to what comes after. The first record stays: it says what the work started from.
 * @param entries a log that was checked; a span it already has must lie in one of the spans as a whole, or outside all
 * @param spans from 1 up, in any order, none inside or across another
 */
export function redactSpans(entries: readonly LogEntry[], spans: readonly Span[]): readonly LogEntry[] {
  const sorted = [...spans].sort((a, b) => a.from - b.from);
  const result: LogEntry[] = [];
  const work = new WorkFiles(noFiles);
  let at = 0;
  const take = (): LogEntry => {
    const entry = entries[at++];
    assert(entry !== undefined, 'a span ends inside the log');
    assert(work.apply(entry) === null, 'a log that is redacted was checked before');
    return entry;
  };
  for (const span of sorted) {
    assert(span.from >= 1 && span.from <= span.to, 'a span has a record, and not the first one of the log');
    while (at < entries.length && (entries[at] as LogEntry).n < span.from) result.push(take());
    assert(entries[at]?.n === span.from, 'a span begins with a record that is there, after the span before it');
    const before = work.texts();
    const first = take();
    let last = first;
    while (lastRecordOf(last) < span.to) last = take();
    assert(lastRecordOf(last) === span.to, 'a span ends with a record that is there');
    result.push(spanEntry(first, last, changes(before, work.texts()), span.reason));
  }
  return [...result, ...entries.slice(at)];
}

function spanEntry(
  first: LogEntry,
  last: LogEntry,
  splices: Partial<Record<WorkFile, Splice>>,
  reason: string,
): RedactedSpan {
  const { n, previous, challenge, at, elapsed } = first;
  const moment =
    'redacted' in last
      ? { lastAt: last.redacted.lastAt, lastElapsed: last.redacted.lastElapsed }
      : { lastAt: last.at, lastElapsed: last.elapsed };
  const redacted = { count: lastRecordOf(last) - n + 1, lastHash: recordHash(last), ...moment, splices, reason };
  return { n, previous, challenge, at, elapsed, redacted };
}

function changes(before: FileTexts, after: FileTexts): Partial<Record<WorkFile, Splice>> {
  const splices: Partial<Record<WorkFile, Splice>> = {};
  for (const file of workFiles) {
    const change = spliceBetween(before[file], after[file]);
    if (change !== null) splices[file] = { after: 0, ...change };
  }
  return splices;
}
