/**
 * A work log on one axis of time, for reading and for replay: sessions one after the other, long pauses made short, what was
 * left out as a stretch of its own. Positions are milliseconds on that axis.
 */
import type { LogEntry, Splice, WorkEventKind } from '../model';
import { beginsSession, opensWithin } from './sessions';

/** A pause longer than this is drawn as `idleShownMs`. */
export const idleMs = 30_000;
export const idleShownMs = 2000;
/** Between two sessions, whatever time lies between. */
export const sessionShownMs = 3000;
/** The least that a stretch left out takes up, so that it can be seen. */
export const redactedShownMs = 2000;

/** What a glyph on the axis stands for. Typing, undo and redo have none; they are `bursts`. */
export type MarkKind = Exclude<WorkEventKind, 'edit'> | 'pasted' | 'imported' | 'reset' | 'brought-back' | 'redacted';

export interface TimelineMark {
  /** Index of its entry in the log as handed in. */
  readonly index: number;
  /** Number of its record; of a stretch left out, of the first record in it. */
  readonly n: number;
  readonly kind: MarkKind;
  readonly position: number;
}

/** Part of the axis that stands for more time than it takes up, or for time that nobody can see into. */
export interface Stretch {
  readonly kind: 'idle' | 'between-sessions' | 'redacted';
  readonly from: number;
  readonly to: number;
  /** The time that it stands for; between sessions by the candidate's clock, which may jump, so at least 0. */
  readonly milliseconds: number;
}

/** Time in which the protocol or a text was being typed, with pauses of less than a second. */
export interface Burst {
  readonly from: number;
  readonly to: number;
  /** UTF-16 units put in and taken out. */
  readonly inserted: number;
  readonly removed: number;
}

/** Where on the way one is: the entries before `entry` have happened, and of this one the first `splices` splices. */
export interface Moment {
  readonly entry: number;
  /** 0 where the entry is no edit. */
  readonly splices: number;
}

export interface Timeline {
  readonly length: number;
  readonly marks: readonly TimelineMark[];
  readonly stretches: readonly Stretch[];
  readonly bursts: readonly Burst[];
  readonly sessions: number;
  /** Where an entry is complete: after it the files are as it left them. */
  positionOf(index: number): number;
  /** The last entry that is complete at a position; -1 before the first. */
  indexAt(position: number): number;
  /** Like `indexAt`, into the middle of an edit. */
  momentAt(position: number): Moment;
  /** The same moment on the clock of all sessions together, idle time included. */
  elapsedAt(position: number): number;
}

/** Cost: one pass over the log; a look-up takes O(log n). */
export function createTimeline(entries: readonly LogEntry[]): Timeline {
  const axis = layOut(entries);
  const { ends, clocks } = axis;
  const indexAt = (position: number): number => lastAtMost(ends, position);
  return {
    length: ends.at(-1) ?? 0,
    marks: axis.marks,
    stretches: axis.stretches,
    bursts: axis.bursts,
    sessions: axis.sessions,
    positionOf: (index) => ends[Math.min(Math.max(index, 0), ends.length - 1)] ?? 0,
    indexAt,
    momentAt(position) {
      const next = indexAt(position) + 1;
      const entry = entries[next];
      if (entry === undefined) return { entry: entries.length, splices: 0 };
      return { entry: next, splices: lastAtMost(axis.splicesOf(next), position) + 1 };
    },
    elapsedAt(position) {
      const index = indexAt(position);
      const from = {
        position: index < 0 ? 0 : (ends[index] as number),
        clock: index < 0 ? 0 : (clocks[index] as number),
      };
      const end = ends[index + 1];
      const clock = clocks[index + 1];
      if (end === undefined || clock === undefined || end <= from.position) return from.clock;
      const part = Math.min(1, Math.max(0, (position - from.position) / (end - from.position)));
      return from.clock + part * (clock - from.clock);
    },
  };
}

interface Axis {
  /** By entry: where it is complete. Never goes back. */
  readonly ends: Float64Array;
  /** By entry: the clock of all sessions together at that moment. */
  readonly clocks: Float64Array;
  readonly marks: readonly TimelineMark[];
  readonly stretches: readonly Stretch[];
  readonly bursts: readonly Burst[];
  readonly sessions: number;
  /** Where each splice of an edit is done. */
  splicesOf(index: number): Float64Array;
}

