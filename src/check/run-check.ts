/** One check from request to report: the whole way from a protocol to a verdict. */
import { assert, DamageError, err, ok, type Result } from '../base';
import { Arena, CrewLostError, Search, type ThreadStarter, type Threads } from '../engine';
import { confirmExperiment, specOfSchedule } from '../experiment';
import { AnswerDesk, createHost, type HostSetup } from '../host';
import {
  type CheckReport,
  type CheckRequest,
  DefinitionError,
  type ExperimentProperty,
  type HandlerFailure,
  isExperiment,
  isLiveness,
  isMeasured,
  type LivenessProperty,
  type Measure,
  type MeasuredProperty,
  type Problem,
  type Program,
  type Property,
  type PropertyRead,
  type Reason,
  type ReductionResult,
  type Trace,
  type Verdict,
} from '../model';
import { claimOf, exercisedBit } from '../properties';
import type { ListReading, ProtocolSystem, Symmetry } from '../system';
import {
  conclude,
  confirmRun,
  type Findings,
  fairnessWords,
  moveReasons,
  neverFiredWords,
  notCheckedWords,
  type PropertyFinding,
  readsOf,
  replay,
} from '../verdict';
import type { CheckEnvironment } from './check-environment';
import {
  type CheckIdentity,
  CheckpointRefused,
  foreignness,
  identifyCheck,
  type OpenCheckpoint,
  openCheckpoint,
  type Pieces,
  refusalOf,
  restoreRefusal,
  restoreSearch,
  type WrittenDoubt,
} from './checkpoint';
import { type CheckRun, driveSearch, holding, keepCheckpoint, type Stopped, tableBytesMax } from './drive-search';
import { type CheckedExperiments, checkExperiments } from './experiments';
import { checkLiveness, type LivenessFindings } from './liveness';
import { type Doubt, partialOrderDoubt, preparePartialOrder } from './partial-order';
import { futuresOf } from './point-of-no-return';
import { hostSetup, type Prepared, prepare } from './prepare';
import { type MeasureFindings, measureProperties } from './probability';
import { type Purity, purityWords, recheckPurity } from './purity';
import { symmetryContradiction, symmetryFor, symmetryObstacle } from './symmetry';

/** Never rejects for what a participant, a limit or a user causes: that is a verdict. */
export async function runCheck(request: CheckRequest, environment: CheckEnvironment): Promise<CheckReport> {
  try {
    return await checkOnce(request, environment);
  } catch (error) {
    if (!(error instanceof CrewLostError)) throw error;
    environment.threads?.discard();
    // Nothing of the search can be trusted now: once more from the start, in this thread alone.
    return checkOnce(request, { ...environment, threads: undefined });
  }
}

/**
 * Like `runCheck`, from where an earlier check stood. Limits may be others than then; the time spent then counts. An error
 * says why the checkpoint cannot be used.
 *
 * @param open the bytes of the checkpoint from the start; called again where they must be read once more
 */
export async function resumeCheck(
  request: CheckRequest,
  environment: CheckEnvironment,
  open: () => Pieces,
): Promise<Result<CheckReport, Problem>> {
  const resume = async (within: CheckEnvironment): Promise<CheckReport> => {
    const checkpoint = await checkpointFor(request, within, open());
    try {
      return await checkOnce(request, within, checkpoint);
    } finally {
      await checkpoint?.close();
    }
  };
  try {
    try {
      return ok(await resume(environment));
    } catch (error) {
      if (!(error instanceof CrewLostError)) throw error;
      environment.threads?.discard();
      return ok(await resume({ ...environment, threads: undefined }));
    }
  } catch (error) {
    if (error instanceof DefinitionError) return err(error.problem);
    const problem = error instanceof CheckpointRefused || error instanceof DamageError ? refusalOf(error) : undefined;
    if (problem === undefined) throw error;
    return err(problem);
  }
}

/** The checkpoint if it belongs to the check; undefined if the check is refused before it matters. */
async function checkpointFor(
  request: CheckRequest,
  environment: CheckEnvironment,
  pieces: Pieces,
): Promise<OpenCheckpoint | undefined> {
  const identity = identifyCheck(request, environment.challenge);
  if (identity === undefined) return undefined;
  const { key, bounds, nodeCount } = identity;
  try {
    return await openCheckpoint(pieces, nodeCount, (header) => {
      const problem = foreignness(header, key, { challenge: request.challenge, bounds });
      if (problem !== undefined) throw new CheckpointRefused(problem);
    });
  } catch (error) {
    throw restoreRefusal(error);
  }
}

