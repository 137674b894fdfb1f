export { canonicalText } from './canonical';
export { type CheckedLog, checkLog } from './check-log';
export { checkResultOf } from './check-result';
export { bytesHash, hashOf, textHash } from './hash';
export { type IdentityFile, identityHash, isChallengePath, isEnginePath } from './identity-hash';
export { appendRecord, type LogHead, lastRecordOf, recordHash, recordsIn } from './log-record';
export { LogReplay } from './log-replay';
export { applySplice, spliceBetween, type TextChange, wellFormed } from './splice';
export { filesAfter, noFiles } from './work-files';
