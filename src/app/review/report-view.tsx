/** A report with its trace and the lines that each step runs. */
import { Suspense, useMemo, useRef, useState } from 'react';
import {
  type Challenge,
  type CheckReport,
  type PropertyResult,
  type Trace,
  variantOfRow,
  writesAgainstVariants,
} from '../../model';
import { PropertyList, VerdictCard, verdictWords } from '../check';
import { CodeExcerpt } from '../editor';
import { useTheme } from '../theme';
import { ErrorBoundary, lazyComponent, useTraceView } from '../ui';
import { deskRunner } from './grade-runner';
import styles from './report-view.module.css';

const TracePanel = lazyComponent(async () => (await import('../trace')).TracePanel);

interface Props {
  readonly challenge: Challenge;
  readonly report: CheckReport;
  /** The protocol that was checked. */
  readonly source: string;
  /** The step at which the trace opens; where it turned bad if missing. */
  readonly startStep?: number | undefined;
}

export function ReportView({ challenge, report, source, startStep }: Props) {
  const { verdict } = report;
  const theme = useTheme();
  const [view, setView] = useTraceView();
  const [open, setOpen] = useState<OpenedTrace | null>(() => ownTrace(report));
  const [step, setStep] = useState(startStep ?? (open ? badStep(open.trace) : 0));
  const newest = useRef(0);
  const trace = open?.trace ?? null;

  const show = async (property: PropertyResult, to?: number): Promise<void> => {
    newest.current += 1;
    const request = newest.current;
    const own = ownTrace(report);
    const isOwn = property.name === verdict.property && own !== null;
    const found = isOwn
      ? own.trace
      : property.schedule &&
        (await deskRunner().replay(
          challenge.slug,
          source,
          verdict.bounds,
          property.schedule,
          writesAgainstVariants(challenge) ? variantOfRow(property.name) : undefined,
        ));
    if (!found || newest.current !== request) return;
    setOpen({ property: property.name, trace: found, isViolation: property.result === 'violated' });
    setStep(to ?? badStep(found));
  };
  const marks = useMemo(() => {
    const shown = trace?.steps[step - 1];
    return (shown?.lines ?? []).map((line) => ({ line, tone: 'step' as const }));
  }, [trace, step]);
  const { word, tone } = verdictWords[verdict.kind];
  const isViolation = open?.isViolation ?? tone === 'violation';
  const at = marks[0]?.line;
  return (
    <div className={styles.view}>
      <div className={styles.top}>
        <div className={styles.card}>
          <VerdictCard challenge={challenge} report={report}>
            <PropertyList
              properties={verdict.properties}
              opened={open?.property ?? null}
              onOpen={(property, to) => void show(property, to).catch(() => undefined)}
            />
          </VerdictCard>
        </div>
        <div className={styles.source}>
          <CodeExcerpt
            source={source}
            marks={marks}
            label="The protocol"
            {...(at === undefined ? {} : { firstLine: Math.max(1, at - 12), lastLine: at + 24 })}
          />
        </div>
      </div>
      {trace ? (
        <div className={styles.trace}>
          <ErrorBoundary what="the trace">
            <Suspense fallback={null}>
              <TracePanel
                trace={trace}
                step={step}
                onStep={setStep}
                verdictLabel={open?.property ?? word}
                ending={isViolation ? 'violation' : tone === 'warn' ? 'open' : 'goal'}
                theme={theme}
                view={view}
                onViewChange={setView}
              />
            </Suspense>
          </ErrorBoundary>
        </div>
      ) : null}
    </div>
  );
}

interface OpenedTrace {
  readonly property: string | null;
  readonly trace: Trace;
  readonly isViolation: boolean;
}

/** The trace of the verdict itself. */
function ownTrace({ verdict, trace }: CheckReport): OpenedTrace | null {
  if (!trace) return null;
  return { property: verdict.property ?? null, trace, isViolation: verdictWords[verdict.kind].tone === 'violation' };
}

/** Where it turned bad, else the last step. */
function badStep(trace: Trace): number {
  return trace.pointOfNoReturn?.state ?? trace.steps.length;
}
