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
export { resumeCheck } from './run-check';
export { runCheck } from './run-request';
export { replaySchedule, runWalks } from './run-walks';
export {
  createSwarmHelper,
  type SwarmHelper,
  type SwarmHelpers,
  type SwarmPlan,
  type SwarmResult,
} from './swarm-member';
export { graphStatesMax, type WholeGraph, wholeGraph } from './whole-graph';
