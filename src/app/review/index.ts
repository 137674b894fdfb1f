/** The reviewer's pages: the inbox and a submission that is open. Loaded when somebody goes there. */
export { ReviewPage } from './review-page';
export { SubmissionPage } from './submission-page';
