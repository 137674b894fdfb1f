export { sealLink } from './seal-link';
export { createWorkerLink, isProblem, type WorkerLink, type WorkerLinkOptions } from './worker-link';
