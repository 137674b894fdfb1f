/** Charts of what was measured: distributions for one setting, curves over what a sweep varies, and what is not beaten. */
import * as Plot from '@observablehq/plot';
import { useMemo, useState } from 'react';
import { coverageCurve, latencyCurve, paretoFront, quantile } from '../../measure';
import type { SimulationResult } from '../../model';
import type { Measured } from '../machines/measure-machine';
import styles from './measure-pane.module.css';
import { formatNumber, metricById, metrics } from './metric-list';
import { PlotFigure } from './plot-figure';
import { type MeasuredRow, rowsOf } from './rows';

/** One side of a comparison. */
interface Side {
  readonly name: string;
  readonly measured: Measured;
  readonly isBaseline: boolean;
}

export function sidesOf(current: Measured, baseline: Measured | null): readonly Side[] {
  const own = { name: baseline ? 'now' : '', measured: current, isBaseline: false };
  return baseline ? [own, { name: 'kept', measured: baseline, isBaseline: true }] : [own];
}

const colours = { now: 'var(--iv-node-1)', kept: 'var(--iv-node-7)' } as const;
/** Lines of several values of a second axis. */
const lineColours = [1, 2, 3, 4, 5, 6, 7, 8].map((index) => `var(--iv-node-${index})`);

function colourOf({ isBaseline }: Side): string {
  return isBaseline ? colours.kept : colours.now;
}

function doneOf({ results }: Measured): readonly SimulationResult[] {
  return results.flatMap((result) => (result ? [result] : []));
}

/** Of one setting: how outputs are spread in time, how far the nodes have come, and what was sent. */
export function DistributionCharts({ sides }: { readonly sides: readonly Side[] }) {
  const shown = useMemo(
    () => sides.map((side) => ({ side, results: doneOf(side.measured) })).filter(({ results }) => results.length > 0),
    [sides],
  );
  const latency = useMemo((): Plot.PlotOptions => {
    const points = shown.flatMap(({ side, results }) => latencyCurve(results).map((point) => ({ ...point, side })));
    return {
      x: { label: 'ms since the input that led to it →', grid: true },
      y: { label: '↑ share of outputs, %', percent: true, domain: [0, 100] },
      marks: [
        Plot.ruleY([0]),
        ...shown.map(({ side }) =>
          Plot.line(
            points.filter((point) => point.side === side),
            {
              x: 'x',
              y: 'y',
              curve: 'step-after',
              stroke: colourOf(side),
              strokeWidth: 2,
              strokeDasharray: side.isBaseline ? '5 4' : undefined,
            },
          ),
        ),
      ],
    };
  }, [shown]);
  const coverage = useMemo(
    (): Plot.PlotOptions => ({
      x: { label: 'ms →', grid: true },
      y: { label: '↑ share of nodes that have shown something, %', percent: true, domain: [0, 100] },
      marks: [
        Plot.ruleY([0]),
        ...shown.map(({ side, results }) =>
          Plot.line(coverageCurve(results), {
            x: 'x',
            y: 'y',
            curve: 'step-after',
            stroke: colourOf(side),
            strokeWidth: 2,
            strokeDasharray: side.isBaseline ? '5 4' : undefined,
          }),
        ),
      ],
    }),
    [shown],
  );
  const kinds = useMemo(
    () =>
      shown.flatMap(({ side, results }) => messageBars(results).map((bar) => ({ ...bar, side: side.name || 'now' }))),
    [shown],
  );
  const messages = useMemo((): Plot.PlotOptions => {
    const isCompared = shown.length > 1;
    return {
      marginLeft: 110,
      height: Math.max(90, 46 + 24 * kinds.length),
      x: { label: 'messages a run →', grid: true },
      y: { label: null },
      color: { domain: ['arrived', 'lost'], range: ['var(--iv-node-3)', 'var(--iv-node-2)'], legend: true },
      marks: [
        Plot.barX(
          kinds.flatMap(({ kind, side, delivered, lost }) => [
            { name: isCompared ? `${kind} (${side})` : kind, count: delivered, what: 'arrived' },
            { name: isCompared ? `${kind} (${side})` : kind, count: lost, what: 'lost' },
          ]),
          { x: 'count', y: 'name', fill: 'what' },
        ),
        Plot.ruleX([0]),
      ],
    };
  }, [kinds, shown.length]);
  const outputs = shown.flatMap(({ results }) => results.flatMap((result) => result.outputs));
  return (
    <>
      {shown.length > 1 ? <SideLegend /> : null}
      {outputs.length > 0 ? (
        <>
          <PlotFigure title="Latency to output" summary={latencySummary(shown)} file="latency" options={latency} />
          <PlotFigure
            title="Nodes with an output, over time"
            summary="The share of nodes rises with time."
            file="coverage"
            options={coverage}
          />
        </>
      ) : (
        <p className={styles.note}>No node has shown anything in the time given.</p>
      )}
      {kinds.length > 0 ? (
        <PlotFigure
          title="Messages by kind"
          summary={kinds
            .map(
              ({ kind, delivered, lost }) => `${kind}: ${formatNumber(delivered)} arrived, ${formatNumber(lost)} lost`,
            )
            .join('; ')}
          file="messages"
          options={messages}
        />
      ) : null}
    </>
  );
}

