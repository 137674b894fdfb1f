/** Every verdict with what shows it: card, properties, trace, the lines that each step runs. */
import { Loader } from '@mantine/core';
import { useState } from 'react';
import type { Challenge, Submission } from '../../model';
import { boundsInWords } from '../check';
import { formatShort, TabBar } from '../ui';
import styles from './counterexamples-tab.module.css';
import type { AssessmentState } from './inbox';
import { AssessmentProgress } from './inbox-table';
import { ReportView } from './report-view';
import { useReport } from './use-report';
import { VerdictChip } from './verdict-chip';

interface Props {
  readonly challenge: Challenge;
  readonly submission: Submission;
  readonly state: AssessmentState;
}

export function CounterexamplesTab({ challenge, submission, state }: Props) {
  const regrades = state.kind === 'done' ? state.assessment.regrades : [];
  const [chosen, setChosen] = useState<string | null>(null);
  const failing = regrades.find(({ result }) => result.kind !== 'holds');
  const shown = regrades.find(({ name }) => name === chosen) ?? failing ?? regrades[0];
  const source = submission.files['protocol.ts'];
  const report = useReport(challenge.slug, source, shown?.bounds ?? null);
  if (!shown)
    return (
      <p className={styles.wait}>
        <AssessmentProgress state={state} />
      </p>
    );
  return (
    <div className={styles.tab}>
      <div className={styles.bar}>
        <TabBar
          label="Bounds"
          tabs={regrades.map(({ name, result }) => ({
            name,
            title: (
              <>
                {name} <VerdictChip result={result} />
              </>
            ),
          }))}
          selected={shown.name}
          onSelect={setChosen}
        />
        <span className={styles.quiet}>{boundsInWords(challenge.parameters, shown.bounds)}</span>
      </div>
      {report === null || report.kind === 'running' ? (
        <p className={styles.wait}>
          <Loader size={12} /> Checking again, with a trace
          {report?.progress ? `: ${formatShort(report.progress.distinct)} states` : ''}
        </p>
      ) : report.kind === 'failed' ? (
        <p className={styles.wait}>{report.problem.sentence}</p>
      ) : (
        <ReportView
          key={`${submission.hash} ${shown.name}`}
          challenge={challenge}
          report={report.report}
          source={source}
        />
      )}
    </div>
  );
}