/** How lists may be read when members are exchanged, in the order in which it is tried; then without exchanging. */
const readings: readonly ListReading[] = ['sets', 'sequences'];

async function checkOnce(
  request: CheckRequest,
  environment: CheckEnvironment,
  checkpoint?: OpenCheckpoint,
): Promise<CheckReport> {
  const identity = environment.checkpoints === undefined ? undefined : identifyCheck(request, environment.challenge);
  const written = checkpoint?.header.doubt;
  const reduced = (from: Starting): Promise<Concluded> => checkUpToSymmetry(request, environment, from);
  if (written !== undefined)
    return checkWhole(request, environment, { identity, checkpoint, doubt: written }, async () => {
      const { report } = await reduced({ identity: undefined });
      return report;
    });
  const { report, doubt } = await reduced({ identity, checkpoint });
  if (doubt === undefined) return report;
  const known = { ...doubt, earlierMs: report.elapsedMs };
  return checkWhole(request, environment, { identity, doubt: known }, async () => report);
}

/** Once more without partial-order reduction because what it found is not the last word. */
async function checkWhole(
  request: CheckRequest,
  environment: CheckEnvironment,
  from: Starting & { readonly doubt: WrittenDoubt },
  reduced: () => Promise<CheckReport>,
): Promise<CheckReport> {
  const { reason, found, earlierMs } = from.doubt;
  const milliseconds = Math.max(0, request.limits.milliseconds - earlierMs);
  const limited = { ...request, partialOrder: false, limits: { ...request.limits, milliseconds } };
  const whole = await checkUpToSymmetry(limited, environment, from);
  if (found && whole.report.verdict.kind === 'inconclusive') return reduced();
  const elapsedMs = earlierMs + whole.report.elapsedMs;
  const reduction: ReductionResult = { kind: 'partial-order', used: false, reason };
  return { ...withReduction(whole.report, reduction), elapsedMs };
}

/** Where a check begins, and what is noted of it when it is written down. */
interface Starting {
  /** Of the request as it was made, whatever an attempt leaves out; undefined where nothing is written down. */
  readonly identity: CheckIdentity | undefined;
  readonly checkpoint?: OpenCheckpoint | undefined;
  /** Why it is made once more without partial-order reduction. */
  readonly doubt?: WrittenDoubt | undefined;
}

interface Concluded {
  readonly report: CheckReport;
  readonly doubt?: Doubt | undefined;
}

/** Without symmetry if its claim is contradicted. */
async function checkUpToSymmetry(
  request: CheckRequest,
  environment: CheckEnvironment,
  { identity, checkpoint, doubt }: Starting,
): Promise<Concluded> {
  const first = checkpoint?.header.attempt ?? 0;
  let contradiction = checkpoint?.header.contradiction;
  const from = (number: number): Attempted => ({
    ...{ number, contradiction, identity, doubt },
    checkpoint: number === first ? checkpoint : undefined,
  });
  for (const [number, reading] of readings.entries()) {
    if (number < first) continue;
    const outcome = await attempt(request, environment, reading, from(number));
    if (outcome.kind === 'report') return outcome;
    contradiction = outcome.contradiction;
  }
  const outcome = await attempt({ ...request, symmetry: false }, environment, 'sequences', from(readings.length));
  assert(outcome.kind === 'report', 'without a reduction nothing can contradict it');
  const report = withReduction(outcome.report, { kind: 'symmetry', used: false, reason: contradiction ?? '' });
  return { ...outcome, report };
}

/** The report, saying this of that kind of reduction. */
function withReduction(report: CheckReport, reduction: ReductionResult): CheckReport {
  const others = (report.verdict.reductions ?? []).filter(({ kind }) => kind !== reduction.kind);
  return { ...report, verdict: { ...report.verdict, reductions: [...others, reduction] } };
}

type Attempt =
  | ({ readonly kind: 'report' } & Concluded)
  | { readonly kind: 'contradicted'; readonly contradiction: string };

