/** A check that was kept in this browser: going on with it, or removing it. */
import { Button } from '@mantine/core';
import { History } from 'lucide-react';
import type { KeptCheck } from '../../model';
import { formatCount, formatDuration, formatMoment } from '../ui/format';
import styles from './kept-offer.module.css';

interface Props {
  readonly kept: KeptCheck;
  readonly onGoOn: () => void;
  readonly onDiscard: () => void;
}

export function KeptOffer({ kept, onGoOn, onDiscard }: Props) {
  return (
    <section className={styles.offer} aria-label="A check to go on with">
      <History size={15} className={styles.icon} aria-hidden />
      <p className={styles.text}>
        <strong>This check can go on from {formatCount(kept.distinct)} states.</strong> They were saved{' '}
        {formatMoment(kept.savedAt)}, at depth {kept.depth}, after {formatDuration(kept.elapsedMs)}. The source and the
        bounds are the same as then.
      </p>
      <div className={styles.actions}>
        <Button size="compact-sm" variant="default" onClick={onGoOn}>
          Go on from there
        </Button>
        <Button size="compact-sm" variant="subtle" color="gray" onClick={onDiscard}>
          Discard
        </Button>
      </div>
    </section>
  );
}
