export {
  askedLimits,
  automaticLimits,
  type CheckContext,
  type CheckEffects,
  type CheckMode,
  type CheckOutcome,
  type CheckWish,
  checkMachine,
  typingPauseMs,
} from './check-machine';
export {
  type DemoContext,
  type DemoEffects,
  type DemoTrace,
  type DemoVersion,
  demoMachine,
  type RandomRun,
  randomWalks,
} from './demo-machine';
export { type DraftContext, type DraftEffects, type DraftRole, draftMachine } from './draft-machine';
export {
  type MutantsContext,
  type MutantsEffects,
  type MutantsEvent,
  mutantsMachine,
} from './mutants-machine';
export {
  type VerificationEffects,
  type VerificationEvent,
  verificationMachine,
} from './verification-machine';
export { createWorkEffects } from './work-effects';
export {
  pauseMinMs,
  type SaveFailure,
  type WorkContext,
  type WorkNotice,
  type WorkRole,
  workMachine,
} from './work-machine';