/** Which attempt at symmetry it is, and what spoke against the ones before. */
interface Attempted extends Starting {
  readonly number: number;
  readonly contradiction: string | undefined;
}

async function attempt(
  request: CheckRequest,
  environment: CheckEnvironment,
  reading: ListReading,
  attempted: Attempted,
): Promise<Attempt> {
  const { checkpoint } = attempted;
  const startedAt = environment.now() - (checkpoint?.header.elapsedMs ?? 0);
  const { threads, openDesk, closeDesk } = threadsFor(request, environment);
  const prepared = await prepare(
    request,
    environment.challenge,
    environment.wasm,
    threads?.arena,
    checkpoint?.answers,
    openDesk,
  ).catch((error: unknown) => {
    throw checkpoint === undefined ? error : restoreRefusal(error);
  });
  if (prepared.kind === 'refused') {
    return { kind: 'report', report: refusedReport(request, prepared.verdict, environment.now() - startedAt) };
  }
  try {
    const symmetry = symmetryFor(request, prepared, reading);
    return await searchAndConclude(request, environment, prepared, startedAt, { threads, symmetry, attempted });
  } finally {
    closeDesk();
    prepared.host.dispose();
  }
}

/** The report where no search could begin. */
export function refusedReport(request: CheckRequest, verdict: Verdict, elapsedMs: number): CheckReport {
  const executable = request.program.kind === 'compiled' ? request.program.program.executable : [];
  return { verdict, covered: [], executable, elapsedMs, searchMs: 0, bytes: 0, workers: 1 };
}

/** The threads that help with a check, and where calls are handed out to them. */
interface Help {
  readonly threads?: Threads;
  readonly openDesk?: (program: Program, setup: HostSetup) => AnswerDesk;
  readonly closeDesk: () => void;
}

function threadsFor(request: CheckRequest, { threads, wasm }: CheckEnvironment): Help {
  const count = Math.min(threads?.count ?? 0, (request.workers ?? Number.POSITIVE_INFINITY) - 1);
  if (threads === undefined || count < 1) return { closeDesk: () => undefined };
  let desk: AnswerDesk | undefined;
  const starter: ThreadStarter = {
    ...threads,
    count,
    get bell() {
      return desk?.bell;
    },
    start(setup) {
      desk?.leave();
      threads.start(setup);
    },
  };
  const { answer } = threads;
  return {
    threads: { arena: new Arena(), starter },
    closeDesk: () => desk?.close(),
    ...(answer === undefined
      ? {}
      : {
          openDesk: (program, setup) => {
            desk = new AnswerDesk({ wasm, program, setup }, (answerer) => answer(answerer, count));
            return desk;
          },
        }),
  };
}

