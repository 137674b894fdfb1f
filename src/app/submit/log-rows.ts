/** A work log as rows to read: each record one row, but typing in one file, without a longer pause, together. */
import type { LogEntry, WorkFile } from '../../model';
import { createTimeline } from '../../review';

export interface LogRow {
  /** Numbers of the first and the last record in it. */
  readonly from: number;
  readonly to: number;
  /** Its entries: from this place in the log up to, not including, `end`. */
  readonly start: number;
  readonly end: number;
  /** Of typing, undo and redo; null for everything else. */
  readonly typing: Typing | null;
  /** When it is complete, on the clock of all sessions together, in milliseconds. */
  readonly clock: number;
}

export interface Typing {
  readonly file: WorkFile;
  /** UTF-16 units put in and taken out. */
  readonly inserted: number;
  readonly removed: number;
  readonly milliseconds: number;
}

/** Typing after a longer pause is a row of its own. */
export const rowPauseMs = 20_000;
/** So long a row may be: what can be left out by itself. */
export const rowMs = 120_000;

export function logRows(entries: readonly LogEntry[]): readonly LogRow[] {
  const timeline = createTimeline(entries);
  const rows: LogRow[] = [];
  entries.forEach((entry, index) => {
    const clock = timeline.elapsedAt(timeline.positionOf(index));
    const typing = typingOf(entry);
    const to = 'redacted' in entry ? entry.n + entry.redacted.count - 1 : entry.n;
    const last = rows.at(-1);
    const first = last === undefined ? undefined : entries[last.start];
    const joins =
      typing !== null &&
      last !== undefined &&
      first !== undefined &&
      last.typing?.file === typing.file &&
      clock - last.clock <= rowPauseMs &&
      entry.elapsed - first.elapsed <= rowMs;
    if (joins && last?.typing) {
      rows[rows.length - 1] = {
        ...last,
        to,
        end: index + 1,
        clock,
        typing: {
          file: typing.file,
          inserted: last.typing.inserted + typing.inserted,
          removed: last.typing.removed + typing.removed,
          milliseconds: entry.elapsed + typing.milliseconds - first.elapsed,
        },
      };
    } else rows.push({ from: entry.n, to, start: index, end: index + 1, typing, clock });
  });
  return rows;
}

function typingOf(entry: LogEntry): Typing | null {
  if ('redacted' in entry || entry.event.kind !== 'edit') return null;
  const { file, origin, splices } = entry.event;
  if (origin !== 'typed' && origin !== 'undone') return null;
  let inserted = 0;
  let removed = 0;
  for (const splice of splices) {
    inserted += splice.inserted.length;
    removed += splice.removed;
  }
  return { file, inserted, removed, milliseconds: splices.at(-1)?.after ?? 0 };
}

/** A paste that is in the log, with what the candidate says about it. */
export interface Paste {
  /** Number of its record. */
  readonly record: number;
  readonly file: WorkFile;
  readonly characters: number;
  /** Its first characters. */
  readonly opening: string;
  /** The last label it was given; empty if none. */
  readonly label: string;
}

const openingLength = 160;

export function pastesOf(entries: readonly LogEntry[]): readonly Paste[] {
  const labels = new Map<number, string>();
  for (const entry of entries) {
    if (!('redacted' in entry) && entry.event.kind === 'label') labels.set(entry.event.of, entry.event.text);
  }
  return entries.flatMap((entry): readonly Paste[] => {
    if ('redacted' in entry || entry.event.kind !== 'edit' || entry.event.origin !== 'pasted') return [];
    const { file, splices } = entry.event;
    const text = splices.map(({ inserted }) => inserted).join('');
    return [
      {
        record: entry.n,
        file,
        characters: text.length,
        opening: text.slice(0, openingLength),
        label: labels.get(entry.n) ?? '',
      },
    ];
  });
}
