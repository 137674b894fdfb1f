/** What properties about experiments say of runs that are given with their weights, whatever protocol made them. */
import { Distribution, firstDifference, type SideViews } from '../experiment';
import {
  type Data,
  dataText,
  type Experiment,
  type ExperimentInputs,
  type ExperimentProperty,
  type ExperimentRun,
  isExperiment,
  type PackRun,
  type PackTraceRuns,
  type SystemSpec,
  type View,
  type ViewSide,
} from '../model';
import type { TraceJudgement } from './trace-judgement';

/** The experiments that the runs are of, by their inputs. */
type Table = ReadonlyMap<string, readonly PackRun[]>;

/**
 * Claims are judged on the runs of their experiments, and views compared between those sides of a group that are there: an ideal always
 * is. Properties of states say nothing of runs, and those of experiments that are not there say nothing either.
 */
export function judgeRuns({ runs }: PackTraceRuns, spec: SystemSpec): TraceJudgement {
  const table = new Map<string, PackRun[]>();
  for (const [number, run] of runs.entries()) {
    const fault = faultOf(run, spec);
    if (fault !== undefined) return impossible(number, fault);
    const key = keyOf(run.inputs);
    table.set(key, [...(table.get(key) ?? []), run]);
  }
  const properties = spec.properties.filter(isExperiment);
  const known = new Set(properties.flatMap(experimentsOf).map(({ inputs }) => keyOf(inputs)));
  const stray = runs.findIndex(({ inputs }) => !known.has(keyOf(inputs)));
  if (stray >= 0) return impossible(stray, 'no property is about an experiment with these inputs');
  const by: { property: string; events: number }[] = [];
  for (const property of properties) {
    try {
      const at =
        property.kind === 'every-run'
          ? firstBadRun(property, runs, spec)
          : differs(property, table, spec)
            ? runs.length
            : null;
      if (at !== null) by.push({ property: property.name, events: at });
    } catch (error) {
      const sentence = `The property "${property.name}" threw ${String(error)}. Check the form of outputs and messages; if it is right, mend the property.`;
      return { kind: 'impossible', sentence, event: null };
    }
  }
  return by.length === 0 ? { kind: 'accepted' } : { kind: 'rejected', by };
}

function impossible(run: number, what: string): TraceJudgement {
  return { kind: 'impossible', sentence: `Run ${run + 1} cannot be: ${what}.`, event: run };
}

function faultOf(
  { inputs, outputs = {}, messages = [], draws = [] }: PackRun,
  { nodes }: SystemSpec,
): string | undefined {
  const named = [
    ...Object.keys(inputs),
    ...Object.keys(outputs),
    ...messages.flatMap(({ from, to }) => [from, to]),
    ...draws.map(({ node }) => node),
  ];
  const unknown = named.find((name) => !nodes.some(({ id }) => id === name));
  return unknown === undefined
    ? undefined
    : `there is no node "${unknown}"; there are ${nodes.map(({ id }) => id).join(', ')}`;
}

/** Equal for experiments in which the nodes are given the same. */
function keyOf(inputs: ExperimentInputs): string {
  return dataText(Object.fromEntries(Object.entries(inputs).filter(([, given]) => given.length > 0)) as Data);
}

function experimentsOf(property: ExperimentProperty): readonly Experiment[] {
  if (property.kind === 'every-run') return property.experiments();
  return property
    .groups()
    .flatMap(({ sides }) => sides.flatMap((side) => (side.kind === 'experiment' ? [side.experiment] : [])));
}

function runOf(run: PackRun, experiment: Experiment, { nodes }: SystemSpec): ExperimentRun {
  const { outputs = {}, messages = [], draws = [] } = run;
  return {
    experiment,
    outputs: Object.fromEntries(nodes.map(({ id }) => [id, outputs[id] ?? []])),
    messages,
    draws,
  };
}

/** How many runs it takes to see one that the claim is false of; null if there is none. */
function firstBadRun(
  property: ExperimentProperty & { readonly kind: 'every-run' },
  runs: readonly PackRun[],
  spec: SystemSpec,
): number | null {
  const experiments = new Map(property.experiments().map((experiment) => [keyOf(experiment.inputs), experiment]));
  const at = runs.findIndex((run) => {
    const experiment = experiments.get(keyOf(run.inputs));
    return experiment !== undefined && !property.runClaim(runOf(run, experiment, spec)).holds;
  });
  return at < 0 ? null : at + 1;
}

function differs(
  property: Exclude<ExperimentProperty, { readonly kind: 'every-run' }>,
  table: Table,
  spec: SystemSpec,
): boolean {
  const numbers = new Map<string, number>();
  const numberOf = (view: Data): number => {
    const text = dataText(view);
    const number = numbers.get(text) ?? numbers.size;
    numbers.set(text, number);
    return number;
  };
  return property.groups().some(({ view, sides }) => {
    const there = sides.flatMap((side): readonly SideViews[] => {
      const weights = weightsOf(view, side, table, spec);
      if (weights === undefined) return [];
      const total = weights.reduce((sum, [, weight]) => sum + weight, 0);
      const distribution = new Distribution();
      for (const [shown, weight] of weights)
        if (weight > 0) distribution.add(numberOf(shown), { numerator: BigInt(weight), denominator: BigInt(total) });
      return [{ side, distribution }];
    });
    return firstDifference(property.kind, there) !== undefined;
  });
}

/** The views of a side with their weights; undefined if none of its runs is there. */
function weightsOf(
  view: View,
  side: ViewSide,
  table: Table,
  spec: SystemSpec,
): readonly (readonly [Data, number])[] | undefined {
  if (side.kind === 'ideal') return side.weights;
  const { experiment } = side;
  return table
    .get(keyOf(experiment.inputs))
    ?.map((run) => [viewOf(view, runOf(run, experiment, spec)), run.weight ?? 1] as const);
}

/** Of a coalition: what its members were given, drew and received. */
function viewOf(view: View, run: ExperimentRun): Data {
  if (view.kind === 'chosen') return view.of(run);
  return view.members.map((member) => [
    run.experiment.inputs[member] ?? [],
    run.draws.filter(({ node }) => node === member).map(({ value }) => value),
    run.messages.filter(({ to }) => to === member).map(({ from, message }) => [from, message]),
  ]);
}
