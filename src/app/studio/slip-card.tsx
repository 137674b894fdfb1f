/** One slip of the reference: what changes, what became of it, and what can be made of it. */
import { Button } from '@mantine/core';
import type { GeneratedMutant, MutantResult, Triage } from '../../model';
import { countOf } from '../ui';
import styles from './slip-card.module.css';
import { slipDiff } from './slip-diff';
import { TriageWords } from './triage-words';

interface Props {
  readonly mutant: GeneratedMutant;
  /** Undefined while it is not decided. */
  readonly result: MutantResult | undefined;
  /** Undefined where nobody has asked; null where there is no telling. */
  readonly triage: Triage | null | undefined;
  readonly isAsked: boolean;
  /** Noted by the author as equivalent. */
  readonly isNoted: boolean;
  /** The text of the reference that it is a slip of. */
  readonly reference: string;
  readonly readOnly: boolean;
  readonly onReveal: () => void;
  /** Null where it cannot be asked for now. */
  readonly onTriage: (() => void) | null;
  readonly onAdopt: () => void;
  readonly onNote: () => void;
}

export function SlipCard(props: Props) {
  const { mutant, result, triage, isAsked, isNoted, reference, readOnly, onReveal, onTriage, onAdopt, onNote } = props;
  const { place, within } = mutant;
  const what = `line ${place.line}${within === '' ? '' : `, ${within}`}`;
  const isSurvivor = result?.kind === 'survived';
  return (
    <li className={styles.card} data-result={isNoted ? 'equivalent' : (result?.kind ?? 'open')}>
      <p className={styles.head}>
        <button type="button" className={styles.link} onClick={onReveal}>
          {what}
        </button>{' '}
        <span className={styles.result}>{resultWords(result, isNoted)}</span>
      </p>
      <pre className={styles.diff}>
        {slipDiff(reference, mutant).map(({ kind, number, text }) => (
          <span key={`${kind} ${number}`} className={styles.line} data-kind={kind}>
            <span className={styles.number}>{number}</span>
            <span className={styles.sign}>{signs[kind]}</span>
            <span>
              {kind === 'same' ? null : (
                <span className="iv-visually-hidden">{kind === 'gone' ? 'removed: ' : 'added: '}</span>
              )}
              {text.trim()}
            </span>
          </span>
        ))}
      </pre>
      {triage === undefined ? null : <TriageWords triage={triage} />}
      <div className={styles.actions}>
        {isSurvivor && triage === undefined ? (
          <Button
            size="compact-xs"
            variant="default"
            loading={isAsked}
            disabled={onTriage === null}
            onClick={() => onTriage?.()}
          >
            Say why
          </Button>
        ) : null}
        <Button
          size="compact-xs"
          variant="default"
          disabled={readOnly}
          aria-label={`Adopt as mutant: ${what}`}
          onClick={onAdopt}
        >
          Adopt as mutant
        </Button>
        {isSurvivor ? (
          <Button
            size="compact-xs"
            variant="default"
            disabled={readOnly}
            aria-label={`${isNoted ? 'Not equivalent after all' : 'Mark as equivalent'}: ${what}`}
            title="Noted in expected.json, and counted apart from then on"
            onClick={onNote}
          >
            {isNoted ? 'Not equivalent after all' : 'Mark as equivalent'}
          </Button>
        ) : null}
      </div>
    </li>
  );
}

const signs = { same: ' ', gone: '−', new: '+' } as const;

function resultWords(result: MutantResult | undefined, isNoted: boolean): string {
  switch (result?.kind) {
    case undefined:
      return 'not decided yet';
    case 'killed': {
      const steps = result.length === undefined ? '' : ` in ${countOf(result.length, 'step')}`;
      return `caught by ${result.property ?? result.verdict}${steps}, ${result.tier} bounds`;
    }
    case 'survived':
      return isNoted ? 'noted as equivalent' : 'nothing catches it';
    case 'unfinished':
      return `ran into the budget at the ${result.tier} bounds`;
    case 'skipped':
      return 'not tried';
  }
}
