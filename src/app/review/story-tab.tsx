/** The story that the candidate tells: stops with a note, lines of code and a moment of the work. Arrow keys follow it. */
import { Button } from '@mantine/core';
import { Footprints, History } from 'lucide-react';
import { type KeyboardEvent, Suspense, useMemo, useState } from 'react';
import type { Challenge, CheckReport, StoryStop, Submission } from '../../model';
import { LogReplay } from '../../submission';
import { CodeExcerpt } from '../editor';
import { lazyComponent } from '../ui';
import { isProblem } from '../workers';
import { deskRunner } from './grade-runner';
import { ReportDialog } from './report-dialog';
import styles from './story-tab.module.css';

const Statement = lazyComponent(async () => (await import('../statement')).Statement);

interface Props {
  readonly challenge: Challenge;
  readonly submission: Submission;
  /** Opens the replay at a record. */
  readonly onReplay: (record: number) => void;
}

/** Lines shown around those of a stop. */
const aroundLines = 8;

export function StoryTab({ challenge, submission, onReplay }: Props) {
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
        {stop.trace && replay ? (
          <StopTrace key={at} challenge={challenge} submission={submission} replay={replay} trace={stop.trace} />
        ) : null}
        <StopCode stop={stop} source={sourceAt(stop, submission, replay)} />
      </article>
    </div>
  );
}

interface TraceProps {
  readonly challenge: Challenge;
  readonly submission: Submission;
  readonly replay: LogReplay;
  readonly trace: NonNullable<StoryStop['trace']>;
}

/** Runs the check of a stop again, and opens its counterexample at the step that the candidate names. */
function StopTrace({ challenge, submission, replay, trace }: TraceProps) {
  const [report, setReport] = useState<CheckReport | null>(null);
  const [words, setWords] = useState('');
  const run = async (): Promise<void> => {
    setWords('Running the check again…');
    try {
      const rerun = await deskRunner().rerun(submission, trace.check, () => undefined);
      setReport(rerun?.report ?? null);
      setWords(rerun?.report.trace ? '' : 'The check shows no schedule here.');
    } catch (problem) {
      if (!isProblem(problem)) throw problem;
      setWords(problem.sentence);
    }
  };
  return (
    <>
      <Button
        size="compact-sm"
        variant="default"
        ml="xs"
        leftSection={<Footprints size={13} aria-hidden />}
        onClick={() => void run()}
      >
        Step {trace.step} of its counterexample
      </Button>
      <span role="status"> {words}</span>
      {report?.trace ? (
        <ReportDialog
          challenge={challenge}
          report={report}
          source={sourceAfter(replay, trace.check)}
          startStep={Math.min(trace.step, report.trace.steps.length)}
          onClose={() => setReport(null)}
        />
      ) : null}
    </>
  );
}

function sourceAfter(replay: LogReplay, record: number): string {
  return replay.filesAt(replay.indexOf(record))['protocol.ts'];
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
