/** The story that the candidate tells: stops with a note, lines of code and a moment of the work. Arrow keys follow it. */
import { Button } from '@mantine/core';
import { History } from 'lucide-react';
import { type KeyboardEvent, Suspense, useMemo, useState } from 'react';
import type { StoryStop, Submission } from '../../model';
import { LogReplay } from '../../submission';
import { CodeExcerpt } from '../editor';
import { lazyComponent } from '../ui';
import styles from './story-tab.module.css';

const Statement = lazyComponent(async () => (await import('../statement')).Statement);

interface Props {
  readonly submission: Submission;
  /** Opens the replay at a record. */
  readonly onReplay: (record: number) => void;
}

/** Lines shown around those of a stop. */
const aroundLines = 8;

export function StoryTab({ submission, onReplay }: Props) {
  const { story, log } = submission;
  const [at, setAt] = useState(0);
  const replay = useMemo(() => (log ? new LogReplay(log) : null), [log]);
  const stop = story[at];
  if (!stop)
    return (
      <p className={styles.absent}>
        The candidate tells no story. The Replay shows how the work went, the Summary what came of it.
      </p>
    );
  const onKey = (event: KeyboardEvent): void => {
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (step === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    setAt(Math.min(Math.max(0, at + step), story.length - 1));
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the keys belong to the list inside
    <div className={styles.story} onKeyDown={onKey}>
      <ol className={styles.stops}>
        {story.map(({ title }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: stops have no other name
          <li key={index}>
            <button
              type="button"
              className={styles.stop}
              aria-current={index === at ? 'step' : undefined}
              onClick={() => setAt(index)}
            >
              <span className={styles.number}>{index + 1}</span> {title || 'Without a title'}
            </button>
          </li>
        ))}
      </ol>
      <article className={styles.shown} aria-label={`Stop ${at + 1} of ${story.length}`}>
        <h2>{stop.title || `Stop ${at + 1}`}</h2>
        <div className={styles.note}>
          <Suspense fallback={null}>
            <Statement markdown={stop.note} resolveFigure={() => undefined} />
          </Suspense>
        </div>
        {stop.record !== null && replay ? (
          <Button
            size="compact-sm"
            variant="default"
            leftSection={<History size={13} aria-hidden />}
            onClick={() => onReplay(stop.record ?? 0)}
          >
            This moment in the Replay
          </Button>
        ) : null}
        <StopCode stop={stop} source={sourceAt(stop, submission, replay)} />
      </article>
    </div>
  );
}

function StopCode({ stop, source }: { readonly stop: StoryStop; readonly source: string }) {
  if (stop.lines === null) return null;
  const { from, to } = stop.lines;
  const count = Math.min(400, Math.max(0, to - from + 1));
  return (
    <div className={styles.code}>
      <CodeExcerpt
        source={source}
        firstLine={Math.max(1, from - aroundLines)}
        lastLine={to + aroundLines}
        marks={Array.from({ length: count }, (_, line) => ({ line: from + line, tone: 'step' }))}
        label={`Lines ${from} to ${to}`}
      />
    </div>
  );
}

/** The protocol at the moment of a stop; the final one where there is no such moment in the log. */
function sourceAt({ record }: StoryStop, { files, log }: Submission, replay: LogReplay | null): string {
  const last = log?.at(-1);
  if (record === null || replay === null || !last || record > last.n) return files['protocol.ts'];
  return replay.filesAt(replay.indexOf(record))['protocol.ts'];
}
