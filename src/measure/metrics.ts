/** One number out of a simulation's result. */
import type { SimulationMetric, SimulationResult, TimedOutput } from '../model';
import { quantile } from './statistics';

/** Undefined where the run has no such number: no output of that kind, or never enough nodes that showed one. */
export function metricOf(result: SimulationResult, metric: SimulationMetric): number | undefined {
  const { nodeCount } = result;
  switch (metric.kind) {
    case 'time to output': {
      const firsts = firstTimes(outputsOf(result, metric.of));
      const needed = Math.max(1, Math.ceil(metric.share * nodeCount));
      return firsts[needed - 1];
    }
    case 'latency':
      return quantile(
        outputsOf(result, metric.of)
          .map(({ sinceCause }) => sinceCause)
          .sort(byValue),
        metric.quantile,
      );
    case 'rounds':
      return quantile(
        outputsOf(result, metric.of)
          .map(({ rounds }) => rounds)
          .sort(byValue),
        metric.quantile,
      );
    case 'messages':
      return sumOf(result, metric.of, 'sent');
    case 'bytes':
      return sumOf(result, metric.of, 'bytes');
    case 'throughput':
      if (result.endedAt === 0) return undefined;
      return (
        ((metric.of === undefined ? result.outputCount : outputsOf(result, metric.of).length) * 1000) / result.endedAt
      );
    case 'coverage':
      return firstTimes(outputsOf(result, metric.of)).length / nodeCount;
  }
}

function outputsOf({ outputs }: SimulationResult, kind: string | undefined): readonly TimedOutput[] {
  return kind === undefined ? outputs : outputs.filter((output) => output.kind === kind);
}

/** When each node that shows something shows it first, ascending. */
function firstTimes(outputs: readonly TimedOutput[]): readonly number[] {
  const first = new Map<string, number>();
  for (const { node, at } of outputs) if (!first.has(node)) first.set(node, at);
  return [...first.values()].sort(byValue);
}

function sumOf({ messages }: SimulationResult, kind: string | undefined, field: 'sent' | 'bytes'): number {
  return messages.reduce((sum, count) => (kind === undefined || count.kind === kind ? sum + count[field] : sum), 0);
}

function byValue(a: number, b: number): number {
  return a - b;
}
