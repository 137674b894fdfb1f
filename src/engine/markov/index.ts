export { boundedReach } from './bounded-reach';
export { buildProcess, type DecisionProcess, type ProcessSource } from './decision-process';
export { expectedCost } from './expected-cost';
export { defaultIteration, type Ends, type IterationOptions, type Values } from './interval-iteration';
export { reachProbability, targetsOf } from './reach-probability';
