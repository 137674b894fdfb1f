/** What the workers offer. Types only: display code imports this file, compute code implements it. */
import type { Result } from '../src/base';
import type {
  Assessment,
  Bounds,
  ChartOutcome,
  CheckReport,
  CheckRequest,
  CheckResult,
  Compiled,
  Data,
  DefinitionCode,
  Futures,
  GeneratedMutant,
  GradePack,
  HiddenBounds,
  KeptCheck,
  MutantResult,
  NodeSpec,
  PackFile,
  PackManifest,
  PlayAdvice,
  PlayFound,
  PlayFrom,
  PlayGoal,
  PlayMoment,
  PlayProgress,
  Problem,
  Program,
  Progress,
  Property,
  Regrade,
  Rubric,
  Schedule,
  SimulationProgress,
  SimulationRecord,
  SimulationRequest,
  SimulationResult,
  SimulationSettings,
  Submission,
  SystemSpec,
  Trace,
  Triage,
  VerifyOptions,
  VerifyProgress,
  VerifyReport,
  VerifyTask,
  WalkReport,
} from '../src/model';
import type { PackArchives } from '../src/pack';
import type { SubmissionParts } from '../src/submission';

/**
 * What a check does about checkpoints: it keeps none; keeps them in this browser when it takes long or is held; or goes on
 * from the one that is kept, and keeps others. A check that comes to its end removes its own.
 */
export type Keeping = 'nothing' | 'checkpoints' | 'going on';

/** Exposed by `check.worker.ts` through comlink. One worker runs one check at a time; a new one cancels the old. */
export interface CheckWorker {
  /**
   * Runs to a verdict. `onProgress` is called about ten times a second. Rejects with a `Problem` only where the check was to go
   * on from what is kept, and that cannot be used.
   */
  check(request: CheckRequest, onProgress: (progress: Progress) => void, keeping: Keeping): Promise<CheckReport>;
  /** Lets the running check stand still until `release`; what it has found is kept first. Its time stands still too. */
  hold(): void;
  release(): void;
  /** What is kept of this challenge, whatever was checked; null if nothing is. */
  kept(challenge: string): Promise<KeptCheck | null>;
  /** Whether what is kept is of this very check, limits aside. */
  isKept(request: CheckRequest): Promise<boolean>;
  /** Removes what is kept of a challenge. */
  forget(challenge: string): Promise<void>;
  /** Stops the running check, which then resolves with `inconclusive` (limit `cancelled`). */
  cancel(): void;
  /** Replays a schedule through the program of the request. Stops at the first action that is not enabled; undefined if the program does not load. */
  replay(request: CheckRequest, schedule: Schedule): Promise<Trace | undefined>;
  /**
   * The futures of a counterexample's states where its trace lacks them; nothing where the space is too large for that. Takes
   * some seconds, in which `onAlive` is called now and then; a check that begins ends it.
   */
  futures(request: CheckRequest, property: string, schedule: Schedule, onAlive: () => void): Promise<Futures>;
  /** What the machine of a program looks like, or why there is none to look at. */
  chart(program: Program): Promise<ChartOutcome>;
  /** Runs random schedules, uniform over enabled actions, from a seed. */
  walk(request: CheckRequest, walks: number, seed: number): Promise<WalkReport>;
}

/** How far an assessment is. */
export interface GradeProgress {
  /** Checks done, of how many. */
  readonly done: number;
  readonly of: number;
  /** Of the check under way. */
  readonly check: Progress | null;
}

/** What running a check of the log again gives, beside what the log says of it. */
export interface LogRerun {
  /** Number of the record. */
  readonly record: number;
  readonly claimed: CheckResult;
  readonly result: CheckResult;
  /** `not-claimed` where the log claims nothing that must come out again: the check was ended before it had an answer. */
  readonly match: Regrade['match'];
  readonly report: CheckReport;
}

/** What goes along with everything that is graded. */
export interface GradeSetup {
  /** The challenge, if it is from outside the catalogue and was opened here. */
  readonly pack: GradePack | null;
  /** How long it may take, see `GradeEnvironment`; null for no end. */
  readonly milliseconds: number | null;
}

/** The checks of an assessment as they are done, those with their traces that are small enough to be kept. */
export type OnGradeReport = (report: CheckReport) => void;

/**
 * Exposed by `grade.worker.ts` through comlink: everything that is done with a submission that somebody sent. One job at a
 * time. A submission that breaks the worker costs that worker and nothing else: the page starts another.
 */
