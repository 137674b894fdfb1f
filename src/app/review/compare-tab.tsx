/** Beside another protocol: the code, and both on the same schedule up to where they part. */
import { Button, Select } from '@mantine/core';
import { FileCode } from 'lucide-react';
import { Suspense, useEffect, useMemo, useState } from 'react';
import {
  type Challenge,
  type Problem,
  type Schedule,
  type Submission,
  type Trace,
  type Verdict,
  writesAgainstVariants,
} from '../../model';
import { firstDivergence } from '../../review';
import { CodeDiff } from '../editor';
import { reviewedPack } from '../packs/reviewed-packs';
import { useTheme } from '../theme';
import { ErrorBoundary, lazyComponent, useTraceView } from '../ui';
import { isProblem } from '../workers';
import { candidateName } from './candidate';
import styles from './compare-tab.module.css';
import { chooseFiles } from './files';
import { deskRunner } from './grade-runner';
import type { InboxEntry } from './inbox';
import { useReport } from './use-report';
import { VerdictChip } from './verdict-chip';

const TracePanel = lazyComponent(async () => (await import('../trace')).TracePanel);

interface Props {
  readonly challenge: Challenge;
  readonly submission: Submission;
  readonly entries: readonly InboxEntry[];
  readonly anonymous: boolean;
}

interface Other {
  readonly name: string;
  readonly source: string;
}

const sourceBytesMax = 1_000_000;

export function CompareTab({ challenge, submission, entries, anonymous }: Props) {
  const [other, setOther] = useState<Other | null>(null);
  const [bounds, setBounds] = useState<'quick' | 'full'>('quick');
  const candidates = entries.flatMap(({ id, state }) =>
    state.kind === 'open' &&
    state.submission.hash !== submission.hash &&
    state.submission.manifest.challenge.slug === challenge.slug
      ? [{ id, submission: state.submission }]
      : [],
  );
  // Those of a pack whose reviewer's part was opened; those of the catalogue are not part of this site.
  const answers = reviewedPack(challenge.slug)?.answers ?? [];
  const chooseFile = async (): Promise<void> => {
    const [file] = await chooseFiles({ folder: false });
    if (file) setOther({ name: file.name, source: await file.slice(0, sourceBytesMax).text() });
  };
  const own = submission.files['protocol.ts'];
  return (
    <div className={styles.compare}>
      <div className={styles.bar}>
        <Select
          size="xs"
          w={260}
          placeholder={
            answers.length > 0
              ? 'A right answer, or another submission'
              : candidates.length > 0
                ? 'Another submission'
                : 'No other submission of this challenge'
          }
          aria-label="Compare with"
          disabled={candidates.length + answers.length === 0}
          data={[
            ...answers.map(({ path }) => ({ value: path, label: path })),
            ...candidates.map(({ id, submission: one }) => ({ value: id, label: candidateName(one, anonymous) })),
          ]}
          value={null}
          onChange={(id) => {
            const answer = answers.find(({ path }) => path === id);
            if (answer) setOther({ name: answer.path, source: answer.source });
            const found = candidates.find((candidate) => candidate.id === id)?.submission;
            if (found) setOther({ name: candidateName(found, anonymous), source: found.files['protocol.ts'] });
          }}
        />
        <Button
          size="compact-sm"
          variant="default"
          leftSection={<FileCode size={13} aria-hidden />}
          onClick={() => void chooseFile()}
        >
          A file, such as the reference
        </Button>
        <Select
          size="xs"
          w={150}
          aria-label="Bounds"
          allowDeselect={false}
          data={[
            { value: 'quick', label: 'quick bounds' },
            { value: 'full', label: 'full bounds' },
          ]}
          value={bounds}
          onChange={(value) => setBounds(value === 'full' ? 'full' : 'quick')}
        />
      </div>
      {other === null ? (
        <p className={styles.quiet}>
          Choose another submission of the same challenge, or a file with a protocol. References are not part of this
          site, so that candidates cannot read them here; they are in the folder of the challenge.
        </p>
      ) : (
        <Comparison key={`${other.name} ${bounds}`} challenge={challenge} own={own} other={other} tier={bounds} />
      )}
    </div>
  );
}

interface ComparisonProps {
  readonly challenge: Challenge;
  readonly own: string;
  readonly other: Other;
  readonly tier: 'quick' | 'full';
}

interface Pair {
  readonly left: Trace;
  readonly right: Trace;
}

