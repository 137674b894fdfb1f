/** Invites: made by those who review, opened by those who are asked. */
export { MakeInvitePage } from './make-invite-page';
export { OpenInvitePage } from './open-invite-page';
