export { type Cell, csvText } from './csv';
export { type CurvePoint, coverageCurve, latencyCurve } from './curves';
export { metricOf } from './metrics';
export { type Better, paretoFront } from './pareto';
export { estimate, quantile } from './statistics';
export { sweepRuns } from './sweep';
