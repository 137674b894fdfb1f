export { type CheckSource, checkSource } from './check-source';
