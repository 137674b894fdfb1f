export { type Action, type ActionKind, actionKinds, faultKinds, isNetworkAction, type Schedule } from './action';
export { type Actor, actorsOf, secondCopy } from './actors';
export type { Adversary, AdversaryContext } from './adversary';
export { boundsWords, sameBounds } from './bounds';
export {
  type Bounds,
  type Challenge,
  type ChallengeData,
  type ChannelSpec,
  type Cut,
  type FaultBudget,
  type InputCondition,
  type NetworkOrder,
  type NetworkSpec,
  type NodeSpec,
  type Parameter,
  type SymmetryClass,
  type SystemSpec,
  type Tiers,
  type Writes,
  writesAgainstVariants,
} from './challenge';
export type { Chart, ChartOutcome, ChartState, ChartStateKind, ChartTransition } from './chart';
export {
  type CheckReport,
  type CheckRequest,
  type CheckSwitches,
  defaultLimits,
  defaultSeed,
  defaultSwarm,
  defaultWalksMs,
  type Limits,
  type Progress,
  type SearchMode,
  swarmSearchesMax,
  swarmStatesMax,
  type WalkReport,
} from './check';
export type { CheckpointState } from './checkpoint-state';
export { allOf, type Claim, fact, forAll, implies, type Reason } from './claim';
export { type ComparedSide, type Comparison, comparisonWords, fractionNumber, type ViewBar } from './comparison';
export {
  type Coverage,
  coverageWords,
  type DistinctCount,
  type SearchOrder,
  type SwarmCoverage,
  type SwarmSearchCoverage,
  swarmSearchWords,
  type WalkCoverage,
} from './coverage';
export { cutsOf, isJoined, sameCut } from './cut';
export type { Data, NodeId } from './data';
export { dataMistake } from './data-check';
export { compareText, dataText, isList, parseDataText, plainData } from './data-text';
export {
  type DefinitionCode,
  type DefinitionCompiled,
  DefinitionError,
  type DefinitionModule,
  type DefinitionSource,
  type Variant,
} from './definition';
export { type Draw, drawWords } from './draw';
export {
  differentViews,
  type Experiment,
  type ExperimentInputs,
  type ExperimentProperty,
  type ExperimentRun,
  everyCoalition,
  everyVector,
  inEveryRun,
  isExperimentKind,
  privacyGroups,
  type RunDraw,
  type RunMessage,
  sameViews,
  type View,
  type ViewGroup,
  type ViewSide,
} from './experiment';
export { completeFairness, type Fairness, type FairnessByKind } from './fairness';
export type { GradePack } from './grade-pack';
export {
  type Effect,
  type HandlerCall,
  type HandlerFailure,
  type HandlerKind,
  type HandlerOutcome,
  type HandlerResult,
  handlerName,
  isIgnored,
  outcomeData,
} from './handler';
export type { KeptCheck } from './kept-check';
export {
  type Demand,
  type Interval,
  type Measure,
  type MeasuredValue,
  measureWords,
  type Scheduler,
  valueWords,
} from './measure';
export {
  eventWords,
  type Monitor,
  type MonitorDefinition,
  type MonitorEvent,
  type MonitorMove,
  type MonitorState,
  monitorWords,
  startMonitor,
  stepMonitor,
} from './monitor';
export { monitorsOf, type NamedMonitor, observedMonitors } from './monitor-set';
export {
  type GeneratedMutant,
  type MutantCheck,
  type MutantOutcome,
  type MutantResult,
  type MutationClass,
  type MutationOperator,
  type MutationPlace,
  type MutationScore,
  mutantWords,
  mutationOperators,
  mutationScore,
} from './mutation';
export { channelEntry, keepsIgnored, networkOf } from './network';
export {
  type Credit,
  challengeOfPack,
  type EquivalentSlip,
  type Expectations,
  type ExpectedCorrect,
  type ExpectedCounts,
  type ExpectedJunk,
  type ExpectedWrong,
  isReviewerPath,
  type PackBudget,
  type PackManifest,
  type PackRun,
  type PackTrace,
  type PackTraceEvent,
  type PackTraceEvents,
  type PackTraceRuns,
  packHashStart,
  packSlug,
} from './pack';
export type {
  PlayAdvice,
  PlayChoice,
  PlayFound,
  PlayFrom,
  PlayGoal,
  PlayMoment,
  PlayProgress,
  PlayProperty,
  Winnable,
} from './play';
export type { Place, Problem, ProblemCode } from './problem';
export type { Compiled, LineInsertions, Program } from './program';
export {
  always,
  eventually,
  expectation,
  infinitelyOften,
  isExperiment,
  isLiveness,
  isMeasured,
  type LivenessProperty,
  leadsTo,
  type MeasuredProperty,
  monitor,
  type NodeObservation,
  noDeadlock,
  type Observation,
  type ObservationClaim,
  type Property,
  probability,
  sometimes,
} from './property';
export {
  type Assessment,
  type BoundsOrigin,
  type Criterion,
  defaultStages,
  type Feedback,
  type HiddenMatch,
  type InviteMatch,
  type LogSummary,
  type Recommendation,
  type Regrade,
  type ReviewComment,
  type Rubric,
  type Scorecard,
} from './review';
export { changeWords, lossWords, type Saving, savedWords } from './saving';
export {
  type ChannelSettings,
  type CrashSettings,
  type Distribution,
  type DistributionKind,
  defaultSimulation,
  type Estimate,
  type FaultEvent,
  type LinkSettings,
  type MessageCount,
  outputsMax,
  recordedStepsMax,
  type SimulatedViolation,
  type SimulationEnd,
  type SimulationEnding,
  type SimulationMetric,
  type SimulationProgress,
  type SimulationRecord,
  type SimulationRequest,
  type SimulationResult,
  type SimulationSettings,
  type Sweep,
  type SweepAxis,
  type SweepRun,
  type TimedOutput,
  type Workload,
} from './simulation';
export {
  type ClaimedVerdict,
  type HiddenBounds,
  type HiddenVariant,
  type Invite,
  type LogShare,
  type NamedBounds,
  type StoryStop,
  type Submission,
  type SubmissionManifest,
  storyStopsMax,
} from './submission';
export type { Envelope, Futures, NodeSnapshot, Step, Trace } from './trace';
export {
  ampleNone,
  ampleWhole,
  completeRow,
  restedLabel,
  rowLayout,
  stillBits,
  type TransitionSystem,
  tableNames,
  transitionFlagBits,
  transitionFlags,
  transitionLayout,
} from './transition-system';
export {
  type Difference,
  type EquivalenceProof,
  isProvedEquivalent,
  type KillEvidence,
  type ReferenceEvidence,
  type Triage,
  type TriageFinding,
} from './triage';
export {
  type BreakScore,
  breakScore,
  breakScoreWords,
  hiddenVariantName,
  isHiddenRow,
  isVariantRow,
  variantOfRow,
  variantRow,
} from './variant-row';
export {
  type CheckCounts,
  evaluatedWords,
  type LimitKind,
  type PropertyRead,
  type PropertyResult,
  type ReductionResult,
  reductionWords,
  type SampledKind,
  type SampledResult,
  type SampledVerdict,
  type Verdict,
  type VerdictKind,
  verdictKinds,
} from './verdict';
export {
  type CheckPurpose,
  type Finding,
  type FindingCode,
  findingCodes,
  type PackFile,
  type VerifyCell,
  type VerifyCheck,
  type VerifyColumn,
  type VerifyOptions,
  type VerifyOutcome,
  type VerifyProgress,
  type VerifyReport,
  type VerifyRole,
  type VerifyRow,
  type VerifyTask,
} from './verify';
export {
  type FieldPath,
  type FieldPattern,
  fitsPattern,
  type LeaderHint,
  type MarkCondition,
  type NodeMark,
  namesAt,
  type QuorumHint,
  type StateGrouping,
  type ViewHints,
  valueAt,
} from './view-hints';
export {
  type CheckResult,
  type EditOrigin,
  type EngineIdentity,
  type FileTexts,
  type LogEntry,
  type LoggedCheck,
  type LogRecord,
  noHash,
  type RecordHead,
  type RedactedSpan,
  type Splice,
  type WorkEvent,
  type WorkEventKind,
  type WorkFile,
  workFiles,
} from './work-log';