export interface GradeWorker {
  /** Loads what opening a file needs, so that the first one need not wait for it. */
  ready(): Promise<void>;
  /** Unseals and checks a file. */
  open(bytes: Uint8Array, identities: readonly string[]): Promise<Result<Submission, Problem>>;
  /** Computes every verdict again. */
  assess(
    submission: Submission,
    hidden: HiddenBounds | null,
    setup: GradeSetup,
    onProgress: (progress: GradeProgress) => void,
    onReport: OnGradeReport,
  ): Promise<Assessment>;
  /** Checks a source, such as the final protocol or another candidate's, with its trace. */
  check(
    challenge: string,
    source: string,
    bounds: Bounds,
    setup: GradeSetup,
    onProgress: (progress: Progress) => void,
  ): Promise<CheckReport>;
  /** Runs the check of a record again, with the protocol as it was then. Null if the record is no check. */
  rerun(
    submission: Submission,
    record: number,
    setup: GradeSetup,
    onProgress: (progress: Progress) => void,
  ): Promise<LogRerun | null>;
  /**
   * Takes a schedule through another source, as far as it goes. Undefined if that source is no protocol. Where candidates
   * write what is run against variants, it is taken through the variant of this name.
   */
  replay(
    challenge: string,
    source: string,
    bounds: Bounds,
    schedule: Schedule,
    setup: GradeSetup,
    variant: string | null,
  ): Promise<Trace | undefined>;
  /** Ends what is under way; checks then end `inconclusive`. */
  cancel(): void;
}

/** A system as data: what it is made of, with the functions of its properties and adversaries left out. */
export interface SystemOutline extends Omit<SystemSpec, 'nodes' | 'properties'> {
  readonly nodes: readonly (Omit<NodeSpec, 'adversary'> & { readonly isScripted: boolean })[];
  readonly properties: readonly Pick<Property, 'kind' | 'name' | 'meaning' | 'at'>[];
}

/** The public part of a pack as it came, its definition not yet run. */
export interface PackOpened {
  readonly manifest: PackManifest;
  /** Hash of what candidates get. */
  readonly hash: string;
  /** Its files that are text, by path. */
  readonly texts: Readonly<Record<string, string>>;
  readonly figures: readonly PackFile[];
  readonly signature:
    | { readonly kind: 'unsigned' | 'unknown' }
    | { readonly kind: 'signed' | 'wrong'; readonly fingerprint: string };
  /** What a reader should know, in sentences. */
  readonly warnings: readonly string[];
}

/** A pack as reviewers have it. What its reviewer's part holds is empty without that part. */
export interface PackReviewed {
  readonly pack: GradePack;
  readonly rubric: Rubric;
  /** Right answers, by their paths: the reference first. */
  readonly answers: readonly { readonly path: string; readonly source: string }[];
}

/** Files of a pack, packed to be handed on. */
export interface PackPacked {
  readonly archives: PackArchives;
  /** Of the key that it was signed with; null if it was not. */
  readonly fingerprint: string | null;
}

/** Exposed by `definition.worker.ts` through comlink: what authors write, compiled, and what it builds. */
export interface DefinitionWorker {
  /** The files in an archive of a pack's public or reviewer's part. What they hold is not looked at. */
  unpack(bytes: Uint8Array): Promise<Result<readonly PackFile[], Problem>>;
  /** A pack as it is graded, with its reviewer's part if that is given. */
  reviewed(archive: Uint8Array, reviewer: Uint8Array | null): Promise<Result<PackReviewed, Problem>>;
  /** Reads the archive of a public pack. */
  open(bytes: Uint8Array): Promise<Result<PackOpened, Problem>>;
  /** Packs both parts, signed with a secret key if one is given. */
  pack(files: readonly PackFile[], secret: string | null): Promise<Result<PackPacked, Problem>>;
  createSigningKey(): Promise<{ readonly secret: string; readonly fingerprint: string }>;
  /** @param files texts by their paths inside the pack; `challenge.ts` and what it imports are looked at */
  compile(files: Readonly<Record<string, string>>): Promise<Result<DefinitionCode, readonly Problem[]>>;
  compileProtocol(source: string, file: string): Promise<Compiled>;
  /** The systems of some bounds, in their order. */
  outlines(code: DefinitionCode, bounds: readonly Bounds[]): Promise<Result<readonly SystemOutline[], Problem>>;
}

/** Exposed by `seal.worker.ts` through comlink. Each call takes about a second, that of a long log several. */
export interface SealWorker {
  /** The bundle, sealed so that each of the recipients can open it. */
  seal(parts: SubmissionParts, recipients: readonly string[]): Promise<Result<Uint8Array, Problem>>;
  /** The private key as the text of a file that only the passphrase opens. */
  lock(secret: string, passphrase: string): Promise<string>;
  unlock(
    text: string,
    passphrase: string,
  ): Promise<Result<{ readonly secret: string; readonly recipient: string }, Problem>>;
}

