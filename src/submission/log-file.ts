/** A log as a file: one canonical JSON value a line, each ended by a line feed (JSON Lines). */
import { ok, type Result } from '../base';
import type { LogEntry, Problem } from '../model';
import { canonicalText } from './canonical';
import { checkCanonical } from './canonical-file';
import { bytesHash } from './hash';
import { parseJson } from './json-file';
import { recordBytesMax, recordsMax } from './limits';
import { recordSchema, spanSchema } from './log-schema';
import { plainEdit } from './plain-edit';
import { refuse } from './problems';
import { decodeUtf8 } from './utf8';

export function encodeLog(entries: readonly LogEntry[]): string {
  return entries.map((entry) => `${canonicalText(entry)}\n`).join('');
}

/** What a log file holds. */
export interface DecodedLog {
  readonly entries: readonly LogEntry[];
  /** By entry: what `recordHash` says of it. A line is canonical, so its hash is that of the record. */
  readonly hashes: readonly string[];
}

const lineFeed = 10;

/** The entries of a log file. Their form is checked here; whether they fit together, by `checkHashedLog`. */
export function decodeLog(bytes: Uint8Array): Result<DecodedLog, Problem> {
  if (lineCount(bytes) > recordsMax)
    return refuse(
      'bundle-too-large',
      `The work log has more than ${recordsMax} records, more than anybody can do. Do not trust the file.`,
    );
  const entries: LogEntry[] = [];
  const hashes: string[] = [];
  for (let start = 0; start < bytes.length; ) {
    const end = bytes.indexOf(lineFeed, start);
    const lineBytes = bytes.subarray(start, end);
    const read = end === -1 ? fault('is cut off') : readLine(lineBytes);
    if (read.kind === 'err')
      return refuse(
        'bundle-invalid',
        `Line ${entries.length + 1} of the work log ${read.error}. Ask for the file again; do not trust this one.`,
      );
    const entry = read.value;
    entries.push(entry);
    hashes.push('redacted' in entry ? entry.redacted.lastHash : bytesHash(lineBytes));
    start = end + 1;
  }
  return ok({ entries, hashes });
}

/** The entry in a line, or what is wrong with it, as the end of a sentence. */
function readLine(bytes: Uint8Array): Result<LogEntry, string> {
  if (bytes.length > recordBytesMax) return fault(`is longer than ${recordBytesMax} bytes`);
  const line = decodeUtf8(bytes);
  if (line === null) return fault('is not UTF-8 text');
  const value = parseJson(line);
  if (value === undefined) return fault('is not JSON');
  const edit = plainEdit(line, value);
  if (edit !== null) return ok(edit);
  const isSpan = typeof value === 'object' && value !== null && 'redacted' in value;
  return checkCanonical<LogEntry>(line, value, isSpan ? spanSchema : recordSchema);
}

function fault(words: string): Result<never, string> {
  return { kind: 'err', error: words };
}

function lineCount(bytes: Uint8Array): number {
  let count = 0;
  for (let at = bytes.indexOf(lineFeed); at !== -1 && count <= recordsMax; at = bytes.indexOf(lineFeed, at + 1))
    count++;
  return count;
}
