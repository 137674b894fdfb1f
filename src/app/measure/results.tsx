/** What was measured, as a table: a row for each setting, the mean of each metric with its confidence interval. */
import { useMemo } from 'react';
import { type Cell, csvText } from '../../measure';
import type { Estimate, SimulationResult, SweepRun } from '../../model';
import type { Measured } from '../machines/measure-machine';
import { download } from '../ui/download';
import { countOf } from '../ui/format';
import { ScrollRegion } from '../ui/scroll-region';
import styles from './measure-pane.module.css';
import { formatNumber, metrics } from './metric-list';
import { type MeasuredRow, rowsOf } from './rows';

interface Props {
  readonly measured: Measured;
  readonly baseline: Measured | null;
  /** Asked to look at a run step by step. */
  readonly onLook: (run: SweepRun) => void;
}

export function Results({ measured, baseline, onLook }: Props) {
  const rows = useMemo(() => rowsOf(measured), [measured]);
  const before = useMemo(() => new Map((baseline ? rowsOf(baseline) : []).map((row) => [row.key, row])), [baseline]);
  const { axes, seeds } = measured.plan.sweep;
  return (
    <section aria-label="Numbers" className={styles.results}>
      <ScrollRegion aria-label="Table of the numbers" className={styles.scroll}>
        <table className={styles.table}>
          <caption className="iv-visually-hidden">
            Mean over {countOf(seeds, 'seed')} with the 95 % confidence interval
          </caption>
          <thead>
            <tr>
              {axes.length === 0 ? <td /> : null}
              {axes.map(({ path }) => (
                <th key={path} scope="col">
                  {path}
                </th>
              ))}
              {metrics.map(({ id, title, unit, meaning }) => (
                <th key={id} scope="col" title={meaning}>
                  {title}
                  <span className={styles.unit}>{unit}</span>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <Row key={row.key} row={row} before={before.get(row.key)} hasAxes={axes.length > 0} />
            ))}
          </tbody>
        </table>
      </ScrollRegion>
      <p className={styles.note}>
        {seeds > 1
          ? `Mean over ${countOf(seeds, 'seed')} ± half of the 95 % confidence interval (Student's t).`
          : 'One seed: another one gives other numbers. With several seeds, confidence intervals are shown.'}{' '}
        <button
          type="button"
          className={styles.link}
          onClick={() => download(csvOf(measured, rows), 'measured.csv', 'text/csv')}
        >
          CSV
        </button>
      </p>
      <Findings rows={rows} onLook={onLook} />
    </section>
  );
}

function Row({
  row,
  before,
  hasAxes,
}: {
  readonly row: MeasuredRow;
  readonly before: MeasuredRow | undefined;
  readonly hasAxes: boolean;
}) {
  return (
    <>
      <tr>
        {hasAxes ? (
          row.values.map((value, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: axes stand in order
            <th key={index} scope="row">
              {value}
            </th>
          ))
        ) : (
          <th scope="row">now</th>
        )}
        {metrics.map(({ id }) => (
          <EstimateCell key={id} found={row.estimates.get(id)} runs={row.runs.length} />
        ))}
      </tr>
      {before ? (
        <tr className={styles.before}>
          <th scope="row" colSpan={Math.max(1, row.values.length)}>
            kept
          </th>
          {metrics.map(({ id }) => (
            <EstimateCell key={id} found={before.estimates.get(id)} runs={before.runs.length} />
          ))}
        </tr>
      ) : null}
    </>
  );
}

function EstimateCell({ found, runs }: { readonly found: Estimate | undefined; readonly runs: number }) {
  if (!found) return <td className={styles.missing}>{runs === 0 ? '' : '–'}</td>;
  return (
    <td>
      {formatNumber(found.mean)}
      {found.high === null ? null : <span className={styles.margin}> ± {formatNumber(found.high - found.mean)}</span>}
      {found.count < runs ? (
        <span className={styles.margin}>
          {' '}
          ({found.count} of {runs} runs)
        </span>
      ) : null}
    </td>
  );
}

/** What the runs showed of the properties, and how they ended. */
function Findings({
  rows,
  onLook,
}: {
  readonly rows: readonly MeasuredRow[];
  readonly onLook: (run: SweepRun) => void;
}) {
  const runs = rows.flatMap((row) => row.runs);
  const broken = new Map<string, { readonly run: SweepRun; readonly at: number; count: number }>();
  for (const { run, result } of runs) {
    for (const { property, at } of result.violations) {
      const known = broken.get(property);
      if (known) known.count++;
      else broken.set(property, { run, at, count: 1 });
    }
  }
  const endings = new Map<string, number>();
  for (const { result } of runs) endings.set(result.ending, (endings.get(result.ending) ?? 0) + 1);
  const failed = runs.find(({ result }) => result.problem !== undefined);
  const notJudged = new Map(
    runs.flatMap(({ result }) => result.notJudged.map(({ property, why }) => [property, why] as const)),
  );
  const [first] = runs;
  return (
    <div className={styles.findings}>
      {[...broken].map(([property, { run, at, count }]) => (
        <p key={property} className={styles.violation}>
          <span className={styles.cross} aria-hidden>
            ✖
          </span>{' '}
          <strong>{property}</strong> violated in {count} of {countOf(runs.length, 'run')}, first at {formatNumber(at)}{' '}
          ms with seed {run.settings.seed}.{' '}
          <button type="button" className={styles.link} onClick={() => onLook(run)}>
            Look at it
          </button>
        </p>
      ))}
      {failed?.result.problem ? (
        <p className={styles.violation} role="alert">
          {failed.result.problem.sentence} Seed {failed.run.settings.seed}.
        </p>
      ) : null}
      {runs.length > 0 ? (
        <p className={styles.note}>
          {broken.size === 0
            ? 'No property was violated in these runs, which proves nothing: Check tries every schedule. '
            : ''}
          {[...endings]
            .map(([ending, count]) => `${countOf(count, 'run')} ${endingWords[ending as SimulationResult['ending']]}`)
            .join('; ')}
          .{' '}
          {notJudged.size > 0
            ? `Not judged: ${[...notJudged].map(([property, why]) => `${property} (${why})`).join('; ')}. `
            : ''}
          {first ? (
            <button type="button" className={styles.link} onClick={() => onLook(first.run)}>
              Look at the first run step by step
            </button>
          ) : null}
        </p>
      ) : null}
    </div>
  );
}

const endingWords: Readonly<Record<SimulationResult['ending'], string>> = {
  quiet: 'ended because nothing was left to happen',
  milliseconds: 'ended with the time',
  events: 'ended with the number of events',
  messages: 'ended with the number of messages',
  failed: 'ended with a handler that failed',
  cancelled: 'stopped',
};

function csvOf({ plan }: Measured, rows: readonly MeasuredRow[]): string {
  const head: Cell[] = [
    ...plan.sweep.axes.map(({ path }) => path),
    'runs',
    ...metrics.flatMap(({ title, unit }) => [`${title} (${unit})`, `${title} low`, `${title} high`]),
  ];
  const lines = rows.map((row): Cell[] => [
    ...row.values,
    row.runs.length,
    ...metrics.flatMap(({ id }): Cell[] => {
      const found = row.estimates.get(id);
      return found ? [found.mean, found.low, found.high] : [null, null, null];
    }),
  ]);
  return csvText([head, ...lines]);
}
