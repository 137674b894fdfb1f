export { conclude, concludeWithoutSearch, type Findings, type PropertyFinding } from './conclude';
export { type ClaimedRun, confirmRun } from './confirm-run';
export { fairnessWords } from './fairness-words';
export { minimise } from './minimise';
export { moveReasons } from './monitor-words';
export { readsOf } from './reads';
export { type Replayed, type ReplayHost, replay } from './replay';
export { actionWords, neverFiredWords, notCheckedWords } from './words';
