/** Everything that is sent beside files and log, the list of what is sent, and the button that seals it. */
import { Button, Textarea, TextInput } from '@mantine/core';
import { Download, Lock, Share2 } from 'lucide-react';
import type { ReactNode } from 'react';
import { Link } from 'wouter';
import type { Challenge, FileTexts, LogEntry } from '../../model';
import { recipientsIn, shortKey } from '../invite/recipients';
import { VerdictChip } from '../review/verdict-chip';
import type { Work } from '../storage';
import { type CandidateKey, encodeCandidateKey } from '../storage/candidate-key';
import { countOf, download, formatActive, formatBytes, formatShort, Pane } from '../ui';
import { coverLengthMax, nameLengthMax, type SheetDraft } from './sheet-draft';
import type { SheetLog } from './sheet-log';
import type { Selection } from './spans';
import { StoryEditor } from './story-editor';
import styles from './submit.module.css';
import { type Claim, type ClaimsHandle, canBeClaimed } from './use-claims';
import type { SealedFile, SealHandle } from './use-seal';
import { WhatIsSent } from './what-is-sent';

interface Props {
  readonly challenge: Challenge;
  readonly work: Work;
  readonly files: FileTexts;
  readonly log: SheetLog;
  /** The log as it will be sent; null if it is left out. */
  readonly sent: readonly LogEntry[] | null;
  readonly draft: SheetDraft;
  readonly onDraft: (patch: Partial<SheetDraft>) => void;
  readonly selection: Selection | null;
  readonly claims: ClaimsHandle;
  readonly candidateKey: CandidateKey;
  readonly seal: SealHandle;
}

export function HandInPane(props: Props) {
  const { work, draft, onDraft, selection, claims, candidateKey } = props;
  return (
    <Pane name="hand-in" label="Hand in" scrolls={false}>
      <div className={styles.form}>
        <Section title="Who can open it">
          <Recipients work={work} draft={draft} onDraft={onDraft} />
        </Section>
        <Section title="Your name">
          <TextInput
            size="xs"
            aria-label="Your name"
            placeholder="As you like to be called; may stay empty"
            value={draft.name}
            onChange={({ currentTarget }) => onDraft({ name: currentTarget.value.slice(0, nameLengthMax) })}
          />
        </Section>
        <Section title="Cover note">
          <Textarea
            size="xs"
            autosize
            minRows={3}
            maxRows={14}
            aria-label="Cover note"
            placeholder="Markdown. What should the reader know first?"
            value={draft.cover}
            onChange={({ currentTarget }) => onDraft({ cover: currentTarget.value.slice(0, coverLengthMax) })}
          />
        </Section>
        <Section title="Story">
          <StoryEditor
            story={draft.story}
            selection={selection}
            stepsOf={(record) => counterexampleSteps(props.log, record)}
            onStory={(story) => onDraft({ story })}
          />
        </Section>
        <Section title="Verdicts">
          <Claims claims={claims} />
        </Section>
        <WhatIsSent {...props} />
        <Section title="Feedback to you">
          <p className={styles.quiet}>
            The file holds a public key of this browser, so that the answer can be sealed to you.{' '}
            {candidateKey.isKept
              ? 'The private half stays here; without it, or a backup, nobody can open the answer.'
              : 'This browser keeps nothing: save the private half, or nobody can open the answer.'}{' '}
            <Link href="/feedback">Open feedback</Link>
          </p>
          <Button
            size="compact-sm"
            variant="default"
            leftSection={<Download size={14} aria-hidden />}
            onClick={() => download(encodeCandidateKey(candidateKey), 'interleave-feedback-key.txt', 'text/plain')}
          >
            Save a backup of the key
          </Button>
        </Section>
      </div>
      <SealBar {...props} />
    </Pane>
  );
}

/** Steps of what the check in a record has shown; null if it is no check, or has shown nothing. */
function counterexampleSteps({ entries }: SheetLog, record: number): number | null {
  const entry = entries.find(({ n }) => n === record);
  return entry && !('redacted' in entry) && entry.event.kind === 'check' ? entry.event.result.length : null;
}

function Section({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section className={styles.section} aria-label={title}>
      <h2>{title}</h2>
      {children}
    </section>
  );
}

type RecipientProps = Pick<Props, 'work' | 'draft' | 'onDraft'>;

