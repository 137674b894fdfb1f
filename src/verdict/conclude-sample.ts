/** From what random walks or a swarm found to one verdict. It has no way to say that anything holds. */
import {
  type Bounds,
  type CheckCounts,
  type Coverage,
  isExperiment,
  isLiveness,
  isMeasured,
  type LimitKind,
  type Problem,
  type Property,
  type PropertyRead,
  type Reason,
  type SampledKind,
  type SampledResult,
  type SampledVerdict,
  type Schedule,
} from '../model';
import { actionWords } from './words';

/** What is known of each property when the last walk or search has ended. */
export interface SampleFinding {
  readonly property: Property;
  /** To a state in which it is violated or reached. */
  readonly schedule?: Schedule;
  readonly reasons?: readonly Reason[];
  readonly reads?: readonly PropertyRead[];
  /** False if nothing that was seen exercises it. */
  readonly exercised: boolean;
}

export interface SampleFindings {
  readonly challenge: string;
  readonly bounds: Bounds;
  readonly counts: CheckCounts;
  readonly coverage: Coverage;
  readonly properties: readonly SampleFinding[];
  /** What stopped it before it had done all that was asked for. */
  readonly limit?: { readonly kind: LimitKind; readonly value: number };
  readonly failure?: { readonly verdict: SampledKind; readonly problem: Problem; readonly schedule: Schedule };
  readonly notChecked: readonly string[];
}

/** A failure comes first where it makes all else untrue, or is nearer; then what is violated nearest; else nothing is known. */
export function concludeSample(findings: SampleFindings): SampledVerdict {
  const { challenge, bounds, counts, coverage, failure, limit } = findings;
  const properties = findings.properties.map((finding) => resultOf(finding, counts.observations));
  const base = {
    challenge,
    bounds,
    properties,
    counts,
    coverage,
    notChecked: [...notTried(findings), ...findings.notChecked],
    neverFired: [],
  };
  const bad = properties
    .filter(({ result }) => result === 'violated')
    .sort((a, b) => (a.length ?? 0) - (b.length ?? 0))
    .at(0);
  if (failure !== undefined && (bad === undefined || comesFirst(failure, bad))) {
    const { verdict, problem, schedule } = failure;
    return { ...base, kind: verdict, problem, schedule, steps: schedule.map((action) => actionWords(action)) };
  }
  if (bad?.schedule !== undefined) {
    const kind = bad.kind === 'deadlock' ? 'deadlock' : 'violated';
    const steps = bad.schedule.map((action) => actionWords(action));
    return { ...base, kind, property: bad.name, schedule: bad.schedule, steps };
  }
  return { ...base, kind: 'inconclusive', ...(limit === undefined ? {} : { limit }) };
}

function comesFirst(failure: NonNullable<SampleFindings['failure']>, bad: SampledResult): boolean {
  const isOneStep = failure.verdict === 'crashed' || failure.verdict === 'runaway';
  return !isOneStep || failure.schedule.length < (bad.length ?? 0);
}

function resultOf(finding: SampleFinding, observations: number): SampledResult {
  const { property, schedule, reasons = [], reads = [] } = finding;
  const common = { name: property.name, kind: property.kind, meaning: property.meaning, observations };
  if (schedule === undefined) return { ...common, result: 'inconclusive' };
  const found = { ...common, schedule, length: schedule.length, shortest: false as const };
  if (property.kind === 'sometimes') return { ...found, result: 'reached' };
  return {
    ...found,
    result: 'violated',
    ...(reasons.length === 0 ? {} : { reasons }),
    ...(reads.length === 0 ? {} : { reads }),
  };
}

/** What walks and searches leave open, whatever they find. */
function notTried({ coverage, properties }: SampleFindings): readonly string[] {
  const names = (chosen: readonly SampleFinding[]) => chosen.map(({ property }) => `“${property.name}”`).join(', ');
  const runs = properties.filter(({ property }) => isLiveness(property));
  const numbers = properties.filter(({ property }) => isMeasured(property));
  const experiments = properties.filter(({ property }) => isExperiment(property));
  const idle = properties.filter(({ property, exercised }) => property.kind === 'always' && !exercised);
  const who = coverage.kind === 'walks' ? 'Random walks' : 'Bounded searches';
  const sentences = [
    `Every schedule that was not tried. ${who} can show that a property is violated, never that it holds.`,
  ];
  if (runs.length > 0) sentences.push(`${who} do not decide properties of whole runs: ${names(runs)}.`);
  if (numbers.length > 0) sentences.push(`${who} do not compute probabilities and expectations: ${names(numbers)}.`);
  if (experiments.length > 0) sentences.push(`${who} do not make experiments: ${names(experiments)}.`);
  if (idle.length > 0) sentences.push(`No state that was seen puts ${names(idle)} to the test.`);
  return sentences;
}
