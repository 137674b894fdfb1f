export { AnswerDesk, type AnswererSetup } from './answer-desk';
export { AnswerThread } from './answer-thread';
export { type CandidateProperties, loadProperties } from './candidate-properties';
export {
  type CandidateSchedules,
  type ChosenNext,
  loadSchedules,
  type SchedulerHead,
  type SchedulerView,
  type SchedulesLoaded,
} from './candidate-schedules';
export { createDefinition, type Definition, type DefinitionCreated } from './definition';
export type { SandboxPlatform } from './definition-sandbox';
export { createHost, type HostCreated, readChart } from './host';
export type { Host, HostSetup } from './host-contract';
export { withLibraries } from './libraries/provide';
export { failureKind, Sandbox, type SandboxFailure } from './sandbox';
