export { meanOf } from './distribution';
export { metricOf } from './metrics';
export { settingsProblem } from './settings';
export { Simulation, type SimulationHost } from './simulation';
export { estimate, quantile } from './statistics';
export { sweepRuns } from './sweep';
