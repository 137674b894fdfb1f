/**
 * The way through for the records that a log has most of: typing. What they must be as canonical JSON is put together from
 * the values that were read, and compared; nearly all the time that a long log takes to be read is saved by it.
 */
import { type EditOrigin, type LogRecord, type Splice, workFiles } from '../model';
import { splicesMax, textBytesMax } from './limits';

const origins: readonly EditOrigin[] = ['typed', 'pasted', 'undone', 'imported', 'reset', 'brought-back'];
const hashPattern = /^[0-9a-f]{64}$/;

/**
 * The record in a line of a log, if it is an edit and the line is its canonical JSON; null if another way must tell.
 * @param value what the line is as JSON
 */
export function plainEdit(line: string, value: unknown): LogRecord | null {
  const record = value as LogRecord;
  if (!isObject(value) || !isObject(record.event) || record.event.kind !== 'edit') return null;
  const { at, challenge, elapsed, n, previous } = record;
  const { file, origin, splices } = record.event;
  const isRight =
    isMoment(at) &&
    isDuration(elapsed) &&
    isWhole(n) &&
    isHash(challenge) &&
    isHash(previous) &&
    workFiles.includes(file) &&
    origins.includes(origin) &&
    Array.isArray(splices) &&
    splices.length > 0 &&
    splices.length <= splicesMax &&
    splices.every(isSplice);
  if (!isRight) return null;
  const changes = splices.map(spliceText).join(',');
  const event = `{"file":"${file}","kind":"edit","origin":"${origin}","splices":[${changes}]}`;
  const text = `{"at":${at},"challenge":"${challenge}","elapsed":${elapsed},"event":${event},"n":${n},"previous":"${previous}"}`;
  return text === line ? record : null;
}

function spliceText({ after, from, inserted, removed }: Splice): string {
  return `{"after":${after},"from":${from},"inserted":${JSON.stringify(inserted)},"removed":${removed}}`;
}

function isSplice(value: unknown): boolean {
  if (!isObject(value)) return false;
  const { after, from, inserted, removed } = value as unknown as Splice;
  return (
    isDuration(after) &&
    isWhole(from) &&
    isWhole(removed) &&
    typeof inserted === 'string' &&
    inserted.length <= textBytesMax
  );
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

function isWhole(value: unknown): boolean {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}

function isMoment(value: unknown): boolean {
  return typeof value === 'number' && Math.abs(value) <= Number.MAX_SAFE_INTEGER;
}

function isDuration(value: unknown): boolean {
  return isMoment(value) && (value as number) >= 0;
}

function isHash(value: unknown): boolean {
  return typeof value === 'string' && hashPattern.test(value);
}
