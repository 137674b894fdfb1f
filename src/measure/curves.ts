/** Curves over the outputs of simulations. */
import type { SimulationResult } from '../model';

export interface CurvePoint {
  readonly x: number;
  /** From 0 to 1. */
  readonly y: number;
}

/** More points than this cannot be told apart on a screen. */
const pointsMax = 400;

/** For each latency, the share of all outputs that were shown no later after their cause. */
export function latencyCurve(results: readonly SimulationResult[], kind?: string): readonly CurvePoint[] {
  const values = results
    .flatMap(({ outputs }) => outputs)
    .filter((output) => kind === undefined || output.kind === kind)
    .map(({ sinceCause }) => sinceCause)
    .sort((a, b) => a - b);
  return thinned(values.map((x, index) => ({ x, y: (index + 1) / values.length })));
}

/** For each time, the share of nodes that have shown an output by then, the mean over all runs. */
export function coverageCurve(results: readonly SimulationResult[], kind?: string): readonly CurvePoint[] {
  const times: number[] = [];
  for (const { outputs } of results) {
    const seen = new Set<string>();
    for (const { node, at, kind: own } of outputs) {
      if (seen.has(node) || (kind !== undefined && own !== kind)) continue;
      seen.add(node);
      times.push(at);
    }
  }
  times.sort((a, b) => a - b);
  const all = results.reduce((sum, { nodeCount }) => sum + nodeCount, 0);
  return thinned([{ x: 0, y: 0 }, ...times.map((x, index) => ({ x, y: (index + 1) / all }))]);
}

/** Evenly picked, the first and the last among them. */
function thinned(points: readonly CurvePoint[]): readonly CurvePoint[] {
  if (points.length <= pointsMax) return points;
  const step = (points.length - 1) / (pointsMax - 1);
  return Array.from({ length: pointsMax }, (_, index) => points[Math.round(index * step)] as CurvePoint);
}
