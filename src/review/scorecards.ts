/** Scorecards: held against the rubric, shown when it is fair to show them, and put together. */
import { err, ok, type Result } from '../base';
import { compareText, type Problem, type Recommendation, type Rubric, type Scorecard } from '../model';

/** A scorecard that fits the rubric and the submission, or the first thing that does not. Levels that are missing are no mistake. */
export function checkScorecard(card: Scorecard, rubric: Rubric, submission: string): Result<Scorecard, Problem> {
  const refuse = (sentence: string): Result<Scorecard, Problem> => err({ code: 'review-invalid', sentence });
  if (card.submission !== submission)
    return refuse(
      `This review by ${card.reviewer || 'an unnamed reviewer'} is of another submission (${card.submission.slice(0, 8)}). Choose the file that belongs to ${submission.slice(0, 8)}.`,
    );
  for (const id of [...Object.keys(card.scores), ...Object.keys(card.remarks)]) {
    const criterion = rubric.criteria.find((other) => other.id === id);
    if (criterion === undefined)
      return refuse(`This review judges "${id.slice(0, 40)}", which the rubric of the challenge does not have.`);
    const score = Object.hasOwn(card.scores, id) ? card.scores[id] : undefined;
    if (score !== undefined && (!Number.isInteger(score) || score < 0 || score >= criterion.levels.length))
      return refuse(
        `This review gives "${criterion.title}" the level ${score}. Levels go from 0 to ${criterion.levels.length - 1}.`,
      );
  }
  return ok(card);
}

/** Whether a reviewer has said all that is asked: a level for every criterion, and a recommendation. */
export function isComplete(card: Scorecard, rubric: Rubric): boolean {
  return card.recommendation !== null && rubric.criteria.every(({ id }) => Object.hasOwn(card.scores, id));
}

/** The reviews of others, as far as a reviewer may see them: not before their own is complete. */
export type OthersReviews =
  | { readonly kind: 'hidden'; readonly count: number }
  | { readonly kind: 'shown'; readonly cards: readonly Scorecard[] };

/** @param own of the reviewer who looks; null if there is none yet */
export function othersReviews(own: Scorecard | null, others: readonly Scorecard[], rubric: Rubric): OthersReviews {
  const cards = newest(others);
  return own !== null && isComplete(own, rubric) ? { kind: 'shown', cards } : { kind: 'hidden', count: cards.length };
}

/** What several reviewers say of one criterion. */
export interface MergedCriterion {
  readonly id: string;
  readonly title: string;
  readonly levelMax: number;
  /** Null if nobody has scored it. */
  readonly mean: number | null;
  /** Greatest score less smallest: a reason to talk. 0 if fewer than two have scored it. */
  readonly spread: number;
  readonly scores: readonly { readonly reviewer: string; readonly stage: string; readonly score: number }[];
  readonly remarks: readonly { readonly reviewer: string; readonly stage: string; readonly text: string }[];
}

export interface MergedReview {
  readonly criteria: readonly MergedCriterion[];
  /** Mean over the scored criteria of how far up its levels each is, 0 to 1; null if nothing is scored. */
  readonly score: number | null;
  readonly reviewers: readonly string[];
  readonly recommendations: Readonly<Record<Recommendation, number>>;
  /** One for each reviewer and stage, in the order of reviewers. */
  readonly cards: readonly Scorecard[];
}

/** Puts the reviews of one submission together. Of several by one reviewer for one stage, the newest counts. */
export function mergeScorecards(cards: readonly Scorecard[], rubric: Rubric): MergedReview {
  const kept = newest(cards);
  const criteria = rubric.criteria.map((criterion): MergedCriterion => {
    const scores = kept.flatMap(({ reviewer, stage, scores: given }) => {
      const score = Object.hasOwn(given, criterion.id) ? given[criterion.id] : undefined;
      return score === undefined ? [] : [{ reviewer, stage, score }];
    });
    const remarks = kept.flatMap(({ reviewer, stage, remarks: given }) => {
      const text = Object.hasOwn(given, criterion.id) ? (given[criterion.id] ?? '') : '';
      return text === '' ? [] : [{ reviewer, stage, text }];
    });
    const values = scores.map(({ score }) => score);
    return {
      id: criterion.id,
      title: criterion.title,
      levelMax: criterion.levels.length - 1,
      mean: meanOf(values),
      spread: values.length < 2 ? 0 : Math.max(...values) - Math.min(...values),
      scores,
      remarks,
    };
  });
  const recommendations: Record<Recommendation, number> = { 'strong-yes': 0, yes: 0, no: 0, 'strong-no': 0 };
  for (const { recommendation } of kept) if (recommendation !== null) recommendations[recommendation]++;
  return {
    criteria,
    score: meanOf(
      criteria.flatMap(({ mean, levelMax }) => (mean === null ? [] : [levelMax === 0 ? 1 : mean / levelMax])),
    ),
    reviewers: [...new Set(kept.map(({ reviewer }) => reviewer))],
    recommendations,
    cards: kept,
  };
}

/** The newest of each reviewer and stage, in the order of their names. */
function newest(cards: readonly Scorecard[]): readonly Scorecard[] {
  const byAuthor = new Map<string, Scorecard>();
  for (const card of cards) {
    const author = JSON.stringify([card.reviewer, card.stage]);
    const other = byAuthor.get(author);
    if (other === undefined || compareText(other.updatedAt, card.updatedAt) < 0) byAuthor.set(author, card);
  }
  return [...byAuthor].sort(([a], [b]) => compareText(a, b)).map(([, card]) => card);
}

function meanOf(values: readonly number[]): number | null {
  return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;
}
