export { doomedStates } from './doomed';
export { estimateStates } from './estimate';
export { Search, type SearchEnd, type SearchLimits, type Watch } from './search';
export { type Successor, successorsOf } from './successors';
export { createWalker, type Walk } from './walk';
