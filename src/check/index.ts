export { completeBounds } from './bounds';
export { replayVariant } from './break-variants';
export type {
  Breaking,
  CheckEnvironment,
  CheckpointKeeper,
  CheckpointReason,
  CheckpointSummary,
  HelperThreads,
} from './check-environment';
export {
  beginsAsCheckpoint,
  type CheckIdentity,
  type CheckpointHeader,
  identifyCheck,
  type Pieces,
  readCheckpointHeader,
  refusalOf,
} from './checkpoint';
export { lateFutures } from './late-futures';
export { openDefinition, type SandboxedChallenge, withChallenge } from './open-challenge';
export { type Prepared, prepare } from './prepare';
export { readSimulation } from './read-simulation';
export { resumeCheck } from './run-check';
export { runCheck } from './run-request';
export { replaySimulation, runSimulation, type SimulationControl } from './run-simulation';
export { replaySchedule, runWalks } from './run-walks';
export type { SwarmHelpers, SwarmPlan, SwarmResult } from './swarm-helpers';
export { createSwarmHelper, type SwarmHelper } from './swarm-member';
export { graphStatesMax, type WholeGraph, wholeGraph } from './whole-graph';
