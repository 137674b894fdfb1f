export { fromBase64Url, toBase64Url } from './base64url';
export { canonicalText } from './canonical';
export { type CheckedLog, checkLog } from './check-log';
export { checkResultOf } from './check-result';
export { drawInviteId, drawSalt } from './draw';
export {
  decodeFeedbackLink,
  encodeFeedback,
  encodeFeedbackLink,
  openFeedback,
  sealFeedback,
} from './feedback-file';
export { feedbackFileName, hiddenBoundsFileName, keyFileName, submissionFileName } from './file-names';
export { bytesHash, hashOf, textHash } from './hash';
export {
  chooseHidden,
  createHiddenBounds,
  decodeHiddenBounds,
  encodeHiddenBounds,
  hiddenBoundsHash,
  hiddenVariantsOf,
} from './hidden-bounds';
export {
  createIdentity,
  type Identity,
  identitiesIn,
  isLockedIdentity,
  lockIdentity,
  lockText,
  recipientOf,
  unlockIdentity,
  unlockText,
} from './identity';
export { type IdentityFile, identityHash, isChallengePath, isEnginePath } from './identity-hash';
export {
  decodeInvite,
  encodeInvite,
  inviteMinutesMax,
  inviteProblem,
  inviteRecipientsMax,
  type KnownChallenge,
} from './invite';
export { decodePackLink, encodePackLink, inviteLink } from './invite-link';
export { appendRecord, type LogHead, lastRecordOf, recordHash, recordsIn } from './log-record';
export { LogReplay } from './log-replay';
export { packSubmission, type SubmissionParts } from './pack';
export { openSubmission, readSubmission, readyToOpen } from './read';
export { isRecipient } from './recipient';
export { redactSpans, type Span } from './redact';
export { decodeScorecard, encodeScorecard } from './scorecard-file';
export { isSealed, openSealed, seal } from './seal';
export { applySplice, spliceBetween, type TextChange, wellFormed } from './splice';
export { decodeUtf8 } from './utf8';
export { filesAfter, noFiles } from './work-files';
export { openZip, unpack, type ZipForm, zipFiles } from './zip';
