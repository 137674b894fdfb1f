/** What is claimed and what came out here, side by side; the log in numbers; the cover note; the final protocol. */
import { Button } from '@mantine/core';
import { RefreshCw } from 'lucide-react';
import { Suspense } from 'react';
import type { Assessment, Challenge, CheckResult, LogSummary, Regrade, Submission } from '../../model';
import { hiddenSentences, inviteSentence, isMismatch, matchSentences } from '../../review';
import { boundsInWords } from '../check';
import { CodeExcerpt } from '../editor';
import { countOf, formatActive, formatCount, lazyComponent, listInWords } from '../ui';
import type { AssessmentState } from './inbox';
import { AssessmentProgress, MatchIcon } from './inbox-table';
import styles from './summary-tab.module.css';
import type { ReviewTab } from './tabs';
import { VerdictChip } from './verdict-chip';

const Statement = lazyComponent(async () => (await import('../statement')).Statement);

interface Props {
  readonly challenge: Challenge;
  readonly submission: Submission;
  readonly state: AssessmentState;
  /** Computes everything again. */
  readonly onAgain: () => void;
  readonly onTab: (tab: ReviewTab) => void;
}

export function SummaryTab({ challenge, submission, state, onAgain, onTab }: Props) {
  const { manifest, cover, files } = submission;
  const done = state.kind === 'done' ? state.assessment : null;
  return (
    <div className={styles.summary}>
      <section aria-labelledby="verdicts" className={styles.section}>
        <div className={styles.head}>
          <h2 id="verdicts">Verdicts, computed again on this machine</h2>
          <AssessmentProgress state={state} />
          {state.kind === 'done' || state.kind === 'failed' ? (
            <Button
              size="compact-xs"
              variant="default"
              leftSection={<RefreshCw size={12} aria-hidden />}
              onClick={onAgain}
            >
              Again
            </Button>
          ) : null}
        </div>
        {done ? <Overall assessment={done} /> : null}
        <table className={styles.verdicts}>
          <thead>
            <tr>
              <th scope="col">Bounds</th>
              <th scope="col">Claimed</th>
              <th scope="col">Here</th>
              <th scope="col">Match</th>
            </tr>
          </thead>
          <tbody>
            {done
              ? done.regrades.map((regrade) => (
                  <RegradeRow key={`${regrade.origin} ${regrade.name}`} challenge={challenge} regrade={regrade} />
                ))
              : manifest.claims.map(({ name, bounds, result }) => (
                  <tr key={name}>
                    <th scope="row">
                      {name} <span className={styles.quiet}>{boundsInWords(challenge.parameters, bounds)}</span>
                    </th>
                    <td>
                      <VerdictChip result={result} full />
                    </td>
                    <td />
                    <td />
                  </tr>
                ))}
          </tbody>
        </table>
        {done ? <p className={styles.quiet}>{hiddenSentences[done.hidden]}</p> : null}
        {done && inviteSentence(done) !== null ? (
          <p className={styles.overall} data-tone={done.inviteMatch === 'not-told' ? undefined : 'warn'}>
            {inviteSentence(done)}
          </p>
        ) : null}
        {done && done.failing.length > 0 ? (
          <p>
            Fails at full bounds: <strong>{listInWords(done.failing)}</strong>.{' '}
            <button type="button" className={styles.linkButton} onClick={() => onTab('counterexamples')}>
              Look at the schedules
            </button>
          </p>
        ) : null}
      </section>
      <section aria-labelledby="work" className={styles.section}>
        <div className={styles.head}>
          <h2 id="work">The work</h2>
          {submission.log ? (
            <button type="button" className={styles.linkButton} onClick={() => onTab('replay')}>
              Replay it
            </button>
          ) : null}
        </div>
        {done ? <LogFacts summary={done.log} minutes={manifest.invite?.minutes ?? null} /> : null}
        <p className={styles.quiet}>
          The log fits together and leads to these files. That does not prove who did the work, and every time in it
          comes from the candidate's own clock.
        </p>
      </section>
      <section aria-labelledby="cover" className={styles.section}>
        <h2 id="cover">Cover note</h2>
        <Prose text={cover} none="The candidate wrote none." />
      </section>
      <section aria-labelledby="explanation" className={styles.section}>
        <h2 id="explanation">Explanation</h2>
        <Prose text={files['explanation.md']} none="The candidate wrote none." />
      </section>
      {files['notes.md'].trim() === '' ? null : (
        <section aria-labelledby="notes" className={styles.section}>
          <h2 id="notes">Notes</h2>
          <Prose text={files['notes.md']} none="" />
        </section>
      )}
      <section aria-labelledby="protocol" className={styles.section}>
        <h2 id="protocol">The protocol handed in</h2>
        <CodeExcerpt source={files['protocol.ts']} marks={[]} label="protocol.ts" />
      </section>
      <section aria-labelledby="papers" className={styles.section}>
        <h2 id="papers">What was handed in</h2>
        <Papers submission={submission} assessment={done} />
      </section>
    </div>
  );
}

