/** What verifying a pack finds: whether right answers pass, each known wrong one dies as it is meant to, and the words are true. */
import type { Schedule } from './action';
import type { Bounds } from './challenge';
import type { Expectations } from './pack';
import type { Place, Problem } from './problem';
import type { Property } from './property';
import type { CheckCounts, LimitKind, PropertyResult, VerdictKind } from './verdict';

/** A file of a pack by its path inside, with `/`. */
export interface PackFile {
  readonly path: string;
  readonly bytes: Uint8Array;
}

/** Every kind of thing that can be wrong with a pack, by a code that never changes meaning. */
export const findingCodes = [
  // Reading the files.
  'file-missing',
  'file-unknown',
  'file-duplicate',
  'file-too-large',
  'path-unsafe',
  'not-utf8',
  'json-syntax',
  'json-form',
  'format-newer',
  'slug-differs',
  'import-cycle',
  'import-unknown',
  'reviewer-differs',
  'signature-wrong',
  // The words.
  'script-dropped',
  'statement-unfinished',
  'statement-differs',
  'figure-missing',
  'figure-unused',
  'tasks-differ',
  'hints-few',
  'credits-missing',
  'bounds-outside',
  'views-differ',
  // The definition.
  'definition-invalid',
  'property-reads-nothing',
  'property-kills-nothing',
  // The answers.
  'expectation-missing',
  'does-not-compile',
  'starter-passes',
  'answer-fails',
  'budget-exceeded',
  'counts-differ',
  'mutant-survives',
  'mutant-differs',
  'not-smallest',
  'survivor-fails',
  'junk-differs',
  'trace-differs',
  'verdict-flips',
  'check-stopped',
] as const;
export type FindingCode = (typeof findingCodes)[number];

/** One thing that an author should know. `sentence` says what is wrong and what to do about it. */
export interface Finding {
  /** A pack with an error does not verify; a warning is advice. */
  readonly severity: 'error' | 'warning';
  readonly code: FindingCode;
  readonly sentence: string;
  /** In a file of the pack; line 1, column 1 where the file as a whole is meant. */
  readonly place: Place;
}

export type VerifyRole = 'starter' | 'reference' | 'alternate' | 'mutant' | 'junk' | 'trace';

/**
 * Why a check is made.
 * - `quick`, `full`, `hidden`, `also`: an answer at these bounds; what is right holds, the starter and junk do not.
 * - `smallest`: what is wrong, at the bounds that are said to be the smallest.
 * - `smaller`: one step below in one parameter, where it must not be caught in the same way.
 * - `survives`: bounds at which it is said to hold.
 * - `search`: on the way to the smallest bounds that catch it.
 * - `doubled`: once more with twice the budget: of states, or of steps for a handler that ran away.
 */
export type CheckPurpose =
  | 'quick'
  | 'full'
  | 'hidden'
  | 'also'
  | 'smallest'
  | 'smaller'
  | 'survives'
  | 'search'
  | 'doubled';

/** One check of one file. Equal keys have equal outcomes, whichever machine computed them. */
export interface VerifyTask {
  /** Hash of the engine, the definition, the source, the bounds and the limits. */
  readonly key: string;
  /** Path inside the pack. */
  readonly file: string;
  readonly bounds: Bounds;
  /** After how many distinct states it gives up. */
  readonly states: number;
  /** True to give each call of a handler twice the usual budget of steps. */
  readonly isPatient?: boolean;
  /** Set where the pack's hidden variants count, too. */
  readonly withHidden?: true;
}

/** What one check came to: the verdict without what only a reader of a single trace needs. Plain data, small enough to keep. */
export interface VerifyOutcome {
  readonly kind: VerdictKind;
  readonly property: string | null;
  readonly schedule: Schedule | null;
  readonly counts: CheckCounts;
  readonly limit: LimitKind | null;
  readonly problem: Problem | null;
  readonly properties: readonly Pick<PropertyResult, 'name' | 'kind' | 'result' | 'length'>[];
  /** Bytes of the search when it ended, and how long it took where it was computed: for forecasts, not for comparing. */
  readonly bytes: number;
  readonly elapsedMs: number;
}

