export { type CheckSource, checkSource } from './check-source';
export { reportText } from './report-text';
