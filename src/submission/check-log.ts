/** Whether a log fits together: every link of its chain, and where its edits lead. */
import { ok, type Result } from '../base';
import { type FileTexts, type LogEntry, noHash, type Problem, workFiles } from '../model';
import { textBytesMax } from './limits';
import { type LogHead, lastRecordOf, recordHash } from './log-record';
import { quoted, refuse } from './problems';
import { noFiles, WorkFiles } from './work-files';

export interface CheckedLog {
  readonly head: LogHead;
  readonly files: FileTexts;
}

/**
 * Checks the numbers and hashes of a log and replays its edits. Spans that were left out are taken at their word.
 * The challenge may have changed only where the page was opened anew, at a gap, or in a span that was left out.
 * @param challengeHash the challenge at the end of the log
 * @param files what the edits must lead to; not looked at if missing
 * @returns the last link and the files, or a problem that names the first record that does not fit
 */
export function checkLog(
  entries: readonly LogEntry[],
  challengeHash: string,
  files?: FileTexts,
): Result<CheckedLog, Problem> {
  return checkHashedLog(entries, recordHash, challengeHash, files);
}

/**
 * The same, where the hashes are known already.
 * @param hashOfEntry what the entry that follows must name as `previous`
 */
export function checkHashedLog(
  entries: readonly LogEntry[],
  hashOfEntry: (entry: LogEntry, index: number) => string,
  challengeHash: string,
  files?: FileTexts,
): Result<CheckedLog, Problem> {
  const work = new WorkFiles(noFiles);
  let before: LogEntry | null = null;
  let head: LogHead | null = null;
  for (const [index, entry] of entries.entries()) {
    const mistake = linkMistake(before, head, entry) ?? eventMistake(entry) ?? work.apply(entry);
    if (mistake !== null) return broken(entry, mistake);
    head = { n: lastRecordOf(entry), hash: hashOfEntry(entry, index) };
    before = entry;
  }
  if (head === null || before === null)
    return refuse('log-broken', 'The work log is empty: not even its first record is there. Judge the files alone.');
  if (before.challenge !== challengeHash && !('redacted' in before))
    return broken(before, 'it was written for another challenge, or another version of it');
  const texts = work.texts();
  return files === undefined ? ok({ head, files: texts }) : compare(head, texts, files);
}

/** Why an entry cannot come after the one before it, as the end of a sentence. */
function linkMistake(before: LogEntry | null, head: LogHead | null, entry: LogEntry): string | null {
  const isSpan = 'redacted' in entry;
  if (before === null || head === null) {
    if (isSpan || entry.event.kind !== 'started') return 'a log begins with the record that says what it started from';
    if (entry.n !== 0) return `it is number ${entry.n}, and a log begins with number 0`;
    return entry.previous === noHash ? null : 'it is the first and names a record before it';
  }
  if (entry.n !== head.n + 1) return `it is number ${entry.n} and comes after number ${head.n}`;
  if (entry.previous !== head.hash) {
    const start = `it names ${shortHash(entry.previous)} as the hash of the record before it, and that record`;
    return 'redacted' in before
      ? `${start} was left out with the hash ${shortHash(head.hash)}`
      : `${start} (${before.event.kind}) has the hash ${shortHash(head.hash)}: one of the two was changed`;
  }
  if (!isSpan && entry.event.kind === 'started') return 'a log starts only once';
  const mayChange = isSpan || 'redacted' in before || entry.event.kind === 'opened' || entry.event.kind === 'gap';
  return entry.challenge === before.challenge || mayChange ? null : 'it names another challenge than the one before it';
}

/** Why an event makes no sense where it is. */
function eventMistake(entry: LogEntry): string | null {
  if ('redacted' in entry) return null;
  const { event } = entry;
  if (event.kind === 'label' && event.of >= entry.n)
    return `it labels record ${event.of}, which does not come before it`;
  if (event.kind !== 'started' && event.kind !== 'gap') return null;
  const long = workFiles.find((file) => event.files[file].length > textBytesMax);
  return long === undefined ? null : `it makes ${long} longer than ${textBytesMax} characters`;
}

function compare(head: LogHead, texts: FileTexts, files: FileTexts): Result<CheckedLog, Problem> {
  for (const file of workFiles) {
    if (texts[file] === files[file]) continue;
    return refuse(
      'log-leads-elsewhere',
      `The work log does not lead to the ${file} that was handed in: after its last record, number ${head.n}, the file ${differenceWords(texts[file], files[file])}. Judge the file alone, or ask.`,
    );
  }
  return ok({ head, files: texts });
}

function differenceWords(replayed: string, given: string): string {
  let at = 0;
  while (at < replayed.length && replayed[at] === given[at]) at++;
  const line = replayed.slice(0, at).split('\n').length;
  const [ours, theirs] = [restOfLine(replayed, at), restOfLine(given, at)];
  return `differs from line ${line} on: the log gives ${ours}, the file has ${theirs}`;
}

function restOfLine(text: string, at: number): string {
  if (at >= text.length) return 'nothing more';
  const rest = text.slice(at, at + 200);
  const line = rest.split('\n', 1)[0] ?? '';
  return line === '' ? 'a new line' : quoted(line);
}

function broken(entry: LogEntry, mistake: string): Result<CheckedLog, Problem> {
  const what = 'redacted' in entry ? 'a span left out' : entry.event.kind;
  const sentence = `The work log breaks at record ${entry.n} (${what}, ${momentWords(entry.at)}): ${mistake}. What comes before it fits together. Judge the files alone, or ask.`;
  return refuse('log-broken', sentence);
}

/** A moment told by a file, which may be none. */
function momentWords(at: number): string {
  return Math.abs(at) <= momentMax ? new Date(at).toISOString() : `at the impossible time ${at}`;
}

/** The last moment that a date can be, in milliseconds since 1970. */
const momentMax = 8.64e15;

function shortHash(hash: string): string {
  return `${hash.slice(0, 8)}…`;
}
