/** How a row of the matrix ends, step by step. */
import { Modal } from '@mantine/core';
import { Suspense, useEffect, useState } from 'react';
import type { Trace, VerifyCheck, VerifyRow } from '../../model';
import { defaultLimits } from '../../model';
import { sharedCheckRunner } from '../check';
import { CodeExcerpt } from '../editor';
import { compileProtocol } from '../packs/definition-link';
import { useTheme } from '../theme';
import { ErrorBoundary, lazyComponent, useTraceView } from '../ui';
import { isProblem } from '../workers';
import { boundsText } from './bounds-text';
import { draftDefinition } from './draft-definition';
import type { DraftFiles } from './draft-files';
import styles from './trace-dialog.module.css';

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
  const [trace, setTrace] = useState<Trace | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const [step, setStep] = useState(0);
  const source = files.get(row.file);
  const { outcome, bounds } = check;
  useEffect(() => {
    let isCurrent = true;
    const load = async (): Promise<void> => {
      if (typeof source !== 'string' || !outcome?.schedule) return;
      const definition = await draftDefinition(files);
      const program = await compileProtocol(source, row.file);
      const found = await sharedCheckRunner().replay(
        {
          challenge: definition.manifest.slug,
          definition,
          program,
          bounds,
          limits: defaultLimits,
          explore: 'first',
        },
        outcome.schedule,
      );
      if (!isCurrent) return;
      setTrace(found);
      setStep(found.pointOfNoReturn?.state ?? found.steps.length);
    };
    load().catch((error: unknown) => {
      if (isCurrent)
        setFailure(isProblem(error) ? error.sentence : error instanceof Error ? error.message : String(error));
    });
    return () => {
      isCurrent = false;
    };
  }, [files, row.file, source, outcome, bounds]);
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
      ) : failure ? null : (
        <p aria-busy>Replaying the schedule</p>
      )}
    </Modal>
  );
}
