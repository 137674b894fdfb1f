/** The checker's side of the game: whether a violation can still be brought about. */
import { formatCount } from '../ui';
import styles from './adversary-bar.module.css';
import type { PlayHandle } from './use-play';
import { winnableWords } from './winnable-words';

interface Props {
  readonly play: PlayHandle;
  readonly hasHints: boolean;
  readonly onHints: () => void;
}

export function AdversaryBar({ play, hasHints, onHints }: Props) {
  const { context } = play;
  const known = context.advice?.node === context.tree.current ? context.advice.advice : null;
  const words = known ? winnableWords(known.here) : null;
  const explored = context.adviceProgress?.explored;
  return (
    <div className={styles.bar} data-tone={words?.tone ?? 'unknown'}>
      <p className={styles.words} role="status">
        {words?.long ?? (explored ? `Looking ahead: ${formatCount(explored)} states …` : 'Looking ahead …')}
      </p>
      {words?.tone === 'won' ? null : (
        <button type="button" className={styles.hints} aria-pressed={hasHints} onClick={onHints}>
          {hasHints ? 'Hide the distances' : 'Hint: show the distance of each step'}
        </button>
      )}
    </div>
  );
}
