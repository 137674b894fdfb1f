export { defaultTriageLimits, type TriageEnvironment, type TriageLimits } from './environment';
export { createTriager, type Triager, type TriageSetup } from './triage';
