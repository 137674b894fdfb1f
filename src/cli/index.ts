export { type CheckSource, checkSource, graphOfSource, resumeSource } from './check-source';
export { reportText } from './report-text';