async function searchAndConclude(
  request: CheckRequest,
  environment: CheckEnvironment,
  prepared: Prepared,
  startedAt: number,
  { threads, symmetry, attempted }: Pick<SearchSetup, 'threads' | 'symmetry'> & { readonly attempted: Attempted },
): Promise<Attempt> {
  const { system, properties } = prepared;
  const { checkpoint } = attempted;
  const unordered = request.partialOrder === true ? preparePartialOrder(prepared, symmetry !== undefined) : notAsked;
  const partialOrder = unordered === undefined;
  const search = await searchFor(request, environment, prepared, { threads, symmetry, partialOrder, checkpoint });
  const run: CheckRun = {
    request,
    environment,
    prepared,
    search,
    startedAt,
    searchMs: checkpoint?.header.searchMs ?? 0,
    identity: attempted.identity,
    attempt: attempted,
  };
  let stopped = await driveSearch(run);
  const later = { ...environment, held: () => holding(run) };
  search.close();
  const contradiction = symmetry === undefined ? undefined : symmetryContradiction(prepared, symmetry);
  if (contradiction !== undefined) return { kind: 'contradicted', contradiction };
  const purity = stopped === undefined ? await recheckPurity(prepared, later) : { repeated: 0 };
  if (stopped === undefined && environment.isCancelled()) stopped = 'cancelled';
  const threw = (search.firstState[properties.threwBit] ?? -1) >= 0;
  const trusted = stopped === undefined && purity.failure === undefined && !threw;
  const liveness =
    trusted && search.end?.kind === 'exhausted'
      ? await checkLiveness(prepared, search, limitsLeft(request, prepared, search, startedAt), later)
      : undefined;
  const measures =
    trusted && search.end?.kind === 'exhausted'
      ? await measureProperties(prepared, search, limitsLeft(request, prepared, search, startedAt), later)
      : undefined;
  const experiments =
    trusted && search.end?.kind === 'exhausted'
      ? await checkExperiments(prepared, request, limitsLeft(request, prepared, search, startedAt), later)
      : undefined;
  const late: Late = { liveness, measures, experiments };
  const limit = limitOf(request, search, stopped, late);
  // With the same memory it would get no further.
  if (limit !== undefined && limit.kind !== 'bytes')
    await keepCheckpoint(run, limit.kind === 'cancelled' ? 'cancelled' : 'limit');
  const findings = findingsOf(request, prepared, search, stopped, purity, late);
  const verdict = conclude(findings);
  const trace = await traceOf(environment, prepared, search, verdict);
  const doubt = partialOrder && stopped === undefined ? partialOrderDoubt(prepared, search) : undefined;
  const reductions = [
    ...symmetryResult(request, prepared, search, symmetry),
    ...(request.partialOrder === true ? [partialOrderResult(search, unordered)] : []),
    ...oneScheduleResult(experiments),
  ];
  const report: CheckReport = {
    verdict: {
      ...(trace?.disagreement ?? { ...verdict, ...stepsOf(verdict, trace?.trace) }),
      ...(reductions.length > 0 ? { reductions } : {}),
    },
    ...(trace?.trace === undefined ? {} : { trace: trace.trace }),
    covered: [...new Set([...prepared.host.loadedLines, ...system.fired.lines, ...(experiments?.lines ?? [])])].sort(
      (a, b) => a - b,
    ),
    executable: prepared.program.executable,
    elapsedMs: environment.now() - startedAt,
    searchMs: run.searchMs,
    ...(checkpoint === undefined ? {} : { resumedFrom: checkpoint.header.distinct }),
    bytes: search.bytes + system.bytes,
    workers: search.threadCount,
  };
  return { kind: 'report', report, doubt };
}

const notAsked = 'It was not asked for.';

function partialOrderResult(search: Search, obstacle: string | undefined): ReductionResult {
  return obstacle === undefined
    ? { kind: 'partial-order', used: true, reducedAt: search.reducedCount }
    : { kind: 'partial-order', used: false, reason: obstacle };
}

interface SearchSetup {
  readonly threads: Threads | undefined;
  readonly symmetry: Symmetry | undefined;
  readonly partialOrder: boolean;
  readonly checkpoint: OpenCheckpoint | undefined;
}

/** A search at its start, or where the checkpoint says. */
async function searchFor(
  request: CheckRequest,
  environment: CheckEnvironment,
  prepared: Prepared,
  { threads, symmetry, partialOrder, checkpoint }: SearchSetup,
): Promise<Search> {
  const { properties, system } = prepared;
  const { limits } = request;
  const stopBits = (1 << properties.threwBit) | (request.explore === 'first' ? properties.badBits : 0);
  const watch = { bits: properties.watchBits, stopBits };
  if (checkpoint === undefined)
    return new Search(system, limits, watch, { threads, reduction: symmetry, partialOrder });
  const { distinct, generated, depth, elapsedMs } = checkpoint.header;
  const pause = async (): Promise<void> => {
    environment.onProgress({
      distinct,
      generated,
      depth,
      frontier: 0,
      elapsedMs,
      rate: 0,
      estimate: null,
      remainingMs: null,
    });
    await environment.pause();
  };
  try {
    return await restoreSearch(prepared, checkpoint, { limits, watch, threads, symmetry, partialOrder, pause });
  } catch (error) {
    throw restoreRefusal(error);
  }
}

/** Counting what states stand for takes about as long as finding them. */
const standForMax = 1_000_000;

function symmetryResult(
  request: CheckRequest,
  { spec, system }: Prepared,
  search: Search,
  symmetry: Symmetry | undefined,
): readonly ReductionResult[] {
  if ((spec.symmetry ?? []).length === 0) return [];
  if (symmetry === undefined) {
    const reason = symmetryObstacle(spec) ?? (request.symmetry === false ? 'It was switched off.' : '');
    return [{ kind: 'symmetry', used: false, reason }];
  }
  if (search.stateCount > standForMax) return [{ kind: 'symmetry', used: true }];
  const vector = new Int32Array(system.slotCount);
  let standFor = 0;
  for (let state = 0; state < search.stateCount; state++) {
    search.vectorInto(state, vector);
    standFor += symmetry.orbitSize(vector);
  }
  return [{ kind: 'symmetry', used: true, standFor }];
}

