/** From what walks or searches met to a report: each find made smaller, replayed in a fresh sandbox, and concluded. */
import type { Target } from '../engine';
import { createHost, type Host } from '../host';
import {
  type CheckCounts,
  type CheckReport,
  type CheckRequest,
  type Coverage,
  isExperiment,
  isLiveness,
  isMeasured,
  type LimitKind,
  type Property,
  type ReductionResult,
  type SampledKind,
  type SampledVerdict,
  type Schedule,
  type Trace,
} from '../model';
import { claimOf, exercisedBit } from '../properties';
import { concludeSample, notCheckedWords, type Replayed, type SampleFinding, type SampleFindings } from '../verdict';
import type { CheckEnvironment } from './check-environment';
import { futuresOf } from './point-of-no-return';
import { hostSetup, type Prepared } from './prepare';
import { type Purity, purityWords } from './purity';
import { disagreement, movesAlong, readsIn } from './run-check';
import { failureAtEnd, type Shrunk, shrink } from './shrink';

/** What was met first, as schedules. */
export interface Met {
  /** By bit of the properties' labels. */
  readonly byBit: ReadonlyMap<number, Schedule>;
  /** A schedule whose last handler gave no answer. */
  readonly failing?: Schedule;
}

export interface Sample {
  readonly met: Met;
  readonly coverage: Coverage;
  readonly counts: Omit<CheckCounts, 'distinct'>;
  /** Lines of the candidate's source that ran. */
  readonly lines: Iterable<number>;
  readonly purity: Purity;
  readonly limit?: { readonly kind: LimitKind; readonly value: number };
  /** Time inside walks and searches. */
  readonly searchMs: number;
  readonly bytes: number;
  readonly workers: number;
}

/** A report whose verdict cannot be `holds`, or `invalid` before anything was tried. */
export async function sampleReport(
  request: CheckRequest,
  environment: CheckEnvironment,
  prepared: Prepared,
  startedAt: number,
  sample: Sample,
): Promise<CheckReport> {
  const { spec, program } = prepared;
  const { purity } = sample;
  const created = await createHost(environment.wasm, program, hostSetup(spec));
  const host = created.kind === 'failed' ? prepared.host : created.host;
  try {
    const finds = findsOf(prepared, host, sample.met);
    const findings: SampleFindings = {
      challenge: request.challenge,
      bounds: prepared.bounds,
      coverage: sample.coverage,
      counts: {
        distinct: sample.coverage.distinct.value,
        ...sample.counts,
      },
      properties: finds.findings,
      ...(sample.limit === undefined ? {} : { limit: sample.limit }),
      ...failureFinding(prepared, sample.met, finds, purity.failure),
      notChecked: [...notCheckedWords(spec), ...purityWords(purity, sample.counts.participantCalls)],
    };
    const concluded = concludeSample(findings);
    const shown = await traceOf(prepared, environment, concluded, finds);
    const unused = reductionsUnused(request, prepared);
    return {
      verdict: { ...shown.verdict, ...(unused.length === 0 ? {} : { reductions: unused }) },
      ...(shown.trace === undefined ? {} : { trace: shown.trace }),
      covered: [...new Set([...prepared.host.loadedLines, ...sample.lines])].sort((a, b) => a - b),
      executable: program.executable,
      elapsedMs: environment.now() - startedAt,
      searchMs: sample.searchMs,
      bytes: sample.bytes,
      workers: sample.workers,
    };
  } finally {
    if (host !== prepared.host) host.dispose();
  }
}

function reductionsUnused(request: CheckRequest, { spec }: Prepared): readonly ReductionResult[] {
  const reason = 'Schedules were tried by chance.';
  return [
    ...((spec.symmetry ?? []).length > 0 ? [{ kind: 'symmetry' as const, used: false as const, reason }] : []),
    ...(request.partialOrder === true ? [{ kind: 'partial-order' as const, used: false as const, reason }] : []),
  ];
}

interface Finds {
  readonly findings: readonly SampleFinding[];
  /** By property. */
  readonly shrunk: ReadonlyMap<number, Shrunk>;
  readonly failing: Shrunk | undefined;
}

