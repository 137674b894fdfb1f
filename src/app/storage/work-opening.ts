/** How the log goes on when work is opened, from what was found stored. */
import type { EngineIdentity, Invite, WorkEvent } from '../../model';
import { createWork, type Work } from './work';
import { eventsBetween, filesOf, isTooLong, type Moment } from './work-moments';

/** The end of a log: number and hash of its last record. */
export interface LogHead {
  readonly n: number;
  readonly hash: string;
}

/** Where the log stands. */
export interface LogPlace {
  /** Its last stored record; null if it has none. */
  readonly head: LogHead | null;
  /** What happened and is not stored yet, oldest first. */
  readonly moments: readonly Moment[];
}

/** What storage holds of the log, held against the files stored beside it. */
export type FoundLog =
  /** There is none; `reason` says why work may have no log. */
  | { readonly kind: 'none'; readonly reason: string }
  | { readonly kind: 'fits'; readonly head: LogHead }
  /** It leads to other files. */
  | { readonly kind: 'strays'; readonly head: LogHead; readonly reason: string };

/** Work as it was found, and what had happened to it since its last save. */
export interface FoundWork {
  /** Null if there is none. */
  readonly work: Work | null;
  readonly log: FoundLog;
  /** From the journal: what leads from the stored work to `work` and is not in the log yet. */
  readonly unsaved: readonly Moment[];
  /** What the journal was written over, where it does not continue the stored log: an edit leads from there to `work`. */
  readonly overwritten: Work | null;
}

export interface Opening {
  readonly challenge: string;
  readonly engine: EngineIdentity;
  readonly starter: string;
  /** The invite that the candidate has accepted last; null if there is none. */
  readonly invite: Invite | null;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** The work to go on with, and the log as it goes on. The first moments of an opening have `elapsed` 0. */
export function openWork(found: FoundWork, opening: Opening): { readonly work: Work; readonly place: LogPlace } {
  const { challenge, engine, starter, invite, now } = opening;
  const fresh = createWork(challenge, starter, now);
  const before = found.work ?? fresh;
  const work = invite ? { ...before, invite } : before;
  const events = openingEvents(found, fresh, work, engine);
  const moments = events.map((event): Moment => ({ at: now, elapsed: 0, event }));
  const { log } = found;
  return {
    work,
    place: {
      head: log.kind === 'none' ? null : log.head,
      moments: [...found.unsaved, ...moments],
    },
  };
}

function openingEvents(
  { work: stored, log, unsaved, overwritten }: FoundWork,
  fresh: Work,
  work: Work,
  engine: EngineIdentity,
): readonly WorkEvent[] {
  const opened: WorkEvent = { kind: 'opened', engine };
  const invited = stored ? eventsBetween(stored, work, 'typed') : [];
  if (log.kind === 'fits') {
    const restored = overwritten && stored ? eventsBetween(overwritten, stored, 'brought-back') : [];
    return [opened, ...restored, ...invited];
  }
  if (log.kind === 'strays') return [opened, ...gap(log.reason, work), ...invited];
  // The journal of a page that had saved nothing yet begins with the start of the log.
  if (unsaved.length > 0) return [opened, ...invited];
  const started: WorkEvent = { kind: 'started', engine, invite: work.invite?.id ?? null, files: filesOf(fresh) };
  return stored === null || sameFiles(stored, fresh) ? [started] : [started, ...gap(log.reason, work)];
}

/**
 * What is logged in place of `moments` where they took a stored log for missing, since storage could not be read: the
 * stored log goes on after a gap.
 */
export function afterUnread(moments: readonly Moment[]): readonly Moment[] {
  return moments.flatMap((moment): readonly Moment[] => {
    const { event } = moment;
    if (event.kind !== 'started') return [moment];
    const { engine, files } = event;
    return [
      { ...moment, event: { kind: 'opened', engine } },
      { ...moment, event: { kind: 'gap', reason: reasons.unread, files } },
    ];
  });
}

/** Words of a gap, for whoever reads the log. */
export const reasons = {
  unlogged: 'The work had begun before this page kept a log of it.',
  unread: 'The stored work could not be read when the page was opened, so it began again.',
  strayed: 'The stored work was not what the log leads to.',
  damaged: 'The stored work was damaged and has been set aside.',
  removed: 'The stored work was gone, removed by the browser or by a cleaning tool.',
} as const;

function gap(reason: string, work: Work): readonly WorkEvent[] {
  return isTooLong(work) ? [] : [{ kind: 'gap', reason, files: filesOf(work) }];
}

/** Whether two works have the same texts. */
export function sameFiles(one: Work, other: Work): boolean {
  return one.source === other.source && one.notes === other.notes && one.explanation === other.explanation;
}
