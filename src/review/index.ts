export { anonymousName, anonymousNames } from './anonymous-names';
export {
  type ClaimMatch,
  type CohortRow,
  claimMatch,
  cohortRows,
  type FailureGroup,
  type Graded,
  groupByFailure,
  worstVerdict,
} from './cohort';
export { type CsvCell, cohortCsv, csvText } from './csv';
export { createFeedback, type FeedbackParts } from './feedback';
export { type Divergence, type DivergenceKind, firstDivergence } from './first-divergence';
export { nearestAction } from './follow-schedule';
export { activeTime, summariseLog } from './log-summary';
export {
  hiddenSentences,
  inviteSentence,
  isMismatch,
  matchEndings,
  matchSentences,
  rerunSentences,
} from './match-words';
export { type PrintableParts, printablePage } from './printable-page';
export {
  checkScorecard,
  isComplete,
  type MergedCriterion,
  type MergedReview,
  mergeScorecards,
  type OthersReviews,
  othersReviews,
} from './scorecards';
export {
  type Burst,
  createTimeline,
  idleMs,
  idleShownMs,
  type MarkKind,
  type Moment,
  redactedShownMs,
  type Stretch,
  sessionShownMs,
  type Timeline,
  type TimelineMark,
} from './timeline';
export { type VerdictSpan, verdictStrip } from './verdict-strip';
