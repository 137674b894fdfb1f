/**
 * The work log: what a candidate did on one challenge, in order, as records that each carry the hash of the one before.
 * It proves that a log fits together and leads to the files handed in. It proves neither who did the work nor when: every
 * time in it is told by the candidate's own machine.
 */
import type { Schedule } from './action';
import type { Bounds } from './challenge';
import type { CheckSwitches, SearchMode } from './check';
import type { CheckCounts, LimitKind, VerdictKind } from './verdict';

/** The files that a candidate writes. */
export const workFiles = ['protocol.ts', 'notes.md', 'explanation.md'] as const;
export type WorkFile = (typeof workFiles)[number];
export type FileTexts = Readonly<Record<WorkFile, string>>;

/** Which engine computed something: equal hashes give bit-identical verdicts. */
export interface EngineIdentity {
  /** Version of the package. */
  readonly version: string;
  /** SHA-256 over the sources that decide a verdict, 64 hexadecimal digits. */
  readonly hash: string;
}

/** One replacement in a text. Offsets and lengths count UTF-16 units; no surrogate pair is cut. */
export interface Splice {
  /** Milliseconds after the record's `elapsed`; the last splice of a record has the greatest. */
  readonly after: number;
  readonly from: number;
  readonly removed: number;
  readonly inserted: string;
}

/**
 * How a text came in: key by key, from the clipboard, by undo or redo, or as a whole file (an import, a reset to the
 * starter, what such a thing had replaced).
 */
export type EditOrigin = 'typed' | 'pasted' | 'undone' | 'imported' | 'reset' | 'brought-back';

/** What a check was asked, and what came of it. */
export interface LoggedCheck {
  readonly kind: 'check';
  /** False for a check that ran by itself while the candidate was typing. */
  readonly asked: boolean;
  readonly bounds: Bounds;
  readonly explore: 'first' | 'all';
  readonly switches: CheckSwitches;
  readonly mode: SearchMode;
  /** SHA-256 of the protocol's text in UTF-8. */
  readonly source: string;
  readonly engine: EngineIdentity;
  readonly result: CheckResult;
  readonly elapsedMs: number;
}

/** The result of a check, short. */
export interface CheckResult {
  readonly kind: VerdictKind;
  readonly property: string | null;
  readonly counts: CheckCounts;
  /** Steps of the schedule that shows it. */
  readonly length: number | null;
  readonly limit: LimitKind | null;
  /**
   * SHA-256 over everything in the verdict that depends neither on the time it took nor on the number of threads; so not over
   * which of several equally short schedules was found.
   */
  readonly digest: string;
}

/** What happened. New kinds need a new version of the bundle format. */
export type WorkEvent =
  /** The first record: the files as the challenge gives them, and under which invite. */
  | {
      readonly kind: 'started';
      readonly engine: EngineIdentity;
      readonly invite: string | null;
      readonly files: FileTexts;
    }
  /** The page was opened again. `elapsed` counts from here. */
  | { readonly kind: 'opened'; readonly engine: EngineIdentity }
  | {
      readonly kind: 'edit';
      readonly file: WorkFile;
      readonly origin: EditOrigin;
      /** One after the other, each in the text that the one before has left. At least one. */
      readonly splices: readonly Splice[];
    }
  | LoggedCheck
  /** A schedule taken by hand, from the start, with these bounds, the quick ones if missing; the last of a few seconds. */
  | { readonly kind: 'play'; readonly bounds?: Bounds; readonly schedule: Schedule }
  /** Hint number `number`, counting from 1, was opened. */
  | { readonly kind: 'hint'; readonly number: number }
  /** Task number `number`, counting from 1, was ticked off or not any more. */
  | { readonly kind: 'task'; readonly number: number; readonly done: boolean }
  /** Nothing was done for so long before this record; the page was hidden or untouched. */
  | { readonly kind: 'pause'; readonly milliseconds: number }
  /** The candidate's own words for an earlier record, such as where a paste comes from. */
  | { readonly kind: 'label'; readonly of: number; readonly text: string }
  /** An invite was opened in work that had begun without it. */
  | { readonly kind: 'invited'; readonly invite: string }
  /** The log could not go on from its last record, for the reason given. The files as they are from here. */
  | { readonly kind: 'gap'; readonly reason: string; readonly files: FileTexts };

export type WorkEventKind = WorkEvent['kind'];

/** What all records carry. A record's hash is the SHA-256 of its canonical JSON (RFC 8785), 64 hexadecimal digits. */
export interface RecordHead {
  /** Number in the log, counting from 0. */
  readonly n: number;
  /** Hash of the record before; of the first record, 64 zeros. */
  readonly previous: string;
  /** Hash of the challenge. */
  readonly challenge: string;
  /** Milliseconds since 1970, by the candidate's clock, which may jump. */
  readonly at: number;
  /** Milliseconds since the page was opened, by a clock that never goes back. 0 in `started` and `opened`. */
  readonly elapsed: number;
}

export type LogRecord = RecordHead & { readonly event: WorkEvent };

/**
 * A visible gap in a log that was handed in: the records `n` up to, not including, `n + count` were left out by the
 * candidate. What they did to the files is kept, so that the rest can still be replayed.
 */
export interface RedactedSpan extends RecordHead {
  readonly redacted: {
    readonly count: number;
    /** Hash of the last record left out: what the next record names as the one before it. */
    readonly lastHash: string;
    /** Of the last record left out. */
    readonly lastAt: number;
    readonly lastElapsed: number;
    /** From the files before the span to those after it: per changed file one splice, with `after` 0. */
    readonly splices: Readonly<Partial<Record<WorkFile, Splice>>>;
    /** The candidate's reason; may be empty. */
    readonly reason: string;
  };
}

export type LogEntry = LogRecord | RedactedSpan;

export const noHash = '0'.repeat(64);
