/** A verdict in a word, with its icon. */
import type { CheckResult } from '../../model';
import { verdictWords } from '../check/verdict-words';
import { formatCount } from '../ui';
import styles from './verdict-chip.module.css';

interface Props {
  readonly result: Pick<CheckResult, 'kind' | 'property' | 'counts'>;
  /** Whether the property that decided is named, too. */
  readonly full?: boolean;
}

export function VerdictChip({ result, full = false }: Props) {
  const { word, tone, Icon, meaning } = verdictWords[result.kind];
  const property = result.property ? `“${result.property}”. ` : '';
  return (
    <span
      className={styles.chip}
      data-tone={tone}
      title={`${property}${meaning} ${formatCount(result.counts.distinct)} states.`}
    >
      <Icon size={14} aria-hidden />
      <span>
        {word}
        {full && result.property ? <span className={styles.property}> {result.property}</span> : null}
      </span>
    </span>
  );
}
