export { type CheckSource, checkSource, graphOfSource } from './check-source';
export { reportText } from './report-text';
