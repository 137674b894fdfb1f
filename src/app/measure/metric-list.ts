/** The numbers that the screen shows of a simulation, with their names and units. */
import type { SimulationMetric } from '../../model';

export interface NamedMetric {
  readonly id: string;
  readonly title: string;
  readonly unit: string;
  /** One sentence: what it is. */
  readonly meaning: string;
  readonly metric: SimulationMetric;
  readonly better: 'less' | 'more';
}

export const metrics: readonly NamedMetric[] = [
  {
    id: 'latency-50',
    title: 'latency, median',
    unit: 'ms',
    meaning: 'Time from the input that an output goes back to until the output; half of the outputs are sooner.',
    metric: { kind: 'latency', quantile: 0.5 },
    better: 'less',
  },
  {
    id: 'latency-99',
    title: 'latency, 99 %',
    unit: 'ms',
    meaning: '99 of 100 outputs are shown no later after their cause.',
    metric: { kind: 'latency', quantile: 0.99 },
    better: 'less',
  },
  {
    id: 'first-output',
    title: 'first output',
    unit: 'ms',
    meaning: 'When the first node shows something.',
    metric: { kind: 'time to output', share: 0 },
    better: 'less',
  },
  {
    id: 'half-output',
    title: 'half of the nodes',
    unit: 'ms',
    meaning: 'When half of the nodes have shown something.',
    metric: { kind: 'time to output', share: 0.5 },
    better: 'less',
  },
  {
    id: 'all-output',
    title: 'all nodes',
    unit: 'ms',
    meaning: 'When every node has shown something.',
    metric: { kind: 'time to output', share: 1 },
    better: 'less',
  },
  {
    id: 'rounds',
    title: 'rounds, 99 %',
    unit: 'messages in a row',
    meaning: 'Messages one after the other between a cause and its output.',
    metric: { kind: 'rounds', quantile: 0.99 },
    better: 'less',
  },
  {
    id: 'messages',
    title: 'messages',
    unit: 'sent',
    meaning: 'How many messages were sent.',
    metric: { kind: 'messages' },
    better: 'less',
  },
  {
    id: 'bytes',
    title: 'bytes',
    unit: 'sent',
    meaning: 'Their size as JSON text.',
    metric: { kind: 'bytes' },
    better: 'less',
  },
  {
    id: 'throughput',
    title: 'outputs a second',
    unit: '1/s',
    meaning: 'Outputs by the time that the run took.',
    metric: { kind: 'throughput' },
    better: 'more',
  },
  {
    id: 'coverage',
    title: 'coverage',
    unit: 'of the nodes',
    meaning: 'The share of nodes that have shown something.',
    metric: { kind: 'coverage' },
    better: 'more',
  },
];

export function metricById(id: string): NamedMetric {
  return metrics.find((metric) => metric.id === id) ?? (metrics[0] as NamedMetric);
}

/** Four significant digits. */
export function formatNumber(value: number): string {
  const rounded = Number(value.toPrecision(4));
  return Math.abs(rounded) >= 10_000 ? rounded.toLocaleString('en') : String(rounded);
}
