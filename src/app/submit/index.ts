/** Handing in: the sheet on which the candidate sees what is sent, and seals it. */
export { SubmitPage } from './submit-page';
