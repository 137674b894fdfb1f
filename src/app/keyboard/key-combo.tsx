/** A chord drawn as keys. */
import { Fragment } from 'react';
import { type Chord, chordKeys, isAppleMachine } from './chord';
import styles from './key-combo.module.css';

export function KeyCombo({ chord }: { readonly chord: Chord }) {
  const apple = isAppleMachine();
  return (
    <span className={styles.combo}>
      {chordKeys(chord, apple).map((key, index) => (
        <Fragment key={key}>
          {index > 0 && !apple ? '+' : null}
          <kbd className={styles.key}>{key}</kbd>
        </Fragment>
      ))}
    </span>
  );
}