function SideLegend() {
  return (
    <p className={styles.legend}>
      <span className={styles.key} data-side="now" /> now
      <span className={styles.key} data-side="kept" /> kept
    </p>
  );
}

function latencySummary(
  shown: readonly { readonly side: Side; readonly results: readonly SimulationResult[] }[],
): string {
  return shown
    .map(({ side, results }) => {
      const values = results
        .flatMap(({ outputs }) => outputs.map(({ sinceCause }) => sinceCause))
        .sort((a, b) => a - b);
      const at = (share: number): string => formatNumber(quantile(values, share) ?? Number.NaN);
      return `${side.name ? `${side.name}: ` : ''}half of the outputs within ${at(0.5)} ms, 90 % within ${at(0.9)}, 99 % within ${at(0.99)}`;
    })
    .join('; ');
}

interface MessageBar {
  readonly kind: string;
  readonly delivered: number;
  readonly lost: number;
}

/** The mean over the runs. */
function messageBars(results: readonly SimulationResult[]): readonly MessageBar[] {
  const sums = new Map<string, { delivered: number; lost: number }>();
  for (const { messages } of results) {
    for (const { kind, delivered, lost } of messages) {
      const sum = sums.get(kind) ?? { delivered: 0, lost: 0 };
      sums.set(kind, { delivered: sum.delivered + delivered, lost: sum.lost + lost });
    }
  }
  return [...sums].map(([kind, { delivered, lost }]) => ({
    kind,
    delivered: delivered / results.length,
    lost: lost / results.length,
  }));
}

/** Of a sweep: a metric over the first axis, a line for each value of the others. */
export function SweepChart({ sides }: { readonly sides: readonly Side[] }) {
  const [id, setId] = useState('latency-50');
  const named = metricById(id);
  const options = useMemo((): Plot.PlotOptions => {
    const lines = sides.flatMap((side) => linesOf(side, id));
    const axis = sides[0]?.measured.plan.sweep.axes[0]?.path ?? '';
    return {
      x: { label: `${axis} →`, grid: true },
      y: { label: `↑ ${named.title} (${named.unit})`, zero: true },
      color:
        lines.length > 1 && !lines.some(({ side }) => side.isBaseline)
          ? { legend: true, domain: lines.map(({ name }) => name), range: lineColours }
          : {},
      marks: [
        ...lines.map(({ points, side, name }) =>
          Plot.areaY(
            points.filter(({ low }) => low !== null),
            {
              x: 'x',
              y1: 'low',
              y2: 'high',
              fill: lines.length > 1 && !side.isBaseline ? () => name : colourOf(side),
              fillOpacity: 0.15,
            },
          ),
        ),
        ...lines.map(({ points, side, name }) =>
          Plot.line(points, {
            x: 'x',
            y: 'mean',
            stroke: lines.length > 1 && !side.isBaseline ? () => name : colourOf(side),
            strokeWidth: 2,
            strokeDasharray: side.isBaseline ? '5 4' : undefined,
            marker: 'dot',
          }),
        ),
      ],
    };
  }, [sides, id, named]);
  const summary = sides
    .flatMap((side) => linesOf(side, id))
    .map(({ name, points }) => `${name}: ${points.map(({ x, mean }) => `${formatNumber(mean)} at ${x}`).join(', ')}`)
    .join('; ');
  return (
    <PlotFigure
      title={`${named.title} over ${sides[0]?.measured.plan.sweep.axes[0]?.path ?? ''}`}
      summary={summary}
      file={`sweep-${id}`}
      options={options}
    >
      <MetricChoice label="Metric" value={id} onChange={setId} />
    </PlotFigure>
  );
}

interface Line {
  readonly name: string;
  readonly side: Side;
  readonly points: readonly {
    readonly x: number;
    readonly mean: number;
    readonly low: number | null;
    readonly high: number | null;
  }[];
}

