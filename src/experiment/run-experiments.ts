/**
 * Decides the properties of experiments. Every distinct experiment is run once, whatever asks for it: its runs are shown to
 * the claims about them, and their views are added up. Then the distributions are compared.
 */
import { assert, type Work } from '../base';
import {
  type Claim,
  type Comparison,
  type Data,
  dataMistake,
  dataText,
  type Experiment,
  type ExperimentProperty,
  type HandlerFailure,
  isExperiment,
  type Problem,
  type Reason,
  type Schedule,
  type SystemSpec,
  type View,
  type ViewGroup,
  type ViewSide,
} from '../model';
import { comparisonOf, firstDifference, type Shown, type SideViews } from './compare-views';
import { Distribution } from './distribution';
import { type EndedRun, type RunEnumerator, runStepsMax } from './enumerate-runs';
import { OrderCheck, type OrderKind } from './every-order';
import { ViewTable } from './view-table';

/** What is known of one property. */
export type ExperimentFinding =
  | { readonly kind: 'holds'; readonly exercised: boolean; readonly runs: number }
  | ({ readonly kind: 'violated'; readonly runs: number } & Violation);

export interface Violation {
  readonly experiment: Experiment;
  /** A run that shows it. */
  readonly schedule: Schedule;
  readonly reasons: readonly Reason[];
  readonly comparison?: Comparison;
}

export interface ExperimentFindings {
  /** By index of the property; what is missing was not decided. */
  readonly byProperty: ReadonlyMap<number, ExperimentFinding>;
  /** Runs that came to their end, and distinct experiments that were begun. */
  readonly runs: number;
  readonly experiments: number;
  /** Whether other schedules come to the same, where everything holds. */
  readonly orders?: OrderKind;
  /** What stopped it, with the number that was the limit. */
  readonly limit?: { readonly kind: 'states' | 'bytes' | 'depth'; readonly value: number };
  /** A handler that gave no answer, after this schedule; or what the author has to mend. */
  readonly failure?: {
    readonly verdict: HandlerFailure['verdict'];
    readonly problem: Problem;
    readonly schedule: Schedule;
  };
}

export interface ExperimentLimits {
  /** Runs in all. */
  readonly runs: number;
  readonly bytes: number;
}

/** What the author has to mend. */
class MistakeError extends Error {}

export interface ExperimentSwitches {
  /** `first` to end at the first run that violates a claim; views are compared only if there is none. */
  readonly explore: 'first' | 'all';
  /** Whether to find out if other schedules come to the same. */
  readonly orders: boolean;
}

export function* runExperiments(
  spec: SystemSpec,
  runs: RunEnumerator,
  { explore, orders }: ExperimentSwitches,
  limits: ExperimentLimits,
): Work<ExperimentFindings> {
  const byProperty = new Map<number, ExperimentFinding>();
  const begun = { experiments: 0 };
  const end = (rest: Partial<ExperimentFindings>): ExperimentFindings => ({
    byProperty,
    runs: runs.runCount,
    experiments: begun.experiments,
    ...rest,
  });
  try {
    const plan = planOf(spec, runs);
    for (const planned of plan.experiments.values()) {
      begun.experiments++;
      let over: ExperimentFindings['limit'];
      let claimed = false;
      const outcome = yield* runs.runs(planned.experiment, (run) => {
        planned.runs++;
        for (const asked of planned.claims) claimed = lookAt(asked, run) || claimed;
        for (const { add } of planned.views) add(run);
        planned.readsOrder = planned.readsOrder || run.isOrderRead;
        over = limitMet(runs, plan.views, limits);
        return over === undefined && !(claimed && explore === 'first');
      });
      if (outcome.kind === 'failed') return end({ failure: { ...outcome.failure, schedule: outcome.schedule } });
      if (outcome.kind === 'too-long') return end({ limit: { kind: 'depth', value: runStepsMax } });
      if (over !== undefined) return end({ limit: over });
      if (outcome.kind === 'stopped') {
        settleClaims(plan, byProperty, true);
        return end({});
      }
    }
    settleClaims(plan, byProperty, false);
    for (const compared of plan.compared) {
      byProperty.set(compared.index, yield* compare(compared, plan, runs));
      if (explore === 'first' && byProperty.get(compared.index)?.kind === 'violated') break;
      yield;
    }
    if (!orders || [...byProperty.values()].some(({ kind }) => kind === 'violated')) return end({});
    return end({ orders: yield* ordersOf(plan, runs) });
  } catch (error) {
    if (!(error instanceof MistakeError)) throw error;
    return end({
      failure: { verdict: 'invalid', problem: { code: 'property-threw', sentence: error.message }, schedule: [] },
    });
  }
}

/** A claim about runs, and what was seen of it so far. */
interface AskedClaim {
  readonly index: number;
  readonly name: string;
  readonly claim: (run: EndedRun) => Claim;
  runs: number;
  exercised: boolean;
  violation?: Violation;
}

interface PlannedExperiment {
  readonly experiment: Experiment;
  readonly claims: AskedClaim[];
  readonly views: PlannedView[];
  runs: number;
  /** Whether something looked at the order of messages or draws in its runs. */
  readsOrder: boolean;
}

