/** What happened, as a list around the moment that is shown: the same as the strip, for reading and for hearing. */
import { useEffect, useMemo, useRef } from 'react';
import type { Challenge, LogEntry } from '../../model';
import type { Timeline } from '../../review';
import { formatActive, ScrollRegion } from '../ui';
import styles from './event-feed.module.css';
import { entryWords, markStyle } from './mark-words';

interface Props {
  readonly challenge: Challenge;
  readonly entries: readonly LogEntry[];
  readonly timeline: Timeline;
  readonly position: number;
  readonly onSeek: (position: number) => void;
}

/** So many are drawn before and after the moment. */
const nearMax = 25;

export function EventFeed({ challenge, entries, timeline, position, onSeek }: Props) {
  const current = useMemo(() => lastMark(timeline, position), [timeline, position]);
  const from = Math.max(0, current - nearMax);
  const shown = timeline.marks.slice(from, current + nearMax);
  const row = useRef<HTMLLIElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another row is current
  useEffect(() => {
    row.current?.scrollIntoView({ block: 'nearest' });
  }, [current]);
  return (
    <ScrollRegion className={styles.feed} aria-label="What happened">
      <ol className={styles.list}>
        {from > 0 ? <li className={styles.more}>{from} earlier</li> : null}
        {shown.map((mark, at) => {
          const entry = entries[mark.index];
          if (entry === undefined) return null;
          const isCurrent = from + at === current;
          return (
            <li key={mark.index} ref={isCurrent ? row : undefined} aria-current={isCurrent ? 'step' : undefined}>
              <button type="button" className={styles.row} onClick={() => onSeek(mark.position)}>
                <span className={styles.time}>{formatActive(timeline.elapsedAt(mark.position))}</span>
                <span className={styles.tone} data-tone={markStyle(mark.kind, entry).tone} aria-hidden />
                <span className={styles.words}>{entryWords(entry, challenge)}</span>
              </button>
            </li>
          );
        })}
        {timeline.marks.length > current + nearMax ? (
          <li className={styles.more}>{timeline.marks.length - current - nearMax} later</li>
        ) : null}
      </ol>
    </ScrollRegion>
  );
}

/** Index of the last mark at or before a position, 0 before the first. */
function lastMark({ marks }: Timeline, position: number): number {
  let low = 0;
  let high = marks.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((marks[middle]?.position ?? 0) <= position + 0.5) low = middle + 1;
    else high = middle;
  }
  return Math.max(0, low - 1);
}
