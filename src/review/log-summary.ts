/** A work log in numbers. */
import type { LogEntry, LogShare, LogSummary } from '../model';
import { beginsSession, opensWithin } from './sessions';

/** Numbers about what was handed in: a log that was left out has none but zeros. */
export function summariseLog(entries: readonly LogEntry[] | null, share: LogShare): LogSummary {
  const all = entries ?? [];
  const { activeMs, sessions } = activeTime(all);
  const last = all.at(-1);
  const lastAt = last === undefined ? 0 : 'redacted' in last ? last.redacted.lastAt : last.at;
  const counts = {
    ...{ redacted: 0, checksAsked: 0, checksByThemselves: 0 },
    ...{ pastes: 0, pastedCharacters: 0, hintsOpened: 0, gaps: 0 },
  };
  const hints = new Set<number>();
  for (const entry of all) {
    if ('redacted' in entry) {
      counts.redacted += entry.redacted.count;
      continue;
    }
    const { event } = entry;
    if (event.kind === 'check' && event.asked) counts.checksAsked++;
    if (event.kind === 'check' && !event.asked) counts.checksByThemselves++;
    if (event.kind === 'hint') hints.add(event.number);
    if (event.kind === 'gap') counts.gaps++;
    if (event.kind === 'edit' && event.origin === 'pasted') {
      counts.pastes++;
      for (const { inserted } of event.splices) counts.pastedCharacters += inserted.length;
    }
  }
  return {
    share,
    records: last === undefined ? 0 : last.n + ('redacted' in last ? last.redacted.count : 1),
    ...counts,
    hintsOpened: hints.size,
    activeMs,
    spanMs: Math.max(0, lastAt - (all[0]?.at ?? 0)),
    sessions,
  };
}

/**
 * Time worked: that of all sessions, less the pauses that the log notes and less what was left out. A session begins where
 * the clock of the page starts again.
 */
export function activeTime(entries: readonly LogEntry[]): { readonly activeMs: number; readonly sessions: number } {
  let activeMs = 0;
  let sessions = 0;
  /** The clock of the session at the end of the entry before. */
  let elapsed = 0;
  /** Worked in this session so far, piece by piece, so that a pause can take back what lies before its record. */
  let worked: { from: number; to: number }[] = [];
  const endSession = (): void => {
    for (const { from, to } of worked) activeMs += to - from;
    worked = [];
    elapsed = 0;
  };
  for (const [index, entry] of entries.entries()) {
    if (beginsSession(entry, entries[index - 1])) {
      endSession();
      sessions++;
    }
    if (entry.elapsed > elapsed) worked.push({ from: elapsed, to: entry.elapsed });
    elapsed = Math.max(elapsed, entry.elapsed);
    if ('redacted' in entry) {
      if (opensWithin(entry)) {
        endSession();
        sessions++;
      }
      elapsed = entry.redacted.lastElapsed;
    } else if (entry.event.kind === 'pause') {
      takeBack(worked, entry.elapsed - entry.event.milliseconds);
    } else if (entry.event.kind === 'edit') {
      const to = entry.elapsed + Math.max(0, entry.event.splices.at(-1)?.after ?? 0);
      if (to > elapsed) worked.push({ from: elapsed, to });
      elapsed = Math.max(elapsed, to);
    }
  }
  endSession();
  return { activeMs, sessions };
}

/** Takes back what was counted after a moment. */
function takeBack(worked: { from: number; to: number }[], moment: number): void {
  for (let last = worked.at(-1); last !== undefined && last.to > moment; last = worked.at(-1)) {
    if (last.from >= moment) worked.pop();
    else last.to = moment;
  }
}
