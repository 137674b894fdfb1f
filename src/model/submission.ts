/** What a candidate hands in, and the invite that asks for it. The files that carry them are described in docs/submission.md. */
import type { Bounds } from './challenge';
import type { CheckResult, EngineIdentity, FileTexts, LogEntry } from './work-log';

/** What a candidate is asked to do, and for whom the answer is sealed. It travels in a link, after the `#`. */
export interface Invite {
  readonly version: 1;
  /** 32 hexadecimal digits, drawn at random. */
  readonly id: string;
  /** Who invites, in their own words: a team's name. */
  readonly from: string;
  /** Slug of the challenge. */
  readonly challenge: string;
  readonly challengeHash: string;
  /** Who can open the answer: age recipients (`age1…`), at least one. */
  readonly recipients: readonly string[];
  /** Hash of the reviewer's hidden bounds; null if there are none. */
  readonly hiddenHash: string | null;
  /** Time allowed, in minutes; null if it is not limited. */
  readonly minutes: number | null;
}

/**
 * Bounds that a submission must also pass and that the candidate does not know. The invite holds only their hash, so that
 * nobody can change them afterwards. The salt, 64 hexadecimal digits drawn at random, keeps the hash from being guessed.
 */
export interface HiddenBounds {
  readonly format: 'interleave-hidden-bounds';
  readonly version: 1;
  readonly challenge: string;
  readonly challengeHash: string;
  readonly bounds: readonly NamedBounds[];
  /** Variants that the answer is held against at these bounds, beside those that the candidate gets. Missing if there are none. */
  readonly variants?: readonly HiddenVariant[];
  readonly salt: string;
}

/** A protocol that candidates do not get, for challenges in which they write properties or schedules. */
export interface HiddenVariant {
  /** The name of its file in `hidden/variants`, without the ending. */
  readonly name: string;
  readonly isCorrect: boolean;
  /** TypeScript. */
  readonly source: string;
}

export interface NamedBounds {
  readonly name: string;
  readonly bounds: Bounds;
}

/** What the candidate claims came of the final protocol. */
export interface ClaimedVerdict extends NamedBounds {
  readonly result: CheckResult;
}

/** A stop of the story that the candidate tells. */
export interface StoryStop {
  readonly title: string;
  /** Markdown. */
  readonly note: string;
  /** Lines of the protocol, counting from 1, both included. */
  readonly lines: { readonly from: number; readonly to: number } | null;
  /** The moment: after the record of this number; null for the end. */
  readonly record: number | null;
  /** A step of the counterexample that the check in this record has shown, 0 for its start. */
  readonly trace: { readonly check: number; readonly step: number } | null;
}

/** A story has at most so many stops; five to ten read well. */
export const storyStopsMax = 20;

/** How much of the log is in a submission. */
export type LogShare = 'whole' | 'redacted' | 'left-out';

export interface SubmissionManifest {
  readonly format: 'interleave-submission';
  readonly version: 1;
  /** ISO 8601, UTC, by the candidate's clock. */
  readonly createdAt: string;
  readonly challenge: { readonly slug: string; readonly title: string; readonly hash: string };
  readonly engine: EngineIdentity;
  /** Null for work that nobody asked for. */
  readonly invite: Invite | null;
  readonly candidate: {
    /** As the candidate wants to be called; may be empty. */
    readonly name: string;
    /** An age recipient to which feedback can be sealed. */
    readonly key: string;
  };
  readonly claims: readonly ClaimedVerdict[];
  readonly log: {
    readonly share: LogShare;
    /** Records of the whole log, those left out included. */
    readonly records: number;
    /** Hash of its last record. */
    readonly head: string;
  };
  /** Time worked, as the candidate's page counted it. */
  readonly activeMs: number;
  /** Every other file of the bundle by its path. */
  readonly files: Readonly<Record<string, { readonly bytes: number; readonly sha256: string }>>;
}

/** A submission that was opened: its files fit the manifest, its log is whole and leads to its files. */
export interface Submission {
  readonly manifest: SubmissionManifest;
  readonly files: FileTexts;
  /** Null if it was left out. */
  readonly log: readonly LogEntry[] | null;
  readonly story: readonly StoryStop[];
  /** The cover note, Markdown. */
  readonly cover: string;
  /** SHA-256 of the manifest, which names every file by its hash: the same submission packed and sealed twice is one. */
  readonly hash: string;
}