/** Exposed by `verify.worker.ts` through comlink. One job at a time; a new one cancels the old. */
export interface VerifyWorker {
  /**
   * Verifies a pack given as its files, both parts. Never rejects for what is in them. The report is told again whenever a row
   * changes, at most ten times a second. Outcomes of checks are remembered in this browser by their keys.
   */
  verify(
    files: readonly PackFile[],
    options: VerifyOptions,
    onReport: (report: VerifyReport) => void,
    onProgress: (progress: VerifyProgress) => void,
  ): Promise<VerifyReport>;
  /** Runs one check of a report again, with its trace: for a look at a cell. */
  check(files: readonly PackFile[], task: VerifyTask): Promise<CheckReport>;
  /** Ends what is under way; the report then says what was left out. */
  cancel(): void;
}

/**
 * Exposed by `play.worker.ts` through comlink: one protocol, played by hand. States are named by the schedules that lead to
 * them; the worker remembers what it has worked out of them. A search or an advice that is asked for ends the one under way.
 */
export interface PlayWorker {
  /** Loads a protocol in place of the one before, and answers with its initial state. Of a request, limits and mode are not looked at. */
  open(request: CheckRequest): Promise<Result<PlayMoment, Problem>>;
  /** The state that a schedule leads to, as far as its actions are enabled. */
  at(schedule: Schedule): Promise<PlayMoment>;
  /** A nearest state that is what is looked for. `onProgress` is called about ten times a second. */
  search(
    schedule: Schedule,
    goal: PlayGoal,
    from: PlayFrom,
    onProgress: (progress: PlayProgress) => void,
  ): Promise<PlayFound>;
  /** Whether a violation can still be brought about, and by which choice soonest. */
  advise(schedule: Schedule, onProgress: (progress: PlayProgress) => void): Promise<PlayAdvice>;
  /** What a TypeScript expression is in a state: see docs/play.md. */
  ask(schedule: Schedule, expression: string): Promise<Result<Data, Problem>>;
  /** Ends the search or advice under way. */
  cancel(): void;
}

/** How many slips of the reference to try, and where. */
export interface MutantsOptions {
  /** Picked by the seed, each set of that size equally likely; all if there are no more. */
  readonly sample: number;
  readonly seed: number;
  /** Tries them at the quick bounds alone: what survives there might be killed at the full ones. */
  readonly isQuick: boolean;
}

/** What is told of slips while they are tried. */
export type MutantsNews =
  /** The slips that are tried, in the order of their places, of how many that there are. */
  | { readonly kind: 'begun'; readonly mutants: readonly GeneratedMutant[]; readonly generated: number }
  | { readonly kind: 'result'; readonly id: string; readonly result: MutantResult }
  /** Distinct states of what is under way: a sign of life. */
  | { readonly kind: 'states'; readonly states: number };

/** A source that nothing kills, and where. */
export interface Survivor {
  /** For whoever asks. */
  readonly id: string;
  /** The path that it is compiled under. */
  readonly file: string;
  readonly source: string;
  /** Bounds at which it holds, and the reference does. */
  readonly bounds: Bounds;
}

/** `triage` is null where there is none: the source does not compile, or the reference does not hold there. */
export type TriageNews =
  | { readonly kind: 'triage'; readonly id: string; readonly triage: Triage | null }
  | { readonly kind: 'alive' };

/** Exposed by `verify-mutants.worker.ts` through comlink. One job at a time; a new one cancels the old. */
export interface MutantsWorker {
  /**
   * Makes slips of the reference and checks each until something is wrong with it, at the quick bounds and then at the full
   * ones. Outcomes are remembered in this browser by their keys. Resolves when all are decided or it was cancelled; a sentence
   * where nothing could be tried.
   */
  tryMutants(
    files: readonly PackFile[],
    options: MutantsOptions,
    onNews: (news: MutantsNews) => void,
  ): Promise<string | null>;
  /** Says why each survives, one after the other. A sentence where the pack cannot be used. */
  triage(
    files: readonly PackFile[],
    survivors: readonly Survivor[],
    onNews: (news: TriageNews) => void,
  ): Promise<string | null>;
  /** Ends what is under way. */
  cancel(): void;
}

/** Exposed by `simulate.worker.ts` through comlink. One simulation at a time; a new one ends the one before. */
export interface SimulateWorker {
  /** `onProgress` is called about ten times a second. Refused where the protocol does not load or the settings do not fit. */
  simulate(
    request: SimulationRequest,
    settings: SimulationSettings,
    isRecorded: boolean,
    onProgress: (progress: SimulationProgress) => void,
  ): Promise<Result<SimulationResult, Problem>>;
  /** A recorded run as a trace. Undefined if the protocol does not load. */
  trace(request: SimulationRequest, settings: SimulationSettings, record: SimulationRecord): Promise<Trace | undefined>;
  /** Ends the simulation under way, which then answers with how far it came. */
  cancel(): void;
}
