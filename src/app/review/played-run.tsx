/** What a candidate played by hand at a moment of the log: the same schedule through the protocol as it was then. */
import { Button, Modal } from '@mantine/core';
import { Route } from 'lucide-react';
import { Suspense, useState } from 'react';
import type { Challenge, LogEntry, Problem, Trace } from '../../model';
import { boundsInWords } from '../check';
import { useTheme } from '../theme';
import { countOf, ErrorBoundary, lazyComponent, useTraceView } from '../ui';
import { isProblem } from '../workers';
import { deskRunner } from './grade-runner';
import styles from './played-run.module.css';

const TracePanel = lazyComponent(async () => (await import('../trace')).TracePanel);

interface Props {
  readonly challenge: Challenge;
  /** The entry that is shown; nothing is drawn unless something was played in it. */
  readonly entry: LogEntry | undefined;
  /** The protocol at that moment. */
  readonly source: string;
}

type Run =
  | { readonly kind: 'replaying' }
  | { readonly kind: 'replayed'; readonly trace: Trace; readonly step: number }
  | { readonly kind: 'failed'; readonly problem: Problem };

export function PlayedRun({ challenge, entry, source }: Props) {
  const [run, setRun] = useState<{ readonly of: number; readonly run: Run } | null>(null);
  if (entry === undefined || 'redacted' in entry || entry.event.kind !== 'play') return null;
  const { schedule, bounds = challenge.tiers.quick } = entry.event;
  const shown = run?.of === entry.n ? run.run : null;
  const show = async (): Promise<void> => {
    const settle = (next: Run): void => setRun({ of: entry.n, run: next });
    settle({ kind: 'replaying' });
    try {
      const trace = await deskRunner().replay(challenge.slug, source, bounds, schedule);
      if (trace === undefined)
        settle({
          kind: 'failed',
          problem: { code: 'no-protocol', sentence: 'The source was no protocol at this moment.' },
        });
      else settle({ kind: 'replayed', trace, step: trace.steps.length });
    } catch (problem) {
      if (!isProblem(problem)) throw problem;
      settle({ kind: 'failed', problem });
    }
  };
  return (
    <section className={styles.played} aria-label="Played by hand">
      <span className={styles.words}>
        Played by hand: {countOf(schedule.length, 'step')}, {boundsInWords(challenge.parameters, bounds)}
      </span>
      <Button
        size="compact-sm"
        variant="default"
        leftSection={<Route size={13} aria-hidden />}
        disabled={shown?.kind === 'replaying'}
        onClick={() => void show()}
      >
        Show this run
      </Button>
      <div role="status">{shown?.kind === 'failed' ? <p>{shown.problem.sentence}</p> : null}</div>
      {shown?.kind === 'replayed' ? (
        <PlayedDialog
          trace={shown.trace}
          count={schedule.length}
          step={shown.step}
          onStep={(step) => setRun({ of: entry.n, run: { ...shown, step } })}
          onClose={() => setRun(null)}
        />
      ) : null}
    </section>
  );
}

interface DialogProps {
  readonly trace: Trace;
  /** Steps that were played. */
  readonly count: number;
  readonly step: number;
  readonly onStep: (step: number) => void;
  readonly onClose: () => void;
}

function PlayedDialog({ trace, count, step, onStep, onClose }: DialogProps) {
  const theme = useTheme();
  const [view, setView] = useTraceView();
  return (
    <Modal opened onClose={onClose} size="90%" title="Played by hand" overlayProps={{ backgroundOpacity: 0.4 }}>
      {trace.steps.length < count ? (
        <p>
          Replayed here as far as step {trace.steps.length} of {count}: the next one is not possible with the source as
          it was.
        </p>
      ) : null}
      <div className={styles.trace}>
        <ErrorBoundary what="the trace">
          <Suspense fallback={null}>
            <TracePanel
              trace={trace}
              step={step}
              onStep={onStep}
              ending="open"
              theme={theme}
              view={view}
              onViewChange={setView}
            />
          </Suspense>
        </ErrorBoundary>
      </div>
    </Modal>
  );
}
