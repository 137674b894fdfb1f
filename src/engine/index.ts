export { Arena } from './arena';
export { Census } from './census';
export { CrewLostError, type ThreadStarter } from './crew';
export { doomedStates, isQuiescent } from './doomed';
export { EffectTable } from './effect-table';
export { estimateStates } from './estimate';
export type { Reduction } from './expander';
export { createFairGraph, type FairGraph } from './fair-graph';
export { type FairRun, findFairRun } from './fair-run';
export { Fingerprinter, hashText, type TextSystem } from './fingerprint';
export { Follower, type Target } from './follow';
export { hashWords } from './hash';
export {
  boundedReach,
  buildProcess,
  type DecisionProcess,
  defaultIteration,
  type Ends,
  expectedCost,
  type IterationOptions,
  type ProcessSource,
  reachProbability,
  targetsOf,
  type Values,
} from './markov';
export { type SavedSearch, SearchLoader, type SearchRecord } from './saved-search';
export {
  Search,
  type SearchEnd,
  type SearchLimits,
  type SearchOptions,
  type SearchRun,
  type Threads,
  type Watch,
} from './search';
export { runSearcher, type SearcherSetup } from './searcher';
export { type Ways, waysFromStart } from './shortest-paths';
export { type IncomingEdges, incomingEdges, type StateGraph, StateGraphBuilder } from './state-graph';
export { Stepper } from './stepper';
export { type Successor, SuccessorCursor, successorsOf } from './successors';
export { type SwarmBounds, type SwarmEnd, SwarmSearch } from './swarm-search';
export { type Counting, type WalkEnd, Walker, type Watching } from './walk';
