export { sealLink } from './seal-link';
export { type Connection, createWorkerLink, isProblem, type WorkerLink, type WorkerLinkOptions } from './worker-link';
