export { type DefinitionCompiler, definitionSource } from './definition-source';
export type { CheckSlots, OutcomeMemory, VerifyEnvironment } from './environment';
export { gradePackOf } from './grade-pack';
export { judgeTrace } from './judge-trace';
export { cancelledOutcome, isLasting, outcomeOf, runVerifyTask, type TaskEnvironment } from './run-task';
export { createSlots } from './slots';
export { checkTask, definitionKey } from './task';
export type { TraceJudgement } from './trace-judgement';
export { emptyReport, verifyPack } from './verify';
