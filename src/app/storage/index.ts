export { readPreference, writePreference } from './preferences';
export { forgetSaved, lastSavedAt, markSaved } from './saved-mark';
export { changeWork, createWork, type LastVerdict, type Work, type WorkPatch } from './work';
export { type Claim, type ClaimListener, type ClaimRole, claimWork } from './work-claim';
export { clearJournal, readJournal, writeJournal } from './work-journal';
export { type Loaded, StorageFailure, type WorkStore } from './work-storage';
export { createWorkStore, databaseName, sharedWorkStore } from './work-store';
