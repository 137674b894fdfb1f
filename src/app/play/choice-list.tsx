/** Every step that is enabled, as a list with the keys that take it: the same as the cards, for reading and for typing. */
import { memo } from 'react';
import type { PlayAdvice, PlayChoice, PlayMoment } from '../../model';
import styles from './choice-list.module.css';
import type { NumberedChoice } from './offers';
import { winnableWords } from './winnable-words';

interface Props {
  readonly numbered: readonly NumberedChoice[];
  readonly moment: PlayMoment | null;
  /** What the checker says of each step; null where nobody has asked. */
  readonly advice: PlayAdvice | null;
  readonly onTake: (choice: PlayChoice) => void;
}

export const ChoiceList = memo(function ChoiceList({ numbered, moment, advice, onTake }: Props) {
  return (
    <section className={styles.steps} aria-label="Enabled steps" data-choices="">
      <h2 className={styles.title}>
        Enabled steps <span className={styles.count}>{numbered.length}</span>
      </h2>
      {moment && numbered.length === 0 ? (
        <p className={styles.none}>
          {moment.problem
            ? 'A handler has failed: nothing follows.'
            : 'Nothing more can happen. Fork to try another way.'}
        </p>
      ) : null}
      <ol className={styles.list}>
        {numbered.map(({ choice, number, isHeld }, at) => {
          const after = advice?.after[moment?.choices.indexOf(choice) ?? -1];
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: the list is another one in every state
            <li key={at}>
              <button
                type="button"
                className={styles.choice}
                data-held={isHeld || undefined}
                aria-keyshortcuts={number === null ? undefined : String(number)}
                onClick={() => onTake(choice)}
              >
                <span className={styles.number}>{number ?? ''}</span>
                <span className={styles.label}>
                  {choice.label}
                  {choice.outcome === undefined ? null : <span className={styles.outcome}> {choice.outcome}</span>}
                </span>
                {choice.isFault ? <span className={styles.tag}>fault</span> : null}
                {choice.isIdle ? <span className={styles.tag}>changes nothing</span> : null}
                {isHeld ? <span className={styles.tag}>held back</span> : null}
                {after ? <span className={styles.hint}>{winnableWords(after).short}</span> : null}
              </button>
            </li>
          );
        })}
      </ol>
    </section>
  );
});
