/** A work log as a strip: verdict over time, typing, what happened, and where one is. A pointer scrubs, keys step. */
import { type PointerEvent, useMemo, useRef } from 'react';
import type { Challenge, LogEntry } from '../../model';
import type { Timeline, TimelineMark, VerdictSpan } from '../../review';
import { verdictWords } from '../check';
import { formatActive } from '../ui';
import { useWidth } from '../ui/use-width';
import { entryWords, type MarkShape, markStyle } from './mark-words';
import styles from './timeline-strip.module.css';

interface Props {
  readonly challenge: Challenge;
  readonly entries: readonly LogEntry[];
  readonly timeline: Timeline;
  readonly verdicts: readonly VerdictSpan[];
  readonly position: number;
  readonly onSeek: (position: number) => void;
}

const height = 64;
const verdictTop = 2;
const verdictHeight = 12;
const typingBottom = 46;
const typingMax = 26;
const marksAt = 55;

export function TimelineStrip(props: Props) {
  const { timeline, position, onSeek } = props;
  const box = useRef<HTMLDivElement>(null);
  const width = useWidth(box);
  const scale = timeline.length > 0 ? width / timeline.length : 0;
  const seek = (event: PointerEvent): void => {
    const left = box.current?.getBoundingClientRect().left ?? 0;
    if (scale > 0) onSeek((event.clientX - left) / scale);
  };
  return (
    <div
      ref={box}
      className={styles.strip}
      role="slider"
      tabIndex={0}
      data-pane-focus
      aria-label="Moment of the work"
      aria-valuemin={0}
      aria-valuemax={Math.round(timeline.length / 1000)}
      aria-valuenow={Math.round(position / 1000)}
      aria-valuetext={`${formatActive(timeline.elapsedAt(position))} into the work`}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        seek(event);
      }}
      onPointerMove={(event) => {
        if (event.currentTarget.hasPointerCapture(event.pointerId)) seek(event);
      }}
    >
      <svg width={width} height={height} aria-hidden="true">
        <Drawing {...props} width={width} scale={scale} />
        <line className={styles.now} x1={position * scale} x2={position * scale} y1={0} y2={height} />
      </svg>
    </div>
  );
}

interface DrawingProps extends Props {
  readonly width: number;
  readonly scale: number;
}

/** Everything that does not move. */
function Drawing({ challenge, entries, timeline, verdicts, width, scale }: DrawingProps) {
  return useMemo(() => {
    const x = (at: number): number => Math.round(at * scale * 10) / 10;
    return (
      <>
        {timeline.stretches.map(({ kind, from, to }) => (
          <rect
            key={`${kind} ${from}`}
            className={styles.stretch}
            data-kind={kind}
            x={x(from)}
            y={0}
            width={Math.max(1, x(to) - x(from))}
            height={height}
          />
        ))}
        {(['ok', 'violation', 'warn'] as const).flatMap((tone) =>
          [false, true].map((stale) => (
            <path
              key={`${tone} ${stale}`}
              className={styles.verdict}
              data-tone={tone}
              data-stale={stale}
              d={verdictPath(
                verdicts.filter((span) => verdictWords[span.verdict].tone === tone && span.stale === stale),
                x,
              )}
            />
          )),
        )}
        <path className={styles.typing} d={typingPath(timeline, x)} />
        <line className={styles.axis} x1={0} x2={width} y1={typingBottom + 0.5} y2={typingBottom + 0.5} />
        {thinned(timeline.marks, x).map((mark) => {
          const entry = entries[mark.index];
          if (entry === undefined) return null;
          const { shape, tone } = markStyle(mark.kind, entry);
          return (
            <path key={mark.index} className={styles.mark} data-tone={tone} d={shapePath(shape, x(mark.position))}>
              <title>{entryWords(entry, challenge)}</title>
            </path>
          );
        })}
      </>
    );
  }, [challenge, entries, timeline, verdicts, width, scale]);
}

/** One rectangle for each span. */
function verdictPath(spans: readonly VerdictSpan[], x: (at: number) => number): string {
  return spans
    .map(({ from, to }) => `M${x(from)} ${verdictTop}H${Math.max(x(from) + 1, x(to))}v${verdictHeight}H${x(from)}z`)
    .join('');
}

/** One bar for each burst of typing, as high as much was typed a second. */
function typingPath({ bursts }: Timeline, x: (at: number) => number): string {
  return bursts
    .map(({ from, to, inserted, removed }) => {
      const perSecond = ((inserted + removed) * 1000) / Math.max(1000, to - from);
      const tall = Math.min(typingMax, 3 + perSecond * 2);
      const [left, right] = [x(from), Math.max(x(from) + 1, x(to))];
      return `M${left} ${typingBottom}V${typingBottom - tall}H${right}V${typingBottom}z`;
    })
    .join('');
}

/** Of marks of one kind that fall on the same place only one can be seen; asked checks and rare ones come last, on top. */
function thinned(marks: readonly TimelineMark[], x: (at: number) => number): readonly TimelineMark[] {
  const taken = new Set<string>();
  return marks.filter(({ kind, position }) => {
    const place = `${kind} ${Math.round(x(position) / 3)}`;
    if (taken.has(place)) return false;
    taken.add(place);
    return true;
  });
}

function shapePath(shape: MarkShape, x: number): string {
  switch (shape) {
    case 'bar':
      return `M${x - 0.5} ${marksAt - 5}h1v10h-1z`;
    case 'dot':
      return `M${x - 2} ${marksAt}a2 2 0 1 0 4 0a2 2 0 1 0 -4 0z`;
    case 'square':
      return `M${x - 4} ${marksAt - 4}h8v8h-8z`;
    case 'diamond':
      return `M${x} ${marksAt - 6}l6 6l-6 6l-6 -6z`;
    case 'triangle':
      return `M${x} ${marksAt - 5}l5 9h-10z`;
    case 'block':
      return `M${x - 3} ${marksAt - 7}h6v14h-6z`;
  }
}
