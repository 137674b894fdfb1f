/** What is in the inbox: what each candidate claims, what came out here, and how they got there. */
import { ActionIcon, Loader, Tooltip } from '@mantine/core';
import { CircleAlert, CircleCheck, Hourglass, Lock, MailWarning, PackageX, Trash2, TriangleAlert } from 'lucide-react';
import { useMemo } from 'react';
import { Link } from 'wouter';
import { type Assessment, packHashStart, type Regrade, type Submission } from '../../model';
import {
  anonymousNames,
  claimMatch,
  groupByFailure,
  hiddenSentences,
  inviteSentence,
  matchSentences,
} from '../../review';
import { formatActive, formatCount } from '../ui';
import { candidateName } from './candidate';
import type { AssessmentState, InboxEntry } from './inbox';
import styles from './inbox-table.module.css';
import { sharedInbox } from './use-inbox';
import type { Scores } from './use-scores';
import { VerdictChip } from './verdict-chip';

interface Props {
  readonly entries: readonly InboxEntry[];
  readonly anonymous: boolean;
  readonly scores: Scores;
}

export function InboxTable({ entries, anonymous, scores }: Props) {
  const names = useMemo(
    () => anonymousNames(entries.flatMap(({ state }) => (state.kind === 'open' ? [state.submission.hash] : []))),
    [entries],
  );
  const letters = useMemo(() => {
    const assessed = entries.flatMap(({ state }) =>
      state.kind === 'open' && state.assessment.kind === 'done' ? [state.assessment.assessment] : [],
    );
    return new Map(
      groupByFailure(assessed.filter(({ failing }) => failing.length > 0)).flatMap(({ letter, submissions }) =>
        submissions.map((hash) => [hash, letter]),
      ),
    );
  }, [entries]);
  return (
    <div className={styles.scroll}>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">Candidate</th>
            <th scope="col">Challenge</th>
            <th scope="col">Claims</th>
            <th scope="col">Here</th>
            <th scope="col">
              <abbr title="The verdict at bounds that the candidate did not know">Hidden</abbr>
            </th>
            <th scope="col">
              <abbr title="Submissions with the same letter fail the same properties">Group</abbr>
            </th>
            <th scope="col">Mutants</th>
            <th scope="col" className={styles.number}>
              Active
            </th>
            <th scope="col" className={styles.number}>
              <abbr title="Checks that the candidate asked for">Runs</abbr>
            </th>
            <th scope="col" className={styles.number}>
              My score
            </th>
            <th scope="col">
              <span className="iv-visually-hidden">Remove</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {entries.map((entry) => (
            <Row
              key={entry.id}
              entry={entry}
              name={nameOf(entry, anonymous, names)}
              group={entry.state.kind === 'open' ? (letters.get(entry.state.submission.hash) ?? '') : ''}
              scores={scores}
            />
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface RowProps {
  readonly entry: InboxEntry;
  readonly name: string;
  readonly group: string;
  readonly scores: Scores;
}

function Row({ entry, name, group, scores }: RowProps) {
  const { id, state } = entry;
  return (
    <tr className={styles.row} data-state={state.kind}>
      <th scope="row" className={styles.name}>
        {state.kind === 'open' ? (
          <Link href={`/review/${id}`} className={styles.link}>
            {name}
          </Link>
        ) : (
          <span className={styles.file}>{entry.name}</span>
        )}
      </th>
      {state.kind === 'open' ? (
        <OpenCells submission={state.submission} assessment={state.assessment} group={group} scores={scores} />
      ) : (
        <td colSpan={9} className={styles.words}>
          {state.kind === 'reading' ? (
            <span className={styles.quiet}>
              <Loader size={12} /> opening
            </span>
          ) : (
            <>
              {state.kind === 'locked' ? (
                <Lock size={14} className={styles.lock} aria-hidden />
              ) : (
                <CircleAlert size={14} className={styles.refused} aria-hidden />
              )}
              {state.problem.sentence}
            </>
          )}
        </td>
      )}
      <td>
        <ActionIcon
          size="sm"
          variant="subtle"
          color="gray"
          aria-label={`Remove ${name} from the inbox`}
          title="Remove from the inbox"
          onClick={() => void sharedInbox().remove(id)}
        >
          <Trash2 size={14} aria-hidden />
        </ActionIcon>
      </td>
    </tr>
  );
}

interface CellsProps {
  readonly submission: Submission;
  readonly assessment: AssessmentState;
  readonly group: string;
  readonly scores: Scores;
}

function OpenCells({ submission, assessment, group, scores }: CellsProps) {
  const { manifest } = submission;
  const claim = manifest.claims.find(({ name }) => name === 'full') ?? manifest.claims[0];
  const done = assessment.kind === 'done' ? assessment.assessment : null;
  const score = scores.of(submission.hash);
  return (
    <>
      <td>{manifest.challenge.title}</td>
      <td>{claim ? <VerdictChip result={claim.result} /> : <span className={styles.quiet}>nothing</span>}</td>
      <td>
        {done ? <Regraded assessment={done} name={claim?.name ?? 'full'} /> : <AssessmentProgress state={assessment} />}
      </td>
      <td>{done ? <HiddenCell assessment={done} /> : null}</td>
      <td>{group ? <span className={styles.group}>{group}</span> : null}</td>
      <td>
        {done?.mutants ? (
          `${done.mutants.killed} of ${done.mutants.of}`
        ) : (
          <span className={styles.quiet} title="This challenge asks for no mutants">
            –
          </span>
        )}
      </td>
      <td className={styles.number} title="By the candidate's clock">
        {formatActive(done?.log.share === 'left-out' ? manifest.activeMs : (done?.log.activeMs ?? manifest.activeMs))}
      </td>
      <td className={styles.number}>
        {done ? (done.log.share === 'left-out' ? 'no log' : formatCount(done.log.checksAsked)) : ''}
      </td>
      <td className={styles.number}>{score ?? <span className={styles.quiet}>–</span>}</td>
    </>
  );
}

/** What came out here, and whether that is what was claimed. */
function Regraded({ assessment, name }: { readonly assessment: Assessment; readonly name: string }) {
  const regrade = assessment.regrades.find((one) => one.name === name) ?? assessment.regrades[0];
  if (assessment.challengeMatch === 'unknown')
    return (
      <span className={styles.match} title="Open the submission to see which pack is missing.">
        <PackageX size={14} className={styles.lock} aria-hidden />{' '}
        {packHashStart(assessment.challenge.slug) === null ? 'unknown here' : 'pack missing'}
      </span>
    );
  if (!regrade) return <span className={styles.quiet}>not checked</span>;
  return (
    <span className={styles.match}>
      <VerdictChip result={regrade.result} />
      <MatchIcon match={claimMatch(assessment)} />
      <InviteIcon assessment={assessment} />
    </span>
  );
}

/** A sign where the invite that the submission names is not the one of its log. */
function InviteIcon({ assessment }: { readonly assessment: Assessment }) {
  const words = inviteSentence(assessment);
  if (words === null || assessment.inviteMatch === 'not-told') return null;
  return (
    <Tooltip label={words} multiline maw={420}>
      <MailWarning size={14} className={styles.differs} role="img" aria-label={words} />
    </Tooltip>
  );
}

export function MatchIcon({ match }: { readonly match: Regrade['match'] }) {
  if (match === 'not-claimed') return null;
  const words = matchSentences[match];
  const Icon = { same: CircleCheck, differs: TriangleAlert, 'other-engine': TriangleAlert, unfinished: Hourglass }[
    match
  ];
  return (
    <Tooltip label={words}>
      <Icon
        size={14}
        className={match === 'same' ? styles.same : match === 'unfinished' ? styles.lock : styles.differs}
        role="img"
        aria-label={words}
      />
    </Tooltip>
  );
}

function HiddenCell({ assessment }: { readonly assessment: Assessment }) {
  const regraded = assessment.regrades.filter(({ origin }) => origin === 'hidden');
  const worst = regraded.find(({ result }) => result.kind !== 'holds') ?? regraded[0];
  switch (assessment.hidden) {
    case 'none':
      return <span className={styles.quiet}>–</span>;
    case 'pack-missing':
      return (
        <span className={styles.quiet} title={hiddenSentences[assessment.hidden]}>
          not loaded
        </span>
      );
    case 'matches':
    case 'in-pack':
    case 'not-promised':
    case 'differs':
      return (
        <span className={styles.match}>
          {worst ? <VerdictChip result={worst.result} /> : null}
          {assessment.hidden === 'differs' ? (
            <Tooltip label={hiddenSentences.differs}>
              <TriangleAlert size={14} className={styles.differs} role="img" aria-label="Not those of the invite" />
            </Tooltip>
          ) : null}
        </span>
      );
  }
}

export function AssessmentProgress({ state }: { readonly state: AssessmentState }) {
  switch (state.kind) {
    case 'waiting':
      return <span className={styles.quiet}>waiting</span>;
    case 'running': {
      const { progress } = state;
      const states = progress?.check ? `, ${formatCount(progress.check.distinct)} states` : '';
      return (
        <span className={styles.quiet}>
          <Loader size={12} /> {progress ? `check ${progress.done + 1} of ${progress.of}${states}` : 'checking'}
        </span>
      );
    }
    case 'failed':
      return <span className={styles.words}>{state.problem.sentence}</span>;
    case 'done':
      return null;
  }
}

function nameOf(entry: InboxEntry, anonymous: boolean, names: ReadonlyMap<string, string>): string {
  if (entry.state.kind !== 'open') return entry.name;
  return candidateName(entry.state.submission, anonymous, names);
}
