export { type CheckIdentity, engineVersion, identifyCheck } from './check-key';
export { beginsAsCheckpoint, type Pieces } from './frames';
export type { CheckpointHeader, WrittenDoubt } from './header';
export { type OpenCheckpoint, openCheckpoint, readCheckpointHeader } from './load-checkpoint';
export { CheckpointRefused, foreignness, refusalOf, restoreRefusal } from './refusal';
export { restoreSearch } from './restore-search';
export { checkpointPieces } from './save-checkpoint';
