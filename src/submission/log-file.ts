/** A log as a file: one canonical JSON value a line, each ended by a line feed (JSON Lines). */
import { ok, type Result } from '../base';
import type { LogEntry, Problem } from '../model';
import { canonicalText } from './canonical';
import { checkCanonical } from './canonical-file';
import { textHash } from './hash';
import { parseJson } from './json-file';
import { recordBytesMax, recordsMax } from './limits';
import { recordSchema, spanSchema } from './log-schema';
import { refuse } from './problems';

export function encodeLog(entries: readonly LogEntry[]): string {
  return entries.map((entry) => `${canonicalText(entry)}\n`).join('');
}

/** What a log file holds. */
export interface DecodedLog {
  readonly entries: readonly LogEntry[];
  /** By entry: what `recordHash` says of it. A line is canonical, so its hash is that of the record. */
  readonly hashes: readonly string[];
}

/** The entries of a log file. Their form is checked here; whether they fit together, by `checkHashedLog`. */
export function decodeLog(text: string): Result<DecodedLog, Problem> {
  if (lineCount(text) > recordsMax)
    return refuse(
      'bundle-too-large',
      `The work log has more than ${recordsMax} records, more than anybody can do. Do not trust the file.`,
    );
  const entries: LogEntry[] = [];
  const hashes: string[] = [];
  for (let start = 0; start < text.length; ) {
    const end = text.indexOf('\n', start);
    const say = (fault: string): Result<never, Problem> =>
      refuse(
        'bundle-invalid',
        `Line ${entries.length + 1} of the work log ${fault}. Ask for the file again; do not trust this one.`,
      );
    if (end === -1) return say('is cut off');
    if (end - start > recordBytesMax) return say(`is longer than ${recordBytesMax} characters`);
    const line = text.slice(start, end);
    const value = parseJson(line);
    const isSpan = typeof value === 'object' && value !== null && 'redacted' in value;
    const entry: Result<LogEntry, string> =
      value === undefined
        ? { kind: 'err', error: 'is not JSON' }
        : checkCanonical<LogEntry>(line, value, isSpan ? spanSchema : recordSchema);
    if (entry.kind === 'err') return say(entry.error);
    entries.push(entry.value);
    hashes.push('redacted' in entry.value ? entry.value.redacted.lastHash : textHash(line));
    start = end + 1;
  }
  return ok({ entries, hashes });
}

function lineCount(text: string): number {
  let count = 0;
  for (let at = text.indexOf('\n'); at !== -1 && count <= recordsMax; at = text.indexOf('\n', at + 1)) count++;
  return count;
}
