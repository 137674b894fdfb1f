/** How properties did against variants: mutants killed, false alarms, and who survives. */
import { breakScore, type PropertyResult, type Verdict, variantOfRow } from '../../model';
import styles from './break-score.module.css';

interface Props {
  readonly verdict: Verdict;
}

export function BreakScore({ verdict }: Props) {
  const { killed, mutants, falseAlarms } = breakScore(verdict);
  if (mutants === 0) return null;
  const named = (result: PropertyResult['result']): string =>
    verdict.properties
      .filter((property) => property.result === result)
      .map(({ name }) => variantOfRow(name))
      .join(', ');
  return (
    <dl className={styles.score} aria-label="Score">
      <div>
        <dt>Mutants killed</dt>
        <dd data-tone={killed === mutants ? 'ok' : 'warn'}>
          {killed} of {mutants}
        </dd>
      </div>
      <div>
        <dt>False alarms</dt>
        <dd data-tone={falseAlarms === 0 ? 'ok' : 'violation'}>{falseAlarms}</dd>
      </div>
      {falseAlarms > 0 ? (
        <div className={styles.wide}>
          <dt>Right, and rejected</dt>
          <dd>{named('violated')}</dd>
        </div>
      ) : null}
      {killed < mutants ? (
        <div className={styles.wide}>
          <dt>Survive</dt>
          <dd>{named('unreached')}</dd>
        </div>
      ) : null}
    </dl>
  );
}
