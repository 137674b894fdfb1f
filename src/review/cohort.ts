/** Many submissions side by side: one row each, and which of them fail alike. */
import {
  type Assessment,
  type CheckResult,
  compareText,
  type HiddenMatch,
  type Problem,
  type Recommendation,
  type Regrade,
  type VerdictKind,
} from '../model';
import type { MergedReview } from './scorecards';

/** A file that was to be a submission, and what became of it. */
export type Graded =
  | {
      readonly kind: 'assessed';
      readonly file: string;
      readonly assessment: Assessment;
      readonly review?: MergedReview | undefined;
    }
  | { readonly kind: 'refused'; readonly file: string; readonly problem: Problem };

/** How the re-run compares to the claim, over all bounds: the worst of them. */
export type ClaimMatch = Regrade['match'];

export interface CohortRow {
  readonly file: string;
  /** Null for a file that was refused, like all that follows. */
  readonly submission: string | null;
  readonly candidate: string | null;
  readonly challenge: string | null;
  readonly challengeMatch: Assessment['challengeMatch'] | null;
  /** What the candidate claims at full bounds. */
  readonly claimed: VerdictKind | null;
  readonly quick: VerdictKind | null;
  readonly full: VerdictKind | null;
  readonly match: ClaimMatch | null;
  /** The worst verdict at hidden bounds. */
  readonly hidden: VerdictKind | null;
  readonly hiddenMatch: HiddenMatch | null;
  readonly failing: readonly string[];
  /** Letter of the group of those that fail alike. */
  readonly group: string | null;
  readonly mutants: string | null;
  readonly activeMs: number | null;
  readonly checksAsked: number | null;
  readonly records: number | null;
  /** 0 to 1. */
  readonly score: number | null;
  readonly recommendations: Readonly<Record<Recommendation, number>> | null;
  readonly problem: Problem | null;
}

/** Submissions that fail alike. */
export interface FailureGroup {
  readonly letter: string;
  readonly challenge: string;
  /** Verdict at full bounds. */
  readonly verdict: VerdictKind;
  readonly failing: readonly string[];
  /** Hashes. */
  readonly submissions: readonly string[];
}

/** One row a file, in the order given. */
export function cohortRows(graded: readonly Graded[]): readonly CohortRow[] {
  const groups = groupByFailure(graded.flatMap((one) => (one.kind === 'assessed' ? [one.assessment] : [])));
  const letters = new Map(groups.flatMap(({ letter, submissions }) => submissions.map((hash) => [hash, letter])));
  return graded.map((one) => {
    if (one.kind === 'refused') return { ...emptyRow, file: one.file, problem: one.problem };
    const { assessment, review } = one;
    const full = resultAt(assessment, 'full');
    const hidden = assessment.regrades.filter(({ origin }) => origin === 'hidden').map(({ result }) => result.kind);
    return {
      file: one.file,
      submission: assessment.submission,
      candidate: assessment.candidate,
      challenge: assessment.challenge.slug,
      challengeMatch: assessment.challengeMatch,
      claimed: full?.claimed?.kind ?? null,
      quick: resultAt(assessment, 'quick')?.result.kind ?? null,
      full: full?.result.kind ?? null,
      match: claimMatch(assessment),
      hidden: worstVerdict(hidden),
      hiddenMatch: assessment.hidden,
      failing: assessment.failing,
      group: letters.get(assessment.submission) ?? null,
      mutants: assessment.mutants === null ? null : `${assessment.mutants.killed}/${assessment.mutants.of}`,
      activeMs: assessment.log.activeMs,
      checksAsked: assessment.log.checksAsked,
      records: assessment.log.records,
      score: review?.score ?? null,
      recommendations: review?.recommendations ?? null,
      problem: null,
    };
  });
}

/**
 * Groups by what goes wrong at full bounds: same challenge, same verdict, same failing properties. The largest group comes
 * first. The same submission given twice counts once.
 */
export function groupByFailure(assessments: readonly Assessment[]): readonly FailureGroup[] {
  const groups = new Map<string, Omit<FailureGroup, 'letter' | 'submissions'> & { readonly hashes: Set<string> }>();
  for (const assessment of assessments) {
    const verdict = resultAt(assessment, 'full')?.result.kind;
    if (verdict === undefined) continue;
    const { slug, hash } = assessment.challenge;
    const key = JSON.stringify([slug, hash, verdict, ...assessment.failing]);
    const group = groups.get(key) ?? {
      ...{ challenge: slug, verdict },
      failing: assessment.failing,
      hashes: new Set<string>(),
    };
    group.hashes.add(assessment.submission);
    groups.set(key, group);
  }
  return [...groups]
    .sort(([a, one], [b, other]) => other.hashes.size - one.hashes.size || compareText(a, b))
    .map(([, { hashes, ...group }], index) => ({
      ...group,
      letter: letterOf(index),
      submissions: [...hashes].sort(compareText),
    }));
}

/** Over all bounds: a claim that differs outweighs everything else. */
export function claimMatch({ regrades }: Assessment): ClaimMatch {
  const order: readonly ClaimMatch[] = ['differs', 'other-engine', 'unfinished', 'same'];
  return order.find((match) => regrades.some((regrade) => regrade.match === match)) ?? 'not-claimed';
}

/** From worst to best, as far as a reviewer cares. */
const severity: readonly VerdictKind[] = [
  ...(['invalid', 'nondeterministic', 'crashed', 'runaway', 'violated', 'deadlock', 'livelock'] as const),
  ...(['unreached', 'vacuous', 'inconclusive', 'holds'] as const),
];

/** The worst of several verdicts; null if there are none. */
export function worstVerdict(kinds: readonly VerdictKind[]): VerdictKind | null {
  return severity.find((kind) => kinds.includes(kind)) ?? null;
}

/** A, B … Z, AA, AB … */
function letterOf(index: number): string {
  const last = String.fromCharCode(65 + (index % 26));
  return index < 26 ? last : `${letterOf(Math.floor(index / 26) - 1)}${last}`;
}

function resultAt(
  { regrades }: Assessment,
  origin: Regrade['origin'],
): { readonly result: CheckResult; readonly claimed: CheckResult | null } | undefined {
  return regrades.find((regrade) => regrade.origin === origin);
}

const emptyRow: CohortRow = {
  ...{ file: '', submission: null, candidate: null, challenge: null, challengeMatch: null },
  ...{ claimed: null, quick: null, full: null, match: null, hidden: null, hiddenMatch: null },
  ...{ failing: [], group: null, mutants: null, activeMs: null, checksAsked: null, records: null },
  ...{ score: null, recommendations: null, problem: null },
};
