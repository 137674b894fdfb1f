/** A sentence with its nodes and data set apart. */
import { memo } from 'react';
import type { Phrase } from '../../view';
import styles from './phrases.module.css';

export const Phrases = memo(function Phrases({ phrases }: { readonly phrases: readonly Phrase[] }) {
  // biome-ignore lint/suspicious/noArrayIndexKey: phrases never change places
  return phrases.map((phrase, index) => <Piece key={`${index} ${phrase.text}`} phrase={phrase} />);
});

function Piece({ phrase }: { readonly phrase: Phrase }) {
  switch (phrase.kind) {
    case 'words':
      return phrase.text;
    case 'node':
      return <b className={styles.node}>{phrase.text}</b>;
    case 'data':
      return <span className={styles.data}>{phrase.text}</span>;
  }
}
