/** The open trace, full width below the other panes. */
import { Button, CloseButton } from '@mantine/core';
import { memo, Suspense } from 'react';
import type { ThemeName } from '../theme';
import { ErrorBoundary, lazyComponent, useTraceView } from '../ui';
import { Pane } from '../ui/pane';
import styles from './trace-pane.module.css';
import type { OpenTrace } from './use-check';

const TracePanel = lazyComponent(async () => (await import('../trace')).TracePanel);

interface Props {
  readonly open: OpenTrace;
  readonly theme: ThemeName;
  readonly outdated: boolean;
  readonly onStep: (step: number) => void;
  /** Missing where the trace is not of this source. */
  readonly onReveal?: ((line: number) => void) | undefined;
  /** Asked to go on by hand from the step that is shown; missing where nothing can be played. */
  readonly onPlay?: (() => void) | undefined;
  readonly onClose: () => void;
  readonly onExport: () => void;
}

export const TracePane = memo(function TracePane({
  open,
  theme,
  outdated,
  onStep,
  onReveal,
  onPlay,
  onClose,
  onExport,
}: Props) {
  const { property, trace, ending, step } = open;
  const [view, setView] = useTraceView();
  return (
    <Pane
      name="trace"
      label="Trace"
      scrolls={false}
      bar={
        <>
          <span className={styles.title}>{property ?? 'Trace'}</span>
          <span className={styles.label} data-ending={ending.kind}>
            {ending.word}
          </span>
          {outdated ? <span className={styles.outdated}>of an earlier source</span> : null}
          <span className={styles.gap} />
          {onPlay ? (
            <Button
              size="compact-xs"
              variant="default"
              className={styles.play}
              title="Goes on by hand from the step that is shown"
              onClick={onPlay}
            >
              Play from here
            </Button>
          ) : null}
          <CloseButton size="sm" aria-label="Close the trace" onClick={onClose} />
        </>
      }
    >
      <ErrorBoundary what="the trace" rescue={{ label: 'Export the work', run: onExport }}>
        <Suspense fallback={null}>
          <TracePanel
            trace={trace}
            step={step}
            onStep={onStep}
            onRevealLine={onReveal}
            verdictLabel={ending.text}
            ending={ending.kind}
            theme={theme}
            view={view}
            onViewChange={setView}
          />
        </Suspense>
      </ErrorBoundary>
    </Pane>
  );
});
