export { type BoundsDraft, boundsInWords, draftOf, fittingBounds, parseBounds, reductionsOf, tierOf } from './bounds';
export { BoundsBar } from './bounds-bar';
export { type CheckRunner, createCheckRunner } from './check-runner';
export { sharedCheckRunner } from './check-worker';
export { PropertyList } from './property-list';
export { RunProgress } from './run-progress';
export { limitInWords, scopeSentence, systemInWords } from './scope';
export { VerdictCard } from './verdict-card';
export { headline, resultWords, type Tone, verdictWords } from './verdict-words';
