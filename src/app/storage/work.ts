/** What a candidate has made of one challenge: all that is saved, exported and imported. */
import type { Bounds, Invite, VerdictKind } from '../../model';

export interface Work {
  /** Slug of the challenge. */
  readonly challenge: string;
  readonly source: string;
  /** Notes to oneself, Markdown. */
  readonly notes: string;
  /** The candidate's explanation of the solution, Markdown. */
  readonly explanation: string;
  /** Bounds chosen for asked checks; null while they are those of the quick tier. */
  readonly bounds: Bounds | null;
  /** Indices of the tasks ticked off, ascending. */
  readonly tasksDone: readonly number[];
  /** How many hints have been opened, from the first. */
  readonly hintsOpened: number;
  /** Time worked: the page visible and used within the last minute. */
  readonly activeMs: number;
  readonly lastVerdict: LastVerdict | null;
  /** Who has asked for the work; null if nobody has. It stays in this browser and is not part of an exported file. */
  readonly invite: Invite | null;
  /** Milliseconds since 1970, by this machine's clock. */
  readonly updatedAt: number;
}

/** The last asked or automatic verdict, for the list of challenges. A check of the same source gives it again. */
export interface LastVerdict {
  readonly kind: VerdictKind;
  readonly property: string | null;
  readonly distinct: number;
  readonly bounds: Bounds;
  /** Whether the source has changed since. */
  readonly outdated: boolean;
}

/** The part of the work that the person changes; the rest follows. */
export type WorkPatch = Partial<Omit<Work, 'challenge' | 'updatedAt'>>;

export function createWork(challenge: string, starter: string, now: number): Work {
  return {
    challenge,
    source: starter,
    notes: '',
    explanation: '',
    bounds: null,
    tasksDone: [],
    hintsOpened: 0,
    activeMs: 0,
    lastVerdict: null,
    invite: null,
    updatedAt: now,
  };
}

/** The work with a change. A changed source makes the last verdict outdated. */
export function changeWork(work: Work, patch: WorkPatch, now: number): Work {
  const sourceChanged = patch.source !== undefined && patch.source !== work.source;
  const lastVerdict = patch.lastVerdict === undefined ? work.lastVerdict : patch.lastVerdict;
  return {
    ...work,
    ...patch,
    lastVerdict: lastVerdict && sourceChanged ? { ...lastVerdict, outdated: true } : lastVerdict,
    updatedAt: now,
  };
}
