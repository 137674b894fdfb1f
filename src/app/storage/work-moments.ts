/** What a change of the work means for its log: the events that lead from one state of the work to the next. */
import type { EditOrigin, FileTexts, Splice, WorkEvent, WorkFile } from '../../model';
import { textChange } from '../editor/text-change';
import type { Work } from './work';

/** Something that happened and has no place in the log yet. */
export interface Moment {
  /** Milliseconds since 1970, by this machine's clock, which may jump. */
  readonly at: number;
  /** Whole milliseconds since the work was opened, by a clock that never goes back. */
  readonly elapsed: number;
  readonly event: WorkEvent;
}

/** Edits of the same kind that begin within so many milliseconds share a record. */
export const sharedRecordMs = 300;

/** A text that is longer than so many UTF-16 units cannot be handed in; what is done while one is, is one gap in the log. */
export const loggedLengthMax = 1_000_000;

export function filesOf({ source, notes, explanation }: Work): FileTexts {
  return { 'protocol.ts': source, 'notes.md': notes, 'explanation.md': explanation };
}

/** What happened between two states of the work. Hints that are closed again by an import stay opened in the log. */
export function eventsBetween(before: Work, after: Work, origin: EditOrigin): readonly WorkEvent[] {
  const events: WorkEvent[] = [...editsBetween(before, after, origin)];
  for (let number = before.hintsOpened + 1; number <= after.hintsOpened; number += 1) {
    events.push({ kind: 'hint', number });
  }
  if (before.tasksDone !== after.tasksDone) events.push(...taskEvents(before.tasksDone, after.tasksDone));
  if (after.invite && after.invite.id !== before.invite?.id) events.push({ kind: 'invited', invite: after.invite.id });
  return events;
}

function editsBetween(before: Work, after: Work, origin: EditOrigin): readonly WorkEvent[] {
  if (isTooLong(after)) return [];
  if (isTooLong(before)) return [{ kind: 'gap', reason: reasonTooLong, files: filesOf(after) }];
  const edit = (file: WorkFile, from: string, to: string): readonly WorkEvent[] => {
    const splice = spliceOf(from, to);
    return splice ? [{ kind: 'edit', file, origin, splices: [splice] }] : [];
  };
  return [
    ...edit('protocol.ts', before.source, after.source),
    ...edit('notes.md', before.notes, after.notes),
    ...edit('explanation.md', before.explanation, after.explanation),
  ];
}

const reasonTooLong = 'A file was longer than one that can be handed in.';

/** Whether the log cannot lead to these files. */
export function isTooLong({ source, notes, explanation }: Work): boolean {
  return [source, notes, explanation].some(({ length }) => length > loggedLengthMax);
}

/**
 * The moments with one more at their end. An edit joins the one before it if both are of one file, typed or undone, and
 * close together.
 * @param fixed so many moments, from the first, are being saved and must stay as they are
 */
export function withMoment(moments: readonly Moment[], fixed: number, moment: Moment): readonly Moment[] {
  const last = moments.at(-1);
  const joined = last && moments.length > fixed ? join(last, moment) : null;
  return joined ? [...moments.slice(0, -1), joined] : [...moments, moment];
}

function join(last: Moment, next: Moment): Moment | null {
  const { event } = last;
  const { event: added } = next;
  if (event.kind !== 'edit' || added.kind !== 'edit') return null;
  if (event.file !== added.file || event.origin !== added.origin) return null;
  if (event.origin !== 'typed' && event.origin !== 'undone') return null;
  const after = next.elapsed - last.elapsed;
  if (after > sharedRecordMs) return null;
  const splices = [...event.splices, ...added.splices.map((splice) => ({ ...splice, after }))];
  return { ...last, event: { ...event, splices } };
}

function spliceOf(before: string, after: string): Splice | null {
  const change = textChange(before, after);
  if (!change) return null;
  return { after: 0, from: change.start, removed: change.end - change.start, inserted: change.text };
}

function taskEvents(before: readonly number[], after: readonly number[]): readonly WorkEvent[] {
  const indices = [...new Set([...before, ...after])].sort((one, other) => one - other);
  return indices
    .filter((index) => before.includes(index) !== after.includes(index))
    .map((index) => ({ kind: 'task', number: index + 1, done: after.includes(index) }));
}
