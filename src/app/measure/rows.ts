/** Measurements as rows: one for each combination of what a sweep varies, with an estimate of each metric over its seeds. */
import { estimate, metricOf } from '../../measure';
import type { Estimate, SimulationResult, SweepRun } from '../../model';
import type { Measured } from '../machines/measure-machine';
import { metrics, type NamedMetric } from './metric-list';

export interface MeasuredRow {
  readonly key: string;
  /** The values of the axes. */
  readonly values: readonly number[];
  readonly runs: readonly { readonly run: SweepRun; readonly result: SimulationResult }[];
  /** How many runs there are to be. */
  readonly planned: number;
  /** By metric: undefined where no run has such a number; with how many runs have it. */
  readonly estimates: ReadonlyMap<string, Estimate | undefined>;
}

/** In the order of the sweep. */
export function rowsOf({ runs, results }: Measured): readonly MeasuredRow[] {
  const groups = new Map<
    string,
    { values: readonly number[]; planned: number; runs: { run: SweepRun; result: SimulationResult }[] }
  >();
  for (const [index, run] of runs.entries()) {
    const key = JSON.stringify(run.values);
    const group = groups.get(key) ?? { values: run.values, planned: 0, runs: [] };
    groups.set(key, group);
    group.planned++;
    const result = results[index];
    if (result !== undefined) group.runs.push({ run, result });
  }
  return [...groups].map(([key, group]) => ({
    key,
    ...group,
    estimates: new Map(metrics.map((named) => [named.id, estimateOf(group.runs, named)])),
  }));
}

function estimateOf(
  runs: readonly { readonly run: SweepRun; readonly result: SimulationResult }[],
  { metric }: NamedMetric,
): Estimate | undefined {
  return estimate(runs.flatMap(({ result }) => metricOf(result, metric) ?? []));
}
