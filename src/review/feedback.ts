/** What goes back to the candidate. */
import type { Assessment, Feedback, Regrade, Scorecard } from '../model';

export interface FeedbackParts {
  readonly assessment: Assessment;
  /** Of one reviewer or several; only comments that are marked to be shared are taken. */
  readonly cards: readonly Scorecard[];
  /** Who writes, as the candidate is to see it. Reviewers are not named. */
  readonly from: string;
  /** Markdown. */
  readonly message: string;
  /** The schedule of a regrade's counterexample, one sentence a step. */
  readonly stepsOf: (regrade: Regrade) => readonly string[];
}

/** Feedback holds no word of the hidden bounds, no score, no remark on a criterion and no recommendation. */
export function createFeedback({ assessment, cards, from, message, stepsOf }: FeedbackParts): Feedback {
  return {
    format: 'interleave-feedback',
    version: 1,
    submission: assessment.submission,
    challenge: assessment.challenge.slug,
    from,
    message,
    comments: cards
      .filter(({ submission }) => submission === assessment.submission)
      .flatMap(({ comments }) => comments)
      .filter(({ share }) => share)
      .map(({ type, text, line }) => ({ type, text, line })),
    verdicts: assessment.regrades
      .filter(({ origin }) => origin !== 'hidden')
      .map((regrade) => ({
        name: regrade.name,
        bounds: regrade.bounds,
        result: regrade.result,
        steps: stepsOf(regrade),
      })),
  };
}
