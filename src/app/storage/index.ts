export { readPreference, writePreference } from './preferences';
export { changeWork, createWork, type LastVerdict, type Work, type WorkPatch } from './work';
export { type Claim, type ClaimListener, type ClaimRole, claimWork } from './work-claim';
export { decodeWorkFile, encodeWorkFile, workFileBytesMax, workFileName } from './work-file';
export { clearJournal, readJournal, writeJournal } from './work-journal';
export { createWorkStore, databaseName, type Loaded, StorageFailure, type WorkStore } from './work-store';