function Comparison({ challenge, own, other, tier }: ComparisonProps) {
  const bounds = challenge.tiers[tier];
  const left = useReport(challenge.slug, own, bounds);
  const right = useReport(challenge.slug, other.source, bounds);
  const reports = [left, right].map((state) => (state?.kind === 'done' ? state.report : null));
  const schedules = useMemo(() => {
    const [ours, theirs] = [left, right].map((state) => (state?.kind === 'done' ? state.report.verdict : null));
    const found = [...schedulesOf('this submission', ours), ...schedulesOf(other.name, theirs)];
    // A schedule on which something goes wrong says most.
    return [...found.filter(({ isBad }) => isBad), ...found.filter(({ isBad }) => !isBad)];
  }, [left, right, other.name]);
  const [chosen, setChosen] = useState<string | null>(null);
  const schedule = writesAgainstVariants(challenge)
    ? null
    : (schedules.find(({ name }) => name === chosen)?.schedule ?? schedules[0]?.schedule ?? null);
  const { pair, problem } = usePair(challenge, own, other.source, tier, schedule);
  return (
    <>
      <div className={styles.verdicts}>
        {[
          { name: 'This submission', report: reports[0], state: left },
          { name: other.name, report: reports[1], state: right },
        ].map(({ name, report, state }) => (
          <div key={name} className={styles.verdict}>
            <strong>{name}</strong>{' '}
            {report ? (
              <VerdictChip
                result={{
                  kind: report.verdict.kind,
                  property: report.verdict.property ?? null,
                  counts: report.verdict.counts,
                }}
                full
              />
            ) : (
              <span className={styles.quiet}>{state?.kind === 'failed' ? state.problem.sentence : 'checking…'}</span>
            )}
          </div>
        ))}
      </div>
      {schedules.length > 0 && !writesAgainstVariants(challenge) ? (
        <Select
          size="xs"
          w={420}
          label="The schedule that both take"
          allowDeselect={false}
          data={schedules.map(({ name }) => name)}
          value={chosen ?? schedules[0]?.name ?? null}
          onChange={setChosen}
        />
      ) : null}
      {schedules.length === 0 && reports.every((report) => report !== null) ? (
        <p className={styles.quiet}>
          Neither verdict shows a schedule that both could take: nothing went wrong, and no goal was asked for.
        </p>
      ) : null}
      {writesAgainstVariants(challenge) ? (
        <p className={styles.quiet}>
          Both run against the same variants, so a schedule tells nothing of the two; their rows are in the
          counterexamples of each.
        </p>
      ) : null}
      {problem ? <p className={styles.quiet}>{problem.sentence}</p> : null}
      {pair ? <Traces pair={pair} otherName={other.name} /> : null}
      <h2 className={styles.heading}>The code: {other.name} to this submission</h2>
      <CodeDiff before={other.source} after={own} label={`${other.name} and this submission`} />
    </>
  );
}

interface NamedSchedule {
  readonly name: string;
  readonly schedule: Schedule;
  /** Whether it shows a violation. */
  readonly isBad: boolean;
}

/** Every schedule that a verdict shows, each once. */
function schedulesOf(whose: string, verdict: Verdict | null | undefined): readonly NamedSchedule[] {
  if (!verdict) return [];
  const own = verdict.schedule
    ? [{ name: `${whose}: ${verdict.property ?? ''} ${verdict.kind}`, schedule: verdict.schedule, isBad: true }]
    : [];
  const others = verdict.properties.flatMap(({ name, schedule, result }) =>
    schedule && name !== verdict.property
      ? [{ name: `${whose}: ${name} ${result}`, schedule, isBad: result === 'violated' }]
      : [],
  );
  return [...own, ...others];
}

/** Both protocols on one schedule; each stops where it cannot go on. */
function usePair(
  challenge: Challenge,
  own: string,
  other: string,
  tier: 'quick' | 'full',
  schedule: Schedule | null,
): { readonly pair: Pair | null; readonly problem: Problem | null } {
  const [answer, setAnswer] = useState<{ readonly pair: Pair | null; readonly problem: Problem | null }>({
    pair: null,
    problem: null,
  });
  useEffect(() => {
    let isWanted = true;
    setAnswer({ pair: null, problem: null });
    if (schedule === null) return;
    const bounds = challenge.tiers[tier];
    const replay = (source: string) => deskRunner().replay(challenge.slug, source, bounds, schedule);
    Promise.all([replay(own), replay(other)])
      .then(([left, right]) => {
        if (isWanted && left && right) setAnswer({ pair: { left, right }, problem: null });
      })
      .catch((problem) => {
        if (!isProblem(problem)) throw problem;
        if (isWanted) setAnswer({ pair: null, problem });
      });
    return () => {
      isWanted = false;
    };
  }, [challenge, own, other, tier, schedule]);
  return answer;
}

function Traces({ pair, otherName }: { readonly pair: Pair; readonly otherName: string }) {
  const theme = useTheme();
  const [view, setView] = useTraceView();
  const divergence = useMemo(() => firstDivergence(pair.left, pair.right), [pair]);
  const [step, setStep] = useState(divergence?.step ?? 0);
  return (
    <>
      <p className={styles.divergence} data-parted={divergence !== null}>
        {divergence === null
          ? 'To somebody who sees only what nodes send and show, both do the same on this schedule.'
          : divergence.step === 0
            ? 'They part at the start.'
            : `They part at step ${divergence.step}.`}
      </p>
      {divergence ? (
        <dl className={styles.parting}>
          <dt>This submission</dt>
          <dd>{divergence.left}</dd>
          <dt>{otherName}</dt>
          <dd>{divergence.right}</dd>
        </dl>
      ) : null}
      <div className={styles.traces}>
        {[
          { name: 'This submission', trace: pair.left },
          { name: otherName, trace: pair.right },
        ].map(({ name, trace }) => (
          <section key={name} className={styles.trace} aria-label={name}>
            <h2>{name}</h2>
            <div className={styles.panel}>
              <ErrorBoundary what="the trace">
                <Suspense fallback={null}>
                  <TracePanel
                    of={name}
                    trace={trace}
                    step={Math.min(step, trace.steps.length)}
                    onStep={setStep}
                    verdictLabel={name}
                    ending="open"
                    theme={theme}
                    view={view}
                    onViewChange={setView}
                  />
                </Suspense>
              </ErrorBoundary>
            </div>
          </section>
        ))}
      </div>
    </>
  );
}
