export { acceptedInvite, acceptInvite } from './accepted-invite';
export type { DraftHead, DraftStore, FileChange, FileContent, KeptPack, StoredDraft } from './draft-storage';
export { createDraftStore, sharedDraftStore } from './draft-store';
export { type Keeping, KeptState } from './kept-state';
export type { PlayStore, StoredPlay } from './play-storage';
export { createPlayStore, sharedPlayStore } from './play-store';
export { readPreference, writePreference } from './preferences';
export type { KeptFile, KeptHiddenBounds, KeptKey, KeptReview, ReviewStore } from './review-storage';
export { sharedReviewStore } from './review-store';
export { forgetSaved, lastSavedAt, markSaved } from './saved-mark';
export { changeWork, createWork, type LastVerdict, type Work, type WorkPatch } from './work';
export { type Claim, type ClaimListener, type ClaimRole, claimWork } from './work-claim';
export { clearJournal, readJournal, writeJournal } from './work-journal';
export type { Moment } from './work-moments';
export { afterUnread, type FoundLog, type FoundWork, type LogHead, reasons, sameFiles } from './work-opening';
export {
  type Journal,
  type Loaded,
  type LogAddition,
  StorageFailure,
  type StoredLog,
  type WorkStore,
} from './work-storage';
export { createWorkStore, databaseName, readLog, sharedWorkStore } from './work-store';
