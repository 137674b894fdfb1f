export { firstDifference, type SideViews } from './compare-views';
export { confirmExperiment } from './confirm-experiment';
export { Distribution } from './distribution';
export { RunEnumerator } from './enumerate-runs';
export { experimentSpec, experimentsOf, specOfSchedule } from './experiment-spec';
export { type ExperimentFinding, type ExperimentFindings, runExperiments } from './run-experiments';
