/** From what a search found to one verdict. */
import {
  type Bounds,
  type CheckCounts,
  type Comparison,
  type Experiment,
  isLiveness,
  type LimitKind,
  type Measure,
  type Problem,
  type Property,
  type PropertyRead,
  type PropertyResult,
  type Reason,
  type Schedule,
  type Verdict,
  type VerdictKind,
} from '../model';
import { decideMeasure } from './decide-measure';
import { actionWords } from './words';

/** What is known of each property when the search has ended. */
export interface PropertyFinding {
  readonly property: Property;
  /** The first state in which it is violated or reached, as a schedule to it. */
  readonly schedule?: Schedule;
  /** For a run that goes round for ever: the index of the first action of its cycle. */
  readonly cycleStart?: number;
  readonly reasons?: readonly Reason[];
  readonly reads?: readonly PropertyRead[];
  /** The value of a probability or an expectation. */
  readonly measure?: Measure;
  /** Of a property of experiments: the one that `schedule` is a run of. */
  readonly experiment?: Experiment;
  readonly comparison?: Comparison;
  /** True for a property of runs that was not decided, although the space was explored. */
  readonly undecided?: boolean;
  /** False if no reachable observation exercises it. */
  readonly exercised: boolean;
  /** On how many distinct observations it was evaluated, if not on all of them. */
  readonly observations?: number;
}

export interface Findings {
  readonly challenge: string;
  readonly bounds: Bounds;
  readonly counts: CheckCounts;
  readonly properties: readonly PropertyFinding[];
  /** Whether every reachable state was visited. */
  readonly exhausted: boolean;
  readonly limit?: { readonly kind: LimitKind; readonly value: number };
  /** What ended the search without an answer, and the schedule that leads there. */
  readonly failure?: { readonly verdict: VerdictKind; readonly problem: Problem; readonly schedule: Schedule };
  /** The fairness under which liveness was decided, in sentences. Missing where there is no liveness property. */
  readonly fairness?: readonly string[];
  readonly notChecked: readonly string[];
  readonly neverFired: readonly string[];
}

/**
 * The rule, in order: what was met first of a handler's failure and a violation in a state, then a run that violates a
 * liveness property, then experiments, then a number that is not as demanded, then a limit, then what needs the whole space.
 */
export function conclude(findings: Findings): Verdict {
  const results = findings.properties.map((finding) => resultOf(finding, findings));
  const base = {
    challenge: findings.challenge,
    bounds: findings.bounds,
    ...(findings.fairness === undefined ? {} : { fairness: findings.fairness }),
    properties: results,
    counts: findings.counts,
    notChecked: findings.notChecked,
    neverFired: findings.neverFired,
  };
  const bad = results
    .filter((result) => result.result === 'violated')
    .sort((a, b) => rankOf(a) - rankOf(b) || (a.length ?? 0) - (b.length ?? 0))
    .at(0);
  const { failure } = findings;
  if (failure !== undefined && (bad === undefined || comesFirst(failure, bad))) {
    const { verdict, problem, schedule } = failure;
    return { ...base, kind: verdict, problem, schedule, steps: schedule.map((action) => actionWords(action)) };
  }
  if (bad !== undefined) {
    const { schedule } = bad;
    if (schedule === undefined) return { ...base, kind: kindOf(bad), property: bad.name };
    const cycle = bad.cycleStart === undefined ? {} : { cycleStart: bad.cycleStart };
    return {
      ...base,
      kind: kindOf(bad),
      property: bad.name,
      schedule,
      ...cycle,
      steps: schedule.map((action) => actionWords(action)),
    };
  }
  if (!findings.exhausted)
    return { ...base, kind: 'inconclusive', ...(findings.limit === undefined ? {} : { limit: findings.limit }) };
  const unreached = results.find((result) => result.result === 'unreached');
  if (unreached !== undefined) return { ...base, kind: 'unreached', property: unreached.name };
  if (results.some((result) => result.result === 'inconclusive'))
    return {
      ...base,
      kind: 'inconclusive',
      exhausted: true,
      ...(findings.limit === undefined ? {} : { limit: findings.limit }),
    };
  const vacuous = results.find((result) => result.result === 'vacuous');
  if (vacuous !== undefined) return { ...base, kind: 'vacuous', property: vacuous.name };
  return { ...base, kind: 'holds' };
}

