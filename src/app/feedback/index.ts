/** What reviewers answer, opened by the candidate. */
export { FeedbackPage } from './feedback-page';