function Recipients({ work, draft, onDraft }: RecipientProps) {
  const { invite } = work;
  if (invite) {
    const { from, recipients, minutes } = invite;
    return (
      <>
        <p>
          <strong>{from}</strong>, whoever there has {recipients.length === 1 ? 'the key' : 'one of the keys'}
          {recipients.map((key, index) => (
            <span key={key}>
              {index === 0 ? ' ' : ', '}
              <code title={key}>{shortKey(key)}</code>
            </span>
          ))}
          . Nobody else, not even you.
        </p>
        <p className={styles.quiet}>
          {formatActive(work.activeMs)} active
          {minutes === null ? '; the time is not limited.' : ` of ${formatActive(minutes * 60_000)} allowed.`}
          {minutes !== null && work.activeMs > minutes * 60_000
            ? ' It is over; you can hand in all the same, and the reader sees both numbers.'
            : ''}
        </p>
      </>
    );
  }
  const { recipients, faults } = recipientsIn(draft.recipients);
  return (
    <>
      <p className={styles.quiet}>
        Nobody has invited you to this challenge here. If you have an invite, open its link first; else paste the public
        keys of those who are to read it.
      </p>
      <Textarea
        size="xs"
        autosize
        minRows={2}
        maxRows={6}
        spellCheck={false}
        aria-label="Public keys of those who can open it"
        placeholder="age1…"
        classNames={{ input: styles.mono ?? '' }}
        value={draft.recipients}
        error={draft.recipients.trim() === '' ? undefined : faults.join(' ') || undefined}
        onChange={({ currentTarget }) => onDraft({ recipients: currentTarget.value })}
      />
      {recipients.length > 0 ? <p className={styles.quiet}>Sealed to {countOf(recipients.length, 'key')}.</p> : null}
    </>
  );
}

function Claims({ claims: { claims, isRunning, run, stop } }: { readonly claims: ClaimsHandle }) {
  const isDone = claims.every(({ state }) => state.kind === 'done');
  return (
    <>
      <p className={styles.quiet}>
        Checked now, and told to the reader, whose machine computes them again. What is not finished is not claimed.
      </p>
      <dl className={styles.claims} aria-live="polite">
        {claims.map((claim) => (
          <div key={claim.name}>
            <dt>{claim.name}</dt>
            <dd>
              <ClaimText claim={claim} />
            </dd>
          </div>
        ))}
      </dl>
      {isDone ? null : (
        <Button size="compact-xs" variant="default" onClick={isRunning ? stop : run}>
          {isRunning ? 'Stop' : 'Check'}
        </Button>
      )}
    </>
  );
}

function ClaimText({ claim: { state } }: { readonly claim: Claim }) {
  switch (state.kind) {
    case 'waiting':
      return <span className={styles.quiet}>not checked</span>;
    case 'running':
      return (
        <span className={styles.quiet}>
          checking… {state.progress ? `${formatShort(state.progress.distinct)} states` : ''}
        </span>
      );
    case 'failed':
      return (
        <span className={styles.quiet}>could not be checked: {state.reason}. Check again, or seal without it.</span>
      );
    case 'done':
      return (
        <>
          <VerdictChip result={state.result} full />
          {canBeClaimed(state.result) ? null : (
            <span className={styles.quiet}> not claimed: a limit of this machine ended it</span>
          )}
        </>
      );
  }
}

function SealBar({ draft, work, log, claims, seal, onDraft }: Props) {
  const { state } = seal;
  const isUnfinished = claims.claims.some((claim) => claim.state.kind !== 'done');
  const isLogAtFault =
    draft.sharesLog && (log.problem !== null || (state.kind === 'failed' && isAboutLog(state.problem.code)));
  return (
    <div className={styles.sealBar}>
      {state.kind === 'failed' ? (
        <p role="alert" className={styles.warn}>
          {state.problem.sentence}
        </p>
      ) : null}
      {isLogAtFault ? (
        <Button
          size="compact-sm"
          variant="default"
          onClick={() => {
            onDraft({ sharesLog: false });
            seal.clear();
          }}
        >
          Leave the log out
        </Button>
      ) : null}
      <div className={styles.line}>
        <Button leftSection={<Lock size={14} aria-hidden />} loading={state.kind === 'sealing'} onClick={seal.seal}>
          {state.kind === 'sealed' ? 'Seal and save again' : 'Seal and save'}
        </Button>
        {isUnfinished && state.kind !== 'sealed' ? (
          <span className={styles.quiet}>Sealed now, it claims only what is checked.</span>
        ) : null}
        {state.kind === 'sealed' ? <ShareButton file={state.file} /> : null}
      </div>
      <p className={styles.quiet} role="status">
        {state.kind === 'sealed' ? (
          <>
            Saved as <strong>{state.file.name}</strong>, {formatBytes(state.file.bytes.length)}. Send this file to{' '}
            {work.invite?.from ?? 'whoever has the key'}, the way you are in touch with them. You can change things and
            seal again.
          </>
        ) : (
          'The file is made in this tab and saved on this machine. Nothing is sent by the page.'
        )}
      </p>
    </div>
  );
}

function isAboutLog(code: string): boolean {
  return code.startsWith('log-');
}

/** Hands the file to another app, where the browser can. */
function ShareButton({ file: { name, bytes } }: { readonly file: SealedFile }) {
  const files = [new File([bytes as BlobPart], name, { type: 'application/octet-stream' })];
  if (!navigator.canShare?.({ files })) return null;
  return (
    <Button
      variant="default"
      leftSection={<Share2 size={14} aria-hidden />}
      // Whoever closes the dialog of the system has decided.
      onClick={() => void navigator.share({ files, title: name }).catch(() => undefined)}
    >
      Share
    </Button>
  );
}