function linesOf(side: Side, metric: string): readonly Line[] {
  const { axes } = side.measured.plan.sweep;
  const lines = new Map<string, MeasuredRow[]>();
  for (const row of rowsOf(side.measured)) {
    const rest = row.values.slice(1).map((value, index) => `${axes[index + 1]?.path} = ${value}`);
    const name = [side.name, ...rest].filter((part) => part !== '').join(', ') || 'now';
    lines.set(name, [...(lines.get(name) ?? []), row]);
  }
  return [...lines].map(([name, rows]) => ({
    name,
    side,
    points: rows.flatMap((row) => {
      const found = row.estimates.get(metric);
      const [x] = row.values;
      return found && x !== undefined ? [{ x, mean: found.mean, low: found.low, high: found.high }] : [];
    }),
  }));
}

/** Two metrics against each other: which settings nothing else beats in both. */
export function ParetoChart({ sides }: { readonly sides: readonly Side[] }) {
  const [across, setAcross] = useState('messages');
  const [up, setUp] = useState('latency-99');
  const [x, y] = [metricById(across), metricById(up)];
  const points = useMemo(() => {
    const all = sides.flatMap((side) =>
      rowsOf(side.measured).map((row) => ({
        side,
        name: `${side.name ? `${side.name}: ` : ''}${row.values.map((value, index) => `${side.measured.plan.sweep.axes[index]?.path} ${value}`).join(', ') || 'as set'}`,
        x: row.estimates.get(across)?.mean ?? Number.NaN,
        y: row.estimates.get(up)?.mean ?? Number.NaN,
      })),
    );
    const front = new Set(
      paretoFront(
        all.map((point) => [point.x, point.y]),
        [metricById(across).better, metricById(up).better],
      ),
    );
    return all.map((point, index) => ({ ...point, isBest: front.has(index) }));
  }, [sides, across, up]);
  const options = useMemo((): Plot.PlotOptions => {
    const seen = points.filter((point) => Number.isFinite(point.x) && Number.isFinite(point.y));
    const best = seen.filter(({ isBest }) => isBest).sort((a, b) => a.x - b.x);
    return {
      x: { label: `${x.title} (${x.unit}) →`, grid: true },
      y: { label: `↑ ${y.title} (${y.unit})`, grid: true },
      marks: [
        Plot.line(best, { x: 'x', y: 'y', stroke: 'var(--iv-text-dim)', strokeDasharray: '2 3' }),
        Plot.dot(seen, {
          x: 'x',
          y: 'y',
          r: 5,
          symbol: (point: { readonly isBest: boolean }) => (point.isBest ? 'diamond' : 'circle'),
          fill: (point: { readonly isBest: boolean }) => (point.isBest ? 'best' : 'beaten'),
          title: 'name',
        }),
      ],
      symbol: { domain: ['circle', 'diamond'], range: ['circle', 'diamond'] },
      color: { domain: ['best', 'beaten'], range: ['var(--iv-node-3)', 'var(--iv-border-strong)'] },
    };
  }, [points, x, y]);
  const best = points.filter(({ isBest }) => isBest);
  return (
    <>
      <PlotFigure
        title="Which settings nothing beats in both"
        summary={`Not beaten: ${best.map(({ name }) => name).join('; ') || 'none'}`}
        file="pareto"
        options={options}
      >
        <MetricChoice label="Across" value={across} onChange={setAcross} />
        <MetricChoice label="Up" value={up} onChange={setUp} />
      </PlotFigure>
      <table className={styles.table}>
        <caption className="iv-visually-hidden">Settings that nothing beats in both</caption>
        <thead>
          <tr>
            <th scope="col">not beaten</th>
            <th scope="col">{x.title}</th>
            <th scope="col">{y.title}</th>
          </tr>
        </thead>
        <tbody>
          {best.map((point) => (
            <tr key={point.name}>
              <th scope="row">{point.name}</th>
              <td>{formatNumber(point.x)}</td>
              <td>{formatNumber(point.y)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}

function MetricChoice({
  label,
  value,
  onChange,
}: {
  readonly label: string;
  readonly value: string;
  readonly onChange: (id: string) => void;
}) {
  return (
    <label className={styles.choice}>
      {label}{' '}
      <select value={value} onChange={(event) => onChange(event.currentTarget.value)}>
        {metrics.map(({ id, title }) => (
          <option key={id} value={id}>
            {title}
          </option>
        ))}
      </select>
    </label>
  );
}
