/** The last verdict in one line, where the check pane is not open. It is always there, so that nothing moves. */
import { headline, verdictWords } from '../check';
import { formatCount, formatDuration } from '../ui';
import type { CheckHandle } from './use-check';
import styles from './verdict-line.module.css';

interface Props {
  readonly check: CheckHandle;
  readonly onShow: () => void;
}

export function VerdictLine({ check, onShow }: Props) {
  const { outcome, activity, outdated } = check;
  const isBusy = activity !== 'idle';
  if (!outcome) {
    return (
      <footer className={styles.line}>
        <span className={styles.quiet}>
          {activity === 'held'
            ? 'The check is paused.'
            : isBusy
              ? 'Checking the quick bounds…'
              : 'No check yet. Quick bounds are checked as you type.'}
        </span>
      </footer>
    );
  }
  const { verdict, elapsedMs } = outcome.report;
  const { word, tone, Icon } = verdictWords[verdict.kind];
  return (
    <footer className={styles.line}>
      <span className={styles.word} data-tone={tone} data-old={outdated}>
        <Icon size={14} aria-hidden /> {word}
      </span>
      <span className={styles.headline}>{headline(verdict)}</span>
      <span className={styles.quiet}>
        {activity === 'held'
          ? 'check paused'
          : isBusy
            ? 'checking…'
            : outdated
              ? 'source changed since'
              : `${formatCount(verdict.counts.distinct)} states · ${formatDuration(elapsedMs)}`}
      </span>
      <button type="button" className={styles.show} onClick={onShow}>
        Show
      </button>
    </footer>
  );
}
