/** What a reviewer's machine works out about a submission, and what reviewers say about it. */
import type { NamedBounds } from './submission';
import type { CheckResult, EngineIdentity } from './work-log';

/** Where a set of bounds comes from. */
export type BoundsOrigin = 'quick' | 'full' | 'claimed' | 'hidden';

/** One check of the final protocol, done again. */
export interface Regrade extends NamedBounds {
  readonly origin: BoundsOrigin;
  /** What the candidate claims for the same bounds. */
  readonly claimed: CheckResult | null;
  readonly result: CheckResult;
  /**
   * - `same`: what is claimed came out, bit for bit.
   * - `differs`: it did not, by the same engine.
   * - `other-engine`: it did not, and another engine had computed the claim.
   * - `unfinished`: the time allowed here was over before it could come out; nothing is said of the claim.
   * - `not-claimed`: nothing was claimed for these bounds.
   */
  readonly match: 'same' | 'differs' | 'other-engine' | 'unfinished' | 'not-claimed';
  /** Lines of a verdict for people: the headline and what it does not say. */
  readonly words: string;
}

/**
 * Whether the reviewer's hidden bounds are those that the invite promised. `in-pack`: it promises none, and they are those of
 * the pack's reviewer's part, which the pack names by its hash.
 */
export type HiddenMatch = 'matches' | 'differs' | 'not-promised' | 'in-pack' | 'pack-missing' | 'none';

/**
 * Whether the invite that a submission names is the one that its work log has opened last.
 * - `same`: it is.
 * - `differs`: the log ends under another one, or under none, or the submission names none and the log does.
 * - `other-challenge`: the invite is for another challenge than was handed in, or for another version of it.
 * - `not-told`: the log was left out, or the part of it that could tell.
 * - `none`: neither names one.
 */
export type InviteMatch = 'same' | 'differs' | 'other-challenge' | 'not-told' | 'none';

/** The log in numbers. */
export interface LogSummary {
  readonly share: 'whole' | 'redacted' | 'left-out';
  readonly records: number;
  readonly redacted: number;
  /** Time between records, pauses and what was left out not counted. */
  readonly activeMs: number;
  /** From the first record to the last, by the candidate's clock. */
  readonly spanMs: number;
  readonly sessions: number;
  readonly checksAsked: number;
  readonly checksByThemselves: number;
  readonly pastes: number;
  readonly pastedCharacters: number;
  readonly hintsOpened: number;
  /** Places where a log had to begin anew. */
  readonly gaps: number;
}

/** Everything that a machine can say about one submission: the same in the browser and on the command line. */
export interface Assessment {
  readonly format: 'interleave-assessment';
  readonly version: 1;
  /** Hash of the submission. */
  readonly submission: string;
  readonly challenge: { readonly slug: string; readonly title: string; readonly hash: string };
  /** Whether this machine has the challenge of that hash. */
  readonly challengeMatch: 'same' | 'differs' | 'unknown';
  readonly candidate: string;
  /** Id of the invite that the submission names. */
  readonly invite: string | null;
  readonly inviteMatch: InviteMatch;
  /** Ids of the invites that the work log names, in the order in which they were opened. */
  readonly invitesLogged: readonly string[];
  readonly createdAt: string;
  readonly engine: { readonly claimed: EngineIdentity; readonly here: EngineIdentity };
  readonly regrades: readonly Regrade[];
  readonly hidden: HiddenMatch;
  readonly log: LogSummary;
  /** Properties that fail at full bounds, sorted: submissions with the same ones fail alike. */
  readonly failing: readonly string[];
  /** Mutants killed, where the challenge asks for it. */
  readonly mutants: { readonly killed: number; readonly of: number } | null;
}

/** What a challenge is judged by, beside its verdicts. */
export interface Rubric {
  readonly criteria: readonly Criterion[];
}

export interface Criterion {
  /** Unique in the rubric, lower case with hyphens. */
  readonly id: string;
  readonly title: string;
  /** What to look at, one or two sentences. */
  readonly question: string;
  /** From least to most; the score of a level is its place, counting from 0. */
  readonly levels: readonly string[];
}

/** One interviewer's judgement of one submission. */
export interface Scorecard {
  readonly format: 'interleave-review';
  readonly version: 1;
  /** Hash of the submission. */
  readonly submission: string;
  readonly challenge: string;
  readonly reviewer: string;
  /** The stage of the hiring process, as the team calls it. */
  readonly stage: string;
  /** Level by criterion; a criterion that is missing was not scored. */
  readonly scores: Readonly<Record<string, number>>;
  /** Words by criterion. */
  readonly remarks: Readonly<Record<string, string>>;
  readonly comments: readonly ReviewComment[];
  readonly recommendation: Recommendation | null;
  /** ISO 8601, UTC. */
  readonly updatedAt: string;
}

export type Recommendation = 'strong-yes' | 'yes' | 'no' | 'strong-no';

export interface ReviewComment {
  /** Type, as in good code review: what must change, what could, what is good to know, what is well done. */
  readonly type: 'essential' | 'actionable' | 'informative' | 'celebratory';
  readonly text: string;
  /** Line of the protocol, counting from 1. */
  readonly line: number | null;
  /** After the record of this number. */
  readonly record: number | null;
  /** Whether it goes to the candidate. */
  readonly share: boolean;
}

export const defaultStages: readonly string[] = ['people', 'team lead', 'security', 'founders'];

/** What goes back to the candidate. Sealed to the key in the submission, or readable where they agree to that. */
export interface Feedback {
  readonly format: 'interleave-feedback';
  readonly version: 1;
  readonly submission: string;
  readonly challenge: string;
  readonly from: string;
  /** Markdown. */
  readonly message: string;
  readonly comments: readonly Pick<ReviewComment, 'type' | 'text' | 'line'>[];
  /** Verdicts at bounds that the candidate may know, each with the schedule that shows it as sentences. */
  readonly verdicts: readonly (NamedBounds & { readonly result: CheckResult; readonly steps: readonly string[] })[];
}