function findsOf(prepared: Prepared, host: Host, met: Met): Finds {
  const { spec, system } = prepared;
  const shrunk = new Map<number, Shrunk>();
  const findings = spec.properties.map((property, index): SampleFinding => {
    const exercised = met.byBit.has(exercisedBit(index));
    const schedule =
      isLiveness(property) || isMeasured(property) || isExperiment(property) ? undefined : met.byBit.get(index);
    if (schedule === undefined) return { property, exercised };
    const found = shrink(spec, system, host, { kind: 'bit', bit: index }, schedule);
    shrunk.set(index, found);
    const claim = claimOf(property, found.replayed.observation);
    return {
      property,
      exercised,
      schedule: found.schedule,
      ...(claim === undefined
        ? {}
        : {
            reasons: [...claim.reasons, ...movesAlong(found.transitions, property, index, prepared)],
            reads: readsIn(property, found.vectors, system),
          }),
    };
  });
  const target: Target | undefined = met.failing === undefined ? undefined : failureAtEnd(system, met.failing);
  const failing =
    met.failing === undefined || target === undefined ? undefined : shrink(spec, system, host, target, met.failing);
  return { findings, shrunk, failing };
}

/** What takes the answer away, or ends a schedule in a handler that gives none. */
function failureFinding(
  { properties, system }: Prepared,
  met: Met,
  { failing }: Finds,
  impure: { readonly verdict: string; readonly problem: SampleProblem } | undefined,
): Pick<SampleFindings, 'failure'> {
  const threw = properties.threw();
  if (threw !== undefined && met.byBit.has(properties.threwBit))
    return { failure: { verdict: 'invalid', problem: threw, schedule: [] } };
  if (impure !== undefined) return { failure: { verdict: 'nondeterministic', problem: impure.problem, schedule: [] } };
  if (met.failing === undefined || failing === undefined) return {};
  const { failure } = failureAtEnd(system, failing.schedule);
  return { failure: { verdict: sampledKind(failure.verdict), problem: failure.problem, schedule: failing.schedule } };
}

type SampleProblem = NonNullable<SampleFindings['failure']>['problem'];

/** A handler's failure is one of these; anything else would be a claim about all schedules. */
function sampledKind(kind: string): SampledKind {
  switch (kind) {
    case 'crashed':
    case 'runaway':
    case 'nondeterministic':
    case 'invalid':
      return kind;
    default:
      return 'crashed';
  }
}

/** The verdict with its trace, if its replay in a fresh sandbox shows what it says; else the verdict that it does not. */
async function traceOf(
  prepared: Prepared,
  environment: CheckEnvironment,
  verdict: SampledVerdict,
  finds: Finds,
): Promise<{ readonly verdict: CheckReport['verdict']; readonly trace?: Trace }> {
  const { schedule } = verdict;
  if (schedule === undefined || verdict.kind === 'nondeterministic' || verdict.kind === 'invalid') return { verdict };
  const index = prepared.spec.properties.findIndex(({ name }) => name === verdict.property);
  const property = prepared.spec.properties[index];
  const found = property === undefined ? finds.failing : finds.shrunk.get(index);
  if (found === undefined) return { verdict };
  const { replayed } = found;
  if (!shows(replayed, property, verdict)) return { verdict: disagreement(verdict, replayed.divergedAt) };
  const steps = replayed.trace.steps.map(({ label }) => label);
  if (property === undefined) return { verdict: { ...verdict, steps }, trace: replayed.trace };
  const futures = await futuresOf(prepared.system, found.vectors, index, property.at === 'quiescent', environment);
  return { verdict: { ...verdict, steps }, trace: { ...replayed.trace, ...futures } };
}

function shows(replayed: Replayed, property: Property | undefined, verdict: SampledVerdict): boolean {
  if (replayed.divergedAt !== undefined) return false;
  if (property === undefined) return replayed.failure?.problem.code === verdict.problem?.code;
  if (replayed.failure !== undefined) return false;
  const isAtItsMoment = property.at === 'every' || replayed.quiescent;
  return isAtItsMoment && claimOf(property, replayed.observation)?.holds === false;
}