interface PlannedView {
  /** The members of a coalition, or the author's function. */
  readonly key: unknown;
  readonly distribution: Distribution;
  readonly add: (run: EndedRun) => void;
}

interface ComparedProperty {
  readonly index: number;
  readonly kind: 'same-views' | 'different-views';
  readonly groups: readonly {
    readonly group: ViewGroup;
    readonly sides: readonly SideViews[];
    readonly planned: readonly PlannedExperiment[];
  }[];
  readonly experiments: ReadonlySet<PlannedExperiment>;
}

interface Plan {
  readonly experiments: ReadonlyMap<string, PlannedExperiment>;
  readonly claims: readonly AskedClaim[];
  readonly compared: readonly ComparedProperty[];
  readonly views: ViewTable;
}

function planOf(spec: SystemSpec, runs: RunEnumerator): Plan {
  const experiments = new Map<string, PlannedExperiment>();
  const views = new ViewTable(spec, runs.histories);
  const claims: AskedClaim[] = [];
  const compared: ComparedProperty[] = [];
  const plannedFor = (property: string, experiment: Experiment): PlannedExperiment => {
    checkInputs(spec, property, experiment);
    const key = keyOf(experiment);
    const planned = experiments.get(key) ?? { experiment, claims: [], views: [], runs: 0, readsOrder: false };
    experiments.set(key, planned);
    return planned;
  };
  const sideOf = (
    property: ExperimentProperty,
    { view, name }: ViewGroup,
    side: ViewSide,
    asked: Set<PlannedExperiment>,
  ): SideViews => {
    if (side.kind === 'ideal') return idealSide(property, name, view, side, views);
    const planned = plannedFor(property.name, side.experiment);
    asked.add(planned);
    const key = view.kind === 'coalition' ? view.members.join('\n') : view.of;
    const known = planned.views.find((other) => other.key === key);
    if (known !== undefined) return { side, distribution: known.distribution };
    const distribution = new Distribution();
    const numberOf = views.reader(view, (sentence) => new MistakeError(`The view of "${property.name}" ${sentence}`));
    planned.views.push({ key, distribution, add: (run) => distribution.add(numberOf(run), run.probability) });
    return { side, distribution };
  };
  for (const [index, property] of spec.properties.entries()) {
    if (!isExperiment(property)) continue;
    if (property.kind === 'every-run') {
      const asked: AskedClaim = { index, name: property.name, claim: property.runClaim, runs: 0, exercised: false };
      claims.push(asked);
      for (const experiment of property.experiments()) {
        const planned = plannedFor(property.name, experiment);
        if (!planned.claims.includes(asked)) planned.claims.push(asked);
      }
    } else {
      const asked = new Set<PlannedExperiment>();
      const groups = property.groups().map((group) => {
        if (group.view.kind === 'coalition') checkNodes(spec, property.name, group.view.members);
        const sides = group.sides.map((side) => sideOf(property, group, side, asked));
        const planned = group.sides.flatMap((side) =>
          side.kind === 'experiment' && group.view.kind === 'coalition'
            ? [plannedFor(property.name, side.experiment)]
            : [],
        );
        return { group, sides, planned };
      });
      compared.push({ index, kind: property.kind, groups, experiments: asked });
    }
  }
  return { experiments, claims, compared, views };
}

/** Equal for experiments in which the nodes are given the same. */
function keyOf({ inputs }: Experiment): string {
  return dataText(Object.fromEntries(Object.entries(inputs).filter(([, given]) => given.length > 0)) as Data);
}

function checkInputs(spec: SystemSpec, property: string, { name, inputs }: Experiment): void {
  checkNodes(spec, property, Object.keys(inputs));
  const mistake = dataMistake(inputs, 'its list of inputs');
  if (mistake !== undefined)
    throw new MistakeError(
      `The experiment "${name}" of "${property}" cannot be run: ${mistake}. Tell the author of the challenge.`,
    );
}

function checkNodes({ nodes }: SystemSpec, property: string, names: readonly string[]): void {
  const unknown = names.find((name) => !nodes.some(({ id }) => id === name));
  if (unknown !== undefined)
    throw new MistakeError(
      `"${property}" names "${unknown}", which is no node; the nodes are ${nodes.map(({ id }) => id).join(', ')}. Tell the author of the challenge.`,
    );
  const copied = nodes.find(({ twins }) => twins === true);
  if (copied !== undefined)
    throw new MistakeError(
      `"${property}" is about experiments, in which ${copied.id} cannot have twins. Tell the author of the challenge.`,
    );
}

function idealSide(
  property: ExperimentProperty,
  group: string,
  view: View,
  side: ViewSide & { kind: 'ideal' },
  views: ViewTable,
): SideViews {
  const total = side.weights.reduce((sum, [, weight]) => sum + weight, 0);
  if (
    view.kind !== 'chosen' ||
    !Number.isSafeInteger(total) ||
    total <= 0 ||
    side.weights.some(([, weight]) => !Number.isInteger(weight) || weight < 0)
  )
    throw new MistakeError(
      `The ideal "${side.name}" in "${group}" of "${property.name}" needs whole weights that are not all zero, and a view that the author chose. Tell the author of the challenge.`,
    );
  const distribution = new Distribution();
  for (const [shown, weight] of side.weights)
    if (weight > 0)
      distribution.add(views.numberOfData(shown), { numerator: BigInt(weight), denominator: BigInt(total) });
  return { side, distribution };
}

