/** How a row of the matrix ends, step by step. */
import { Modal } from '@mantine/core';
import { Suspense, useEffect, useState } from 'react';
import type { CheckReport, VerifyCheck, VerifyRow } from '../../model';
import { CodeExcerpt } from '../editor';
import { useTheme } from '../theme';
import { ErrorBoundary, lazyComponent, useTraceView } from '../ui';
import { isProblem } from '../workers';
import { boundsText } from './bounds-text';
import type { DraftFiles } from './draft-files';
import styles from './trace-dialog.module.css';
import { checkAgain } from './verify-in-worker';

const TracePanel = lazyComponent(async () => (await import('../trace')).TracePanel);

interface Props {
  readonly files: DraftFiles;
  readonly row: VerifyRow;
  readonly check: VerifyCheck;
  readonly onClose: () => void;
}

export function TraceDialog({ files, row, check, onClose }: Props) {
  const theme = useTheme();
  const [view, setView] = useTraceView('studio.trace.view');
  const [report, setReport] = useState<CheckReport | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const [step, setStep] = useState(0);
  const source = files.get(row.file);
  const { outcome, bounds } = check;
  // What was opened stays as it was while the files change behind it.
  const [opened] = useState({ files, check });
  useEffect(() => {
    let isCurrent = true;
    const { key, file, bounds: at, states, withHidden } = opened.check;
    checkAgain(opened.files, { key, file, bounds: at, states, ...(withHidden ? { withHidden } : {}) }).then(
      (found) => {
        if (!isCurrent) return;
        setReport(found);
        setStep(found.trace?.pointOfNoReturn?.state ?? found.trace?.steps.length ?? 0);
      },
      (error: unknown) => {
        if (isCurrent) setFailure(isProblem(error) ? error.sentence : String(error));
      },
    );
    return () => {
      isCurrent = false;
    };
  }, [opened]);
  const trace = report?.trace;
  const lines = trace?.steps[step - 1]?.lines ?? [];
  const [at] = lines;
  const isViolation = outcome?.kind === 'violated' || outcome?.kind === 'deadlock' || outcome?.kind === 'livelock';
  return (
    <Modal
      opened
      onClose={onClose}
      size="92%"
      title={`${row.file}: ${outcome?.kind ?? ''}${outcome?.property ? `, ${outcome.property}` : ''}`}
    >
      <p className={styles.scope}>At {boundsText(bounds)}.</p>
      {failure ? <p role="alert">{failure}</p> : null}
      {trace && typeof source === 'string' ? (
        <div className={styles.room}>
          <div className={styles.trace}>
            <ErrorBoundary what="the trace">
              <Suspense fallback={null}>
                <TracePanel
                  trace={trace}
                  step={step}
                  onStep={setStep}
                  verdictLabel={outcome?.property ?? outcome?.kind ?? ''}
                  ending={isViolation ? 'violation' : 'open'}
                  theme={theme}
                  view={view}
                  onViewChange={setView}
                />
              </Suspense>
            </ErrorBoundary>
          </div>
          <div className={styles.source}>
            <CodeExcerpt
              source={source}
              marks={lines.map((line) => ({ line, tone: 'step' as const }))}
              label={row.file}
              {...(at === undefined ? {} : { firstLine: Math.max(1, at - 10), lastLine: at + 20 })}
            />
          </div>
        </div>
      ) : null}
      {report && !trace ? <p>This check has no schedule to show: {report.verdict.kind}.</p> : null}
      {!report && !failure ? <p aria-busy>Checking again, for its trace</p> : null}
    </Modal>
  );
}
