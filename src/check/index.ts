export { completeBounds } from './bounds';
export type { CheckEnvironment, CheckpointKeeper, CheckpointReason, CheckpointSummary } from './check-environment';
export {
  beginsAsCheckpoint,
  type CheckIdentity,
  type CheckpointHeader,
  identifyCheck,
  type Pieces,
  readCheckpointHeader,
  refusalOf,
} from './checkpoint';
export { resumeCheck, runCheck } from './run-check';
export { replaySchedule, runWalks } from './run-walks';
export { graphStatesMax, type WholeGraph, wholeGraph } from './whole-graph';
