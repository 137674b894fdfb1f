/** Sessions of a work log: from one opening of the page to the next. */
import type { LogEntry } from '../model';

/** Whether a session begins with an entry. Where its opening was left out, the clock of the page tells. */
export function beginsSession(entry: LogEntry, before: LogEntry | undefined): boolean {
  if (before === undefined) return true;
  if (!('redacted' in entry) && (entry.event.kind === 'opened' || entry.event.kind === 'started')) return true;
  return entry.elapsed < lastElapsedOf(before);
}

/** Whether the page was opened again somewhere in a stretch that was left out. */
export function opensWithin(entry: LogEntry): boolean {
  return 'redacted' in entry && entry.redacted.lastElapsed < entry.elapsed;
}

function lastElapsedOf(entry: LogEntry): number {
  return 'redacted' in entry ? entry.redacted.lastElapsed : entry.elapsed;
}
