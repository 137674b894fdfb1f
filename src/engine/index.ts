export { doomedStates, isQuiescent } from './doomed';
export { estimateStates } from './estimate';
export { Search, type SearchEnd, type SearchLimits, type Watch } from './search';
export { type IncomingEdges, incomingEdges, type StateGraph, StateGraphBuilder } from './state-graph';
export { type Successor, SuccessorCursor, successorsOf } from './successors';
export { createWalker, type Walk } from './walk';