/** One sentence for the whole: does it match, does it hold. */
function Overall({ assessment }: { readonly assessment: Assessment }) {
  const wrong = assessment.regrades.filter(({ match }) => isMismatch(match));
  const claimed = assessment.regrades.filter(({ match }) => match !== 'not-claimed');
  if (assessment.challengeMatch === 'differs')
    return (
      <p className={styles.overall} data-tone="warn">
        This site has another version of the challenge than the candidate worked on. Verdicts may differ for that
        reason.
      </p>
    );
  if (wrong.length > 0)
    return (
      <p className={styles.overall} data-tone="warn">
        {countOf(wrong.length, 'claim')} of {claimed.length} did not come out as claimed. Both sides are below.
      </p>
    );
  const unfinished = assessment.regrades.filter(({ match }) => match === 'unfinished');
  if (unfinished.length > 0)
    return (
      <p className={styles.overall} data-tone="warn">
        The time allowed was over before {countOf(unfinished.length, 'claim')} of {claimed.length} could be checked
        again. What was covered is below; allow more time in the inbox, and check again.
      </p>
    );
  if (claimed.length === 0) return <p className={styles.overall}>The candidate claims nothing.</p>;
  return (
    <p className={styles.overall} data-tone="ok">
      {claimed.length === 1 ? 'The claim' : `All ${claimed.length} claims`} came out as claimed, bit for bit.
    </p>
  );
}

function RegradeRow({ challenge, regrade }: { readonly challenge: Challenge; readonly regrade: Regrade }) {
  const { name, bounds, claimed, result, match, words } = regrade;
  return (
    <>
      <tr data-match={match}>
        <th scope="row">
          {name} <span className={styles.quiet}>{boundsInWords(challenge.parameters, bounds)}</span>
        </th>
        <td>{claimed ? <VerdictChip result={claimed} full /> : <span className={styles.quiet}>not claimed</span>}</td>
        <td title={words}>
          <VerdictChip result={result} full />
        </td>
        <td className={styles.match}>
          <MatchIcon match={match} />
        </td>
      </tr>
      {claimed && (isMismatch(match) || match === 'unfinished') ? (
        <tr className={styles.both}>
          <td colSpan={4}>
            {matchSentences[match]} {isMismatch(match) ? differences(claimed, result) : ''}
          </td>
        </tr>
      ) : null}
    </>
  );
}

/** What differs, in numbers; where nothing that is shown does, that it is the schedule or the sentences. */
function differences(claimed: CheckResult, result: CheckResult): string {
  const parts = [
    claimed.kind === result.kind ? '' : `the verdict: ${claimed.kind} claimed, ${result.kind} here`,
    claimed.property === result.property
      ? ''
      : `the property: ${claimed.property ?? 'none'} and ${result.property ?? 'none'}`,
    claimed.counts.distinct === result.counts.distinct
      ? ''
      : `states: ${formatCount(claimed.counts.distinct)} and ${formatCount(result.counts.distinct)}`,
    claimed.counts.generated === result.counts.generated
      ? ''
      : `transitions: ${formatCount(claimed.counts.generated)} and ${formatCount(result.counts.generated)}`,
    claimed.length === result.length
      ? ''
      : `steps of the schedule: ${claimed.length ?? 'none'} and ${result.length ?? 'none'}`,
  ].filter(Boolean);
  return parts.length > 0
    ? `Claimed and found here differ in ${listInWords(parts)}.`
    : 'Verdict and counts are the same; the schedule or a property’s result differs.';
}

function LogFacts({ summary, minutes }: { readonly summary: LogSummary; readonly minutes: number | null }) {
  if (summary.share === 'left-out')
    return <p>The candidate left the log out. Files and verdicts can be judged all the same.</p>;
  const facts: readonly (readonly [string, string])[] = [
    ['active', formatActive(summary.activeMs)],
    ...(minutes === null ? [] : [['allowed', formatActive(minutes * 60_000)] as const]),
    ['first to last', formatActive(summary.spanMs)],
    ['sessions', formatCount(summary.sessions)],
    ['checks asked for', formatCount(summary.checksAsked)],
    ['checks while typing', formatCount(summary.checksByThemselves)],
    ['hints opened', formatCount(summary.hintsOpened)],
    ['pastes', summary.pastes === 0 ? '0' : `${summary.pastes} (${formatCount(summary.pastedCharacters)} characters)`],
    ['records', formatCount(summary.records)],
    ...(summary.redacted > 0 ? [['left out', formatCount(summary.redacted)] as const] : []),
    ...(summary.gaps > 0 ? [['gaps', formatCount(summary.gaps)] as const] : []),
  ];
  return (
    <dl className={styles.facts}>
      {facts.map(([label, value]) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function Prose({ text, none }: { readonly text: string; readonly none: string }) {
  if (text.trim() === '') return <p className={styles.quiet}>{none}</p>;
  return (
    <div className={styles.prose}>
      <Suspense fallback={null}>
        <Statement markdown={text} resolveFigure={() => undefined} />
      </Suspense>
    </div>
  );
}

function Papers({
  submission,
  assessment,
}: {
  readonly submission: Submission;
  readonly assessment: Assessment | null;
}) {
  const { manifest, hash } = submission;
  const rows: readonly (readonly [string, string])[] = [
    ['submission', hash],
    ['handed in', new Date(manifest.createdAt).toLocaleString('en-GB')],
    ['invite', manifest.invite ? `${manifest.invite.id}, from ${manifest.invite.from}` : 'none'],
    ['challenge', `${manifest.challenge.slug} ${manifest.challenge.hash.slice(0, 16)}`],
    ['engine of the candidate', `${manifest.engine.version} ${manifest.engine.hash.slice(0, 16)}`],
    ...(assessment
      ? [['engine here', `${assessment.engine.here.version} ${assessment.engine.here.hash.slice(0, 16)}`] as const]
      : []),
  ];
  return (
    <dl className={styles.papers}>
      {rows.map(([label, value]) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