/**
 * Results about states come before those about whole runs, then those of experiments, of which single runs come first, and
 * then numbers, which no schedule shows.
 */
function rankOf({ kind }: PropertyResult): number {
  switch (kind) {
    case 'always':
    case 'sometimes':
    case 'deadlock':
      return 0;
    case 'eventually':
    case 'leads-to':
    case 'infinitely-often':
      return 1;
    case 'every-run':
      return 2;
    case 'same-views':
    case 'different-views':
      return 3;
    case 'probability':
    case 'expectation':
      return 4;
  }
}

/** What a violated property makes the verdict. A run without the good thing either goes round for ever or ends. */
function kindOf(bad: PropertyResult): VerdictKind {
  switch (bad.kind) {
    case 'always':
    case 'sometimes':
    case 'probability':
    case 'expectation':
    case 'every-run':
    case 'same-views':
    case 'different-views':
      return 'violated';
    case 'deadlock':
      return 'deadlock';
    case 'eventually':
    case 'leads-to':
    case 'infinitely-often':
      return bad.cycleStart === undefined ? 'deadlock' : 'livelock';
  }
}

/** A handler that fails is met before a violation further away; a handler or property that cannot be trusted, always. */
function comesFirst(failure: NonNullable<Findings['failure']>, bad: PropertyResult): boolean {
  const endsSearch = failure.verdict === 'crashed' || failure.verdict === 'runaway';
  return !endsSearch || failure.schedule.length < (bad.length ?? 0);
}

function resultOf(finding: PropertyFinding, findings: Findings): PropertyResult {
  const { property, schedule, cycleStart, reasons, reads = [], exercised, undecided, measure } = finding;
  const { experiment, comparison } = finding;
  const common = {
    name: property.name,
    kind: property.kind,
    meaning: property.meaning,
    ...(isLiveness(property) && findings.fairness !== undefined ? { fairness: findings.fairness } : {}),
    observations: finding.observations ?? findings.counts.observations,
  };
  const cycle = cycleStart === undefined ? {} : { cycleStart };
  const found = schedule === undefined ? {} : { schedule, length: schedule.length, ...cycle };
  if (schedule !== undefined) {
    return property.kind === 'sometimes'
      ? { ...common, ...found, result: 'reached' }
      : {
          ...common,
          ...found,
          result: 'violated',
          ...(reasons === undefined ? {} : { reasons }),
          ...(experiment === undefined ? {} : { experiment }),
          ...(comparison === undefined ? {} : { comparison }),
          ...(reads.length === 0 ? {} : { reads }),
        };
  }
  if (!findings.exhausted || undecided === true) return { ...common, result: 'inconclusive' };
  if (measure !== undefined) return { ...common, result: decideMeasure(measure), measure };
  if (property.kind === 'sometimes') return { ...common, result: 'unreached' };
  // A system that never comes to rest has no state in which it could be stuck.
  if (!exercised && property.kind !== 'deadlock') return { ...common, result: 'vacuous' };
  return { ...common, result: 'holds' };
}

/** A verdict for a protocol or bounds with which no search could begin. */
export function concludeWithoutSearch(
  challenge: string,
  bounds: Bounds,
  failure: { readonly verdict: VerdictKind; readonly problem: Problem | undefined },
): Verdict {
  return {
    kind: failure.verdict,
    challenge,
    bounds,
    ...(failure.problem === undefined ? {} : { problem: failure.problem }),
    properties: [],
    counts: { distinct: 0, generated: 0, depth: 0, participantCalls: 0, observations: 0 },
    notChecked: ['Everything: no state was explored.'],
    neverFired: [],
  };
}
