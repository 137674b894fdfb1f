/** The budget forecast: how long candidates will wait, and what makes it longer. */
import { Button } from '@mantine/core';
import type { VerifyReport } from '../../model';
import { countOf, formatBytes, formatCount, formatDuration } from '../ui';
import styles from './forecast.module.css';
import { forecastRows, ratioText } from './forecast-figures';
import type { Growth } from './use-growth';

interface Props {
  readonly report: VerifyReport;
  /** Distinct states that a check may need at most; null while `pack.json` does not say. */
  readonly budget: number | null;
  readonly growth: Growth;
}

export function Forecast({ report, budget, growth }: Props) {
  const rows = forecastRows(report);
  if (rows.length === 0)
    return (
      <p className={styles.quiet}>
        No right answer has been checked to its end yet, so there is nothing to forecast from. It begins with
        reference.ts at the quick bounds.
      </p>
    );
  const largest = rows.reduce((one, other) => (other.states > one.states ? other : one));
  const { rate } = largest;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section className={styles.scroll} tabIndex={0} aria-label="How long candidates will wait">
      <p className={styles.lead}>
        While typing a candidate waits about <strong>{longest(rows, 'quick')}</strong> for a verdict, and{' '}
        <strong>{longest(rows, 'full')}</strong> at full bounds, on a machine like this one
        {rate === null ? '' : ` (${formatCount(rate)} states a second)`}. A wrong answer ends sooner.
      </p>
      {budget === null ? null : (
        <p className={styles.note} data-over={largest.states > budget}>
          The largest check has {countOf(largest.states, 'state')}:{' '}
          {largest.states > budget
            ? `more than the budget of ${formatCount(budget)}. Make the bounds smaller or the budget larger.`
            : `${Math.max(1, Math.round((largest.states / budget) * 100))}% of the budget of ${formatCount(budget)}. A candidate's own answer may have several times the states of the reference.`}
        </p>
      )}
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">Answer</th>
            <th scope="col">Bounds</th>
            <th scope="col" className={styles.number}>
              States
            </th>
            <th scope="col" className={styles.number}>
              Time here
            </th>
            <th scope="col" className={styles.number}>
              Memory
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ file, tier, states, elapsedMs, bytes }) => (
            <tr key={`${file} ${tier} ${states}`}>
              <td className={styles.file}>{file.slice(file.lastIndexOf('/') + 1)}</td>
              <td>{tier}</td>
              <td className={styles.number}>{formatCount(states)}</td>
              <td className={styles.number}>{formatDuration(elapsedMs)}</td>
              <td className={styles.number}>{formatBytes(bytes)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <h3 className={styles.title}>What makes it grow</h3>
      <p className={styles.note}>
        The reference with each parameter one step above the quick bounds, the others as they are.
      </p>
      {growth.rows.length > 0 ? (
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">Parameter</th>
              <th scope="col">From, to</th>
              <th scope="col" className={styles.number}>
                States
              </th>
              <th scope="col" className={styles.number}>
                Growth
              </th>
            </tr>
          </thead>
          <tbody>
            {growth.rows.map(({ parameter, from, to, states, isWhole, base }) => (
              <tr key={parameter}>
                <td className={styles.file}>{parameter}</td>
                <td>
                  {from} → {to}
                </td>
                <td className={styles.number}>
                  {isWhole ? '' : 'more than '}
                  {formatCount(states)}
                </td>
                <td className={styles.number}>
                  {isWhole ? '' : '> '}
                  {ratioText(base, states)}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      ) : null}
      {growth.failure ? <p role="alert">{growth.failure}</p> : null}
      <Button size="compact-xs" variant="default" loading={growth.isRunning} onClick={growth.measure}>
        {growth.rows.length > 0 ? 'Measure again' : 'Measure'}
      </Button>
    </section>
  );
}

function longest(rows: ReturnType<typeof forecastRows>, tier: 'quick' | 'full'): string {
  const times = rows.filter((row) => row.tier === tier).map(({ elapsedMs }) => elapsedMs);
  return times.length === 0 ? 'a time not known yet' : formatDuration(Math.max(...times));
}
