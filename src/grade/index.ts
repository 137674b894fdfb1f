export { type AssessProgress, assess, assessmentText } from './assess';
export { wholeCheck } from './check-settings';
export { type GradedChallenge, type GradeEnvironment, gradedChallenge, gradeLimits } from './grade-environment';
export { replayOther } from './replay-other';
export { type Rerun, rerun } from './rerun';
export { protocolFile, runSource } from './run-source';
