export { completeBounds } from './bounds';
export { type CheckEnvironment, runCheck } from './run-check';
export { replaySchedule, runWalks } from './run-walks';
export { graphStatesMax, type WholeGraph, wholeGraph } from './whole-graph';