function oneScheduleResult(experiments: CheckedExperiments | undefined): readonly ReductionResult[] {
  const orders = experiments?.orders ?? 'not shown';
  return orders === 'not shown' ? [] : [{ kind: 'one-schedule', used: true, inputsFirst: orders === 'inputs first' }];
}

/** What the search has left of memory and time. */
function limitsLeft(request: CheckRequest, prepared: Prepared, search: Search, startedAt: number) {
  return {
    bytes: request.limits.bytes - search.bytes - prepared.system.bytes,
    deadline: startedAt + request.limits.milliseconds,
  };
}

function findingsOf(
  request: CheckRequest,
  prepared: Prepared,
  search: Search,
  stopped: Stopped | undefined,
  purity: Purity,
  late: Late,
): Findings {
  const { system, spec } = prepared;
  const { liveness, measures, experiments } = late;
  const end = search.end;
  const failure = failureOf(prepared, search, purity.failure, measures?.problem) ?? experiments?.failure;
  const limit = limitOf(request, search, stopped, late);
  const undecided =
    liveness?.stopped === undefined
      ? []
      : ['Progress: every state was visited, but a limit was hit before all properties of whole runs were decided.'];
  const uncounted =
    measures?.stopped === undefined
      ? []
      : ['Probability: every state was visited, but a limit was hit before all probabilities were computed.'];
  return {
    challenge: request.challenge,
    bounds: prepared.bounds,
    counts: {
      distinct: search.stateCount,
      generated: search.generatedCount,
      depth: search.depth,
      participantCalls: system.memo.count,
      observations: system.observationCount,
      ...(experiments === undefined || !spec.properties.some(isExperiment) ? {} : { runs: experiments.runs }),
    },
    properties: spec.properties.map((property, index) =>
      isExperiment(property)
        ? experimentFinding(property, experiments?.byProperty.get(index))
        : isMeasured(property)
          ? measuredFinding(property, measures?.byProperty.get(index), observationsOf(property, index, system))
          : isLiveness(property)
            ? livenessFinding(property, index, search, liveness)
            : propertyFinding(property, index, prepared, search),
    ),
    ...(spec.properties.some(isLiveness) ? { fairness: fairnessWords(spec, liveness?.hasChoices ?? false) } : {}),
    exhausted: end?.kind === 'exhausted' && stopped === undefined,
    ...(limit === undefined ? {} : { limit }),
    ...(failure === undefined ? {} : { failure }),
    notChecked: [
      ...notCheckedWords(spec),
      ...undecided,
      ...uncounted,
      ...(experiments?.notChecked ?? []),
      ...purityWords(purity, system.memo.count),
    ],
    neverFired: end?.kind === 'exhausted' ? neverFired(prepared, experiments) : [],
  };
}

/** What took the answer away: a mistake of the challenge, an impure handler, or a handler that failed. */
function failureOf(
  prepared: Prepared,
  search: Search,
  impure: HandlerFailure | undefined,
  reward: Problem | undefined,
): Findings['failure'] {
  const threw = prepared.properties.threw();
  if (threw !== undefined && (search.firstState[prepared.properties.threwBit] ?? -1) >= 0)
    return { verdict: 'invalid', problem: threw, schedule: [] };
  if (impure !== undefined) return { verdict: impure.verdict, problem: impure.problem, schedule: [] };
  if (reward !== undefined) return { verdict: 'invalid', problem: reward, schedule: [] };
  const { end } = search;
  if (end?.kind !== 'failed') return undefined;
  const { system } = prepared;
  const configuration = system.entries[end.transition + 2] as number;
  const failure = system.failures[-1 - configuration];
  assert(failure !== undefined, 'a failed transition names a failure');
  const schedule = search.failingPath().map((transition) => system.actionOf(transition));
  return { verdict: failure.verdict, problem: failure.problem, schedule };
}

/** What is looked at when every state was visited. */
interface Late {
  readonly liveness: LivenessFindings | undefined;
  readonly measures: MeasureFindings | undefined;
  readonly experiments: CheckedExperiments | undefined;
}