const burstPauseMs = 1000;

function layOut(entries: readonly LogEntry[]): Axis {
  const starts = new Float64Array(entries.length);
  const ends = new Float64Array(entries.length);
  const clocks = new Float64Array(entries.length);
  const marks: TimelineMark[] = [];
  const stretches: Stretch[] = [];
  const bursts: Burst[] = [];
  let sessions = 0;
  let position = 0;
  let clock = 0;
  /** The clock of this session where the entry before ended. */
  let elapsed = 0;
  /** Lets time pass, of which a long pause is made short. */
  const pass = (milliseconds: number): void => {
    const shown = shownOf(milliseconds);
    if (shown < milliseconds) stretches.push({ kind: 'idle', from: position, to: position + shown, milliseconds });
    position += shown;
    clock += milliseconds;
    elapsed += milliseconds;
  };
  for (const [index, entry] of entries.entries()) {
    const before = entries[index - 1];
    if (beginsSession(entry, before)) {
      sessions++;
      if (before !== undefined) {
        const milliseconds = Math.max(0, entry.at - endAtOf(before));
        stretches.push({ kind: 'between-sessions', from: position, to: position + sessionShownMs, milliseconds });
        position += sessionShownMs;
      }
      elapsed = 0;
    }
    pass(Math.max(0, entry.elapsed - elapsed));
    starts[index] = position;
    if ('redacted' in entry) {
      const { lastElapsed } = entry.redacted;
      const milliseconds = opensWithin(entry) ? lastElapsed : Math.max(0, lastElapsed - elapsed);
      const shown = Math.max(redactedShownMs, shownOf(milliseconds));
      marks.push({ index, n: entry.n, kind: 'redacted', position });
      stretches.push({ kind: 'redacted', from: position, to: position + shown, milliseconds });
      position += shown;
      clock += milliseconds;
      elapsed = lastElapsed;
      if (opensWithin(entry)) sessions++;
    } else if (entry.event.kind === 'edit') {
      const { splices, origin } = entry.event;
      let passed = 0;
      for (const { after } of splices) {
        pass(Math.max(0, after - passed));
        passed = Math.max(passed, after);
      }
      if (origin === 'typed' || origin === 'undone') noteBurst(bursts, starts[index] as number, position, splices);
      else marks.push({ index, n: entry.n, kind: origin, position });
    } else {
      marks.push({ index, n: entry.n, kind: entry.event.kind, position });
    }
    ends[index] = position;
    clocks[index] = clock;
  }
  const splicesOf = (index: number): Float64Array => {
    const entry = entries[index];
    if (entry === undefined || 'redacted' in entry || entry.event.kind !== 'edit') return new Float64Array(0);
    let at = starts[index] as number;
    let passed = 0;
    return Float64Array.from(entry.event.splices, ({ after }) => {
      at += shownOf(Math.max(0, after - passed));
      passed = Math.max(passed, after);
      return at;
    });
  };
  return { ends, clocks, marks, stretches, bursts, sessions, splicesOf };
}

function shownOf(milliseconds: number): number {
  return milliseconds > idleMs ? idleShownMs : milliseconds;
}

function endAtOf(entry: LogEntry): number {
  return 'redacted' in entry ? entry.redacted.lastAt : entry.at;
}

function noteBurst(bursts: Burst[], from: number, to: number, splices: readonly Splice[]): void {
  let inserted = 0;
  let removed = 0;
  for (const splice of splices) {
    inserted += splice.inserted.length;
    removed += splice.removed;
  }
  const last = bursts.at(-1);
  if (last === undefined || from - last.to > burstPauseMs) bursts.push({ from, to, inserted, removed });
  else
    bursts[bursts.length - 1] = {
      from: last.from,
      to,
      inserted: last.inserted + inserted,
      removed: last.removed + removed,
    };
}

/** Index of the last number that is at most the given one, in a list that never goes back; -1 if there is none. */
function lastAtMost(ascending: Float64Array, value: number): number {
  let low = 0;
  let high = ascending.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((ascending[middle] as number) <= value) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
