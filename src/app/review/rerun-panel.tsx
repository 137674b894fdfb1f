/** Runs the protocol as it was at a moment of the log: the check that the log notes, or the reviewer's hidden bounds. */
import { Button } from '@mantine/core';
import { EyeOff, RotateCw } from 'lucide-react';
import { useMemo, useState } from 'react';
import type { LogRerun } from '../../../workers/api';
import type { Challenge, CheckReport, LogEntry, LoggedCheck, NamedBounds, Problem, Submission } from '../../model';
import { rerunSentences } from '../../review';
import { boundsInWords } from '../check';
import { reviewedPack } from '../packs/reviewed-packs';
import { formatShort } from '../ui';
import { isProblem } from '../workers';
import { deskRunner } from './grade-runner';
import { hiddenBoundsFor } from './hidden-shelf';
import { MatchIcon } from './inbox-table';
import { ReportDialog } from './report-dialog';
import styles from './rerun-panel.module.css';
import { VerdictChip } from './verdict-chip';

interface Props {
  readonly challenge: Challenge;
  readonly submission: Submission;
  readonly log: readonly LogEntry[];
  /** Place of the entry that is shown. */
  readonly index: number;
  /** The protocol at that moment. */
  readonly source: string;
}

type Run =
  | { readonly kind: 'running'; readonly states: number }
  | { readonly kind: 'logged'; readonly rerun: LogRerun }
  | { readonly kind: 'hidden'; readonly bounds: NamedBounds; readonly report: CheckReport }
  | { readonly kind: 'failed'; readonly problem: Problem };

export function RerunPanel({ challenge, submission, log, index, source }: Props) {
  const last = useMemo(() => lastCheck(log, index), [log, index]);
  const hidden = [...(hiddenBoundsFor(submission)?.bounds ?? []), ...(reviewedPack(challenge.slug)?.pack.hidden ?? [])];
  const [run, setRun] = useState<{ readonly of: number; readonly run: Run } | null>(null);
  const [isOpen, setIsOpen] = useState(false);
  const shown = run !== null && (run.of === index || run.of === last?.entry.n) ? run.run : null;

  const attempt = async (of: number, work: (onStates: (states: number) => void) => Promise<Run>): Promise<void> => {
    const show = (next: Run): void => setRun({ of, run: next });
    show({ kind: 'running', states: 0 });
    try {
      show(await work((states) => show({ kind: 'running', states })));
    } catch (problem) {
      if (!isProblem(problem)) throw problem;
      show({ kind: 'failed', problem });
    }
  };
  const rerun = (check: FoundCheck): void =>
    void attempt(check.entry.n, async (onStates) => {
      const answer = await deskRunner().rerun(submission, check.entry.n, ({ distinct }) => onStates(distinct));
      if (answer === null) throw { code: 'log-broken', sentence: 'The log notes no check here.' } satisfies Problem;
      return { kind: 'logged', rerun: answer };
    });
  const runHidden = (bounds: NamedBounds): void =>
    void attempt(index, async (onStates) => ({
      kind: 'hidden',
      bounds,
      report: await deskRunner().check(challenge.slug, source, bounds.bounds, ({ distinct }) => onStates(distinct)),
    }));

  return (
    <section className={styles.panel} aria-label="Run again">
      {last ? (
        <p className={styles.last}>
          <span className={styles.quiet}>{last.isHere ? 'This check:' : 'Last check:'}</span>
          <VerdictChip result={last.check.result} full />
          <span className={styles.quiet}>{boundsInWords(challenge.parameters, last.check.bounds)}</span>
        </p>
      ) : (
        <p className={styles.quiet}>Nothing had been checked yet.</p>
      )}
      <div className={styles.actions}>
        <Button
          size="compact-sm"
          variant="default"
          leftSection={<RotateCw size={13} aria-hidden />}
          disabled={last === null || shown?.kind === 'running'}
          onClick={() => last && rerun(last)}
        >
          Re-run {last?.isHere === false ? 'the last check' : 'here'}
        </Button>
        {hidden.map((bounds) => (
          <Button
            key={bounds.name}
            size="compact-sm"
            variant="default"
            leftSection={<EyeOff size={13} aria-hidden />}
            disabled={shown?.kind === 'running'}
            onClick={() => runHidden(bounds)}
          >
            Re-run with hidden bounds{hidden.length > 1 ? `: ${bounds.name}` : ''}
          </Button>
        ))}
      </div>
      <div role="status">{shown ? <RunWords run={shown} onOpen={() => setIsOpen(true)} /> : null}</div>
      {isOpen && shown && (shown.kind === 'logged' || shown.kind === 'hidden') ? (
        <ReportDialog
          challenge={challenge}
          report={shown.kind === 'logged' ? shown.rerun.report : shown.report}
          source={source}
          onClose={() => setIsOpen(false)}
        />
      ) : null}
    </section>
  );
}

function RunWords({ run, onOpen }: { readonly run: Run; readonly onOpen: () => void }) {
  switch (run.kind) {
    case 'running':
      return <p className={styles.quiet}>Running… {run.states > 0 ? `${formatShort(run.states)} states` : ''}</p>;
    case 'failed':
      return <p className={styles.failed}>{run.problem.sentence}</p>;
    case 'logged':
      return (
        <p className={styles.last}>
          <VerdictChip result={run.rerun.result} full />
          <MatchIcon match={run.rerun.match} />
          <span>{rerunSentences[run.rerun.match]}</span>
          <Button size="compact-xs" variant="default" onClick={onOpen}>
            Look at it
          </Button>
        </p>
      );
    case 'hidden':
      return (
        <p className={styles.last}>
          <span className={styles.quiet}>{run.bounds.name}:</span>
          <VerdictChip
            result={{
              kind: run.report.verdict.kind,
              property: run.report.verdict.property ?? null,
              counts: run.report.verdict.counts,
            }}
            full
          />
          <Button size="compact-xs" variant="default" onClick={onOpen}>
            Look at it
          </Button>
        </p>
      );
  }
}

interface FoundCheck {
  readonly entry: LogEntry;
  readonly check: LoggedCheck;
  /** Whether it is the entry shown. */
  readonly isHere: boolean;
}

/** The check at an entry, or the last one before it. */
function lastCheck(log: readonly LogEntry[], index: number): FoundCheck | null {
  for (let at = Math.min(index, log.length - 1); at >= 0; at--) {
    const entry = log[at];
    if (entry && !('redacted' in entry) && entry.event.kind === 'check')
      return { entry, check: entry.event, isHere: at === index };
  }
  return null;
}