/** Evaluates a claim about one run. True if it is the first that violates it. */
function lookAt(asked: AskedClaim, run: EndedRun): boolean {
  asked.runs++;
  if (asked.violation !== undefined) return false;
  const claim = evaluate(asked.name, () => asked.claim(run));
  asked.exercised = asked.exercised || claim.exercised;
  if (claim.holds) return false;
  const { experiment } = run;
  asked.violation = {
    experiment,
    schedule: run.schedule,
    reasons: [{ kind: 'part', name: experiment.name }, ...claim.reasons],
  };
  return true;
}

function evaluate(name: string, ask: () => Claim): Claim {
  try {
    return ask();
  } catch (error) {
    throw new MistakeError(
      `The property "${name}" could not read what happened in a run: ${String(error)}. Check that everything that is shown and sent has the form that the statement asks for; if it has, tell the author of the challenge.`,
    );
  }
}

function limitMet(runs: RunEnumerator, views: ViewTable, limits: ExperimentLimits): ExperimentFindings['limit'] {
  if (runs.runCount > limits.runs) return { kind: 'states', value: limits.runs };
  if (runs.runCount % 1024 === 0 && runs.bytes + views.bytes > limits.bytes)
    return { kind: 'bytes', value: limits.bytes };
  return undefined;
}

/** @param onlyViolated if not all runs were looked at */
function settleClaims({ claims }: Plan, byProperty: Map<number, ExperimentFinding>, onlyViolated: boolean): void {
  for (const { index, runs, exercised, violation } of claims) {
    if (violation !== undefined) byProperty.set(index, { kind: 'violated', runs, ...violation });
    else if (!onlyViolated) byProperty.set(index, { kind: 'holds', exercised, runs });
  }
}

function* compare(
  { kind, groups, experiments }: ComparedProperty,
  { views }: Plan,
  runs: RunEnumerator,
): Work<ExperimentFinding> {
  let looked = 0;
  for (const planned of experiments) looked += planned.runs;
  for (const { group, sides } of groups) {
    const difference = firstDifference(kind, sides);
    if (difference === undefined) {
      yield;
      continue;
    }
    const { comparison, shown } = comparisonOf(group, difference, kind, views);
    const schedule = yield* runWithView(group.view, shown, views, runs);
    return { kind: 'violated', runs: looked, experiment: shown.experiment, schedule, reasons: [], comparison };
  }
  return { kind: 'holds', runs: looked, exercised: groups.some(({ sides }) => sides.length > 1) };
}

/**
 * Whether everything that was found holds for other schedules as well: those that are fixed beforehand, or that go by what members
 * of a coalition see. What a claim, or a view that the author chose, reads off the order of messages or draws is the same elsewhere
 * only if there is no other order; what a coalition sees, only if who sends to whom and when is the same in all that is compared.
 */
function* ordersOf({ experiments, compared }: Plan, runs: RunEnumerator): Work<OrderKind> {
  const { answers, runCount } = runs;
  if (answers === undefined) return 'not shown';
  const check = new OrderCheck(answers);
  let found = 'any' as OrderKind;
  const patterns = new Map<PlannedExperiment, Set<number>>();
  for (const planned of experiments.values()) {
    const seen = new Set<number>();
    patterns.set(planned, seen);
    yield* runs.runs(planned.experiment, (run) => {
      const { met } = run;
      const { kind, pattern } = check.of(met);
      seen.add(pattern);
      const isShown = kind !== 'not shown' && (!planned.readsOrder || check.isOnly(met));
      if (!isShown) found = 'not shown';
      else if (found === 'any' && (kind === 'inputs first' || planned.readsOrder)) found = 'inputs first';
      return isShown;
    });
    runs.runCount = runCount;
    if (found === 'not shown') return found;
  }
  for (const { groups } of compared)
    for (const { group, planned } of groups) {
      if (group.view.kind === 'chosen') continue;
      if (new Set(planned.flatMap((one) => [...(patterns.get(one) ?? [])])).size > 1) return 'not shown';
    }
  return found;
}

/** The first run of the experiment that shows the view; there is one. */
function* runWithView(view: View, shown: Shown, views: ViewTable, runs: RunEnumerator): Work<Schedule> {
  const numberOf = views.reader(view, (sentence) => new MistakeError(`The view ${sentence}`));
  const { runCount } = runs;
  let schedule: Schedule | undefined;
  yield* runs.runs(shown.experiment, (run) => {
    if (numberOf(run) === shown.view) schedule = run.schedule;
    return schedule === undefined;
  });
  runs.runCount = runCount;
  assert(schedule !== undefined, 'a view that counts was seen in a run');
  return schedule;
}