function limitOf(
  request: CheckRequest,
  search: Search,
  early: Stopped | undefined,
  { liveness, measures, experiments }: Late,
): Findings['limit'] {
  const { end } = search;
  const stopped = early ?? liveness?.stopped ?? measures?.stopped ?? experiments?.stopped;
  if (stopped === 'time') return { kind: 'time', value: request.limits.milliseconds };
  if (stopped === 'bytes') return { kind: 'bytes', value: Math.min(request.limits.bytes, tableBytesMax) };
  if (stopped === 'cancelled') return { kind: 'cancelled', value: search.stateCount };
  if (end?.kind === 'limit') return { kind: end.limit, value: request.limits[end.limit] };
  return experiments?.limit;
}

function propertyFinding(property: Property, index: number, prepared: Prepared, search: Search): PropertyFinding {
  const state = search.firstState[index] ?? -1;
  const exercised = (search.firstState[exercisedBit(index)] ?? -1) >= 0;
  const observations = { observations: observationsOf(property, index, prepared.system) };
  if (state < 0) return { property, exercised, ...observations };
  const { transitions, vectors } = search.runTo(state);
  const observed = vectors.at(-1)?.[prepared.system.labelSlot] as number;
  const claim = claimOf(property, prepared.system.observation(observed));
  return {
    property,
    exercised,
    ...observations,
    schedule: transitions.map((transition) => prepared.system.actionOf(transition)),
    ...(claim === undefined
      ? {}
      : {
          reasons: [...claim.reasons, ...movesAlong(transitions, property, index, prepared)],
          reads: readsIn(property, vectors, prepared.system),
        }),
  };
}

/** What the claim of a violated property looked at; a monitor's moves tell that better. */
export function readsIn(
  property: Property,
  vectors: readonly Int32Array[],
  system: ProtocolSystem,
): readonly PropertyRead[] {
  if (property.kind !== 'deadlock' && (property.kind !== 'always' || property.monitor !== undefined)) return [];
  const observations = vectors.map((vector) => system.observation(vector[system.labelSlot] as number));
  return readsOf(property.claim, observations);
}

/** How the property's monitor, if it has one, came to where it is at the end of a path. */
export function movesAlong(
  transitions: readonly number[],
  property: Property,
  index: number,
  { system }: Prepared,
): readonly Reason[] {
  if (property.kind !== 'always' || property.monitor === undefined) return [];
  return moveReasons(property.monitor, system.monitorMoves(index, transitions));
}

/** On how many observations a property was evaluated. */
function observationsOf(property: Property, index: number, system: ProtocolSystem): number {
  const atRest = property.at === 'quiescent' ? system.restedObservationCount : system.observationCount;
  return system.monitorStateCount(index) ?? atRest;
}

function measuredFinding(
  property: MeasuredProperty,
  measure: Measure | undefined,
  observations: number,
): PropertyFinding {
  return { property, exercised: true, observations, ...(measure === undefined ? { undecided: true } : { measure }) };
}

function experimentFinding(
  property: ExperimentProperty,
  finding: CheckedExperiments['byProperty'] extends ReadonlyMap<number, infer Found> ? Found | undefined : never,
): PropertyFinding {
  if (finding === undefined) return { property, exercised: true, observations: 0, undecided: true };
  const observations = finding.runs;
  switch (finding.kind) {
    case 'holds':
      return { property, exercised: finding.exercised, observations };
    case 'violated': {
      const { experiment, schedule, reasons, comparison } = finding;
      return {
        property,
        exercised: true,
        observations,
        experiment,
        schedule,
        ...(reasons.length === 0 ? {} : { reasons }),
        ...(comparison === undefined ? {} : { comparison }),
      };
    }
  }
}

function livenessFinding(
  property: LivenessProperty,
  index: number,
  search: Search,
  liveness: LivenessFindings | undefined,
): PropertyFinding {
  const exercised = (search.firstState[exercisedBit(index)] ?? -1) >= 0;
  const finding = liveness?.byProperty.get(index);
  if (finding === undefined) return { property, exercised, undecided: true };
  switch (finding.kind) {
    case 'holds':
      return { property, exercised };
    case 'violated':
      return {
        property,
        exercised,
        schedule: finding.schedule,
        ...(finding.cycleStart === undefined ? {} : { cycleStart: finding.cycleStart }),
        reasons: finding.reasons,
      };
  }
}