/** A check of a row. */
export interface VerifyCheck extends VerifyTask {
  readonly purpose: CheckPurpose;
  readonly status: 'waiting' | 'running' | 'computed' | 'remembered';
  /** Null until it is there. */
  readonly outcome: VerifyOutcome | null;
  /** Whether that is what must be; null until it is known. */
  readonly ok: boolean | null;
}

/**
 * What a property says of a row.
 * - `kills`: it was decided against the answer, in so many steps where there is a shortest schedule.
 * - `holds`: it was decided, and has nothing against it.
 * - `open`: another property decided first.
 * - `absent`: the system has no such property at these bounds.
 */
export interface VerifyCell {
  readonly mark: 'kills' | 'holds' | 'open' | 'absent';
  readonly length: number | null;
}

/** One file of the pack that is tried. */
export interface VerifyRow {
  readonly file: string;
  readonly role: VerifyRole;
  /** What is expected of it, as a few words: `holds`, `deadlock: no deadlock in 12 steps`. */
  readonly expected: string;
  /** What came out where it counts, in the same words; null until it is known. */
  readonly found: string | null;
  /** One for each column of the report, by the check that counts: at full bounds, or at the smallest that kill. */
  readonly cells: readonly VerifyCell[];
  /** Distinct states of that check. */
  readonly states: number | null;
  /** The smallest bounds that kill, confirmed or found by search; null for what is right, and until it is known. */
  readonly smallest: Bounds | null;
  /** Empty for traces. */
  readonly checks: readonly VerifyCheck[];
  /** Null until it is decided. */
  readonly ok: boolean | null;
}

/** One property of the challenge. */
export interface VerifyColumn {
  readonly name: string;
  readonly kind: Property['kind'];
  readonly meaning: string;
  /** Starter, mutants and junk that it was decided against, and the traces that it rejects. */
  readonly kills: readonly string[];
}

/** How verifying a pack stands, or how it ended. */
export interface VerifyReport {
  readonly format: 'interleave-verification';
  readonly version: 1;
  readonly slug: string;
  readonly title: string;
  readonly release: string;
  /** Hash of the pack, both parts. */
  readonly pack: string;
  /** Hash of the engine. */
  readonly engine: string;
  readonly columns: readonly VerifyColumn[];
  /** Starter, reference, alternates, mutants, junk, traces. */
  readonly rows: readonly VerifyRow[];
  readonly findings: readonly Finding[];
  /** What was left out, in sentences: with `quick`, or when it was cancelled. */
  readonly notVerified: readonly string[];
  /** True when nothing is under way any more. */
  readonly isDone: boolean;
  /** True if all is done, nothing was left out and no finding is an error; null while that is open. */
  readonly verifies: boolean | null;
  /** The expectations with the numbers that were measured in place of those that were expected, as far as they are known. */
  readonly measured: Expectations | null;
}

/** What to do, and how much of it. */
export interface VerifyOptions {
  /** Leaves out full, hidden and further bounds. */
  readonly quick: boolean;
  /** Searches the smallest bounds that kill each mutant instead of confirming those that are expected. */
  readonly findSmallest: boolean;
}

export interface VerifyProgress {
  /** Checks done, remembered ones included, of how many are known to be needed by now. */
  readonly done: number;
  readonly of: number;
  readonly remembered: number;
  /** Distinct states of all checks that are done or under way in this run. */
  readonly states: number;
  /** What is under way. */
  readonly running: readonly (Pick<VerifyTask, 'file' | 'bounds'> & { readonly states: number })[];
  /** Rough time until all is done, from the states expected; null where that cannot be told. */
  readonly remainingMs: number | null;
}