function neverFired(prepared: Prepared, experiments: CheckedExperiments | undefined): string[] {
  const kinds = new Set([...prepared.system.fired.kinds, ...(experiments?.kinds ?? [])]);
  const runBy = { onInput: 'input', onMessage: 'deliver', onTimer: 'timeout', onRestart: 'restart' } as const;
  const silent = Object.entries(runBy).filter(
    ([handler, kind]) => prepared.host.defined.includes(handler) && !kinds.has(kind),
  );
  return neverFiredWords(
    prepared.spec,
    kinds,
    silent.map(([handler]) => handler),
  );
}

/** Replays the verdict's schedule in a fresh sandbox. That it ends as the search says is checked, not assumed. */
async function traceOf(
  environment: CheckEnvironment,
  prepared: Prepared,
  search: Search,
  verdict: Verdict,
): Promise<{ trace?: Trace; disagreement?: Verdict } | undefined> {
  const { schedule } = verdict;
  if (schedule === undefined || verdict.kind === 'nondeterministic' || verdict.kind === 'invalid') return undefined;
  const { spec, program } = prepared;
  const created = await createHost(environment.wasm, program, hostSetup(spec));
  if (created.kind === 'failed') return undefined;
  const index = spec.properties.findIndex((property) => property.name === verdict.property);
  const property = spec.properties[index];
  if (property !== undefined && isExperiment(property)) {
    const result = verdict.properties.find(({ name }) => name === property.name);
    const replayed = replay(specOfSchedule(spec, schedule), created.host, schedule);
    const agrees =
      result !== undefined &&
      replayed.divergedAt === undefined &&
      replayed.failure === undefined &&
      confirmExperiment(spec, (call) => created.host.call(call), property, result);
    created.host.dispose();
    return agrees ? { trace: replayed.trace } : { disagreement: disagreement(verdict, replayed.divergedAt) };
  }
  if (property !== undefined && isLiveness(property)) {
    const { agrees, replayed } = confirmRun(spec, created.host, property, { schedule, cycleStart: verdict.cycleStart });
    created.host.dispose();
    if (!agrees) return { disagreement: disagreement(verdict, replayed.divergedAt) };
    return { trace: withCycle(replayed.trace, verdict.cycleStart) };
  }
  const replayed = replay(specOfSchedule(spec, schedule), created.host, schedule);
  created.host.dispose();
  if (property === undefined) {
    const agrees = replayed.divergedAt === undefined && replayed.failure?.problem.code === verdict.problem?.code;
    return agrees ? { trace: replayed.trace } : { disagreement: disagreement(verdict, replayed.divergedAt) };
  }
  const shows =
    replayed.divergedAt === undefined &&
    replayed.failure === undefined &&
    claimOf(property, replayed.observation)?.holds === false;
  if (!shows || (property.at === 'quiescent' && !replayed.quiescent))
    return { disagreement: disagreement(verdict, replayed.divergedAt) };
  const { vectors } = search.runTo(search.firstState[index] as number);
  const futures = await futuresOf(prepared.system, vectors, index, property.at === 'quiescent', environment);
  return { trace: { ...replayed.trace, ...futures } };
}

function withCycle(trace: Trace, cycleStart: number | undefined): Trace {
  return cycleStart === undefined ? trace : { ...trace, cycleStart };
}

/** The steps of a schedule as its replay tells them, which knows what was chosen and not only its number. */
function stepsOf({ steps }: Verdict, trace: Trace | undefined): Pick<Verdict, 'steps'> {
  return steps === undefined || trace?.steps.length !== steps.length
    ? {}
    : { steps: trace.steps.map((step) => step.label) };
}

export function disagreement(verdict: Verdict, divergedAt: number | undefined): Verdict {
  const where = divergedAt === undefined ? 'its end' : `step ${divergedAt + 1}`;
  const sentence = `Replaying the schedule that the search found (verdict ${verdict.kind}) in a fresh sandbox gave another result at ${where}. A handler depends on more than its arguments: look for a variable outside the handlers that one call changes and another reads.`;
  return { ...verdict, kind: 'nondeterministic', problem: { code: 'two-answers', sentence } };
}
