/** The list of what is in the file and what is not, in words that change with the sheet. */
import { type Challenge, type FileTexts, type LogEntry, workFiles } from '../../model';
import { challengeHash, engineIdentity } from '../record';
import type { Work } from '../storage';
import { countOf, formatActive, formatBytes, formatCount, listInWords } from '../ui';
import type { SheetDraft } from './sheet-draft';
import type { SheetLog } from './sheet-log';
import styles from './submit.module.css';
import { type ClaimsHandle, claimedVerdicts } from './use-claims';

interface Props {
  readonly challenge: Challenge;
  readonly work: Work;
  readonly files: FileTexts;
  readonly log: SheetLog;
  readonly sent: readonly LogEntry[] | null;
  readonly draft: SheetDraft;
  readonly claims: ClaimsHandle;
}

export function WhatIsSent(props: Props) {
  return (
    <>
      <section className={styles.section} aria-label="What is sent">
        <h2>What is sent</h2>
        <ul className={styles.plain}>
          {sentLines(props).map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      </section>
      <section className={styles.section} aria-label="What is not sent">
        <h2>What is not sent</h2>
        <ul className={styles.plain}>
          {notSentLines(props).map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      </section>
    </>
  );
}

export function sentLines({ challenge, work, files, log, sent, draft, claims }: Props): readonly string[] {
  const encoder = new TextEncoder();
  const sizes = workFiles.map((file) => `${file} (${formatBytes(encoder.encode(files[file]).length)})`);
  const verdicts = claimedVerdicts(claims.claims).map(({ name, result }) => `${name}: ${result.kind}`);
  const name = draft.name.trim();
  return [
    `the files ${listInWords(sizes)}`,
    logLine(log, sent),
    `${formatActive(work.activeMs)} as the time active`,
    name === '' ? 'no name' : `your name, “${name}”`,
    draft.cover === '' ? 'no cover note' : `the cover note, ${countOf(draft.cover.length, 'character')}`,
    draft.story.length === 0 ? 'no story' : `a story of ${countOf(draft.story.length, 'stop')}`,
    verdicts.length === 0 ? 'no verdicts' : `the verdicts ${listInWords(verdicts)}`,
    ...(work.invite ? [`the invite, number ${work.invite.id.slice(0, 8)}`] : []),
    `which challenge (${challenge.slug}, ${challengeHash(challenge.slug).slice(0, 8)}) and which engine (${engineIdentity.version}, ${engineIdentity.hash.slice(0, 8)}) this is`,
    'when it was sealed, and a public key of this browser for the answer',
  ];
}

function logLine({ head }: SheetLog, sent: readonly LogEntry[] | null): string {
  const count = head.n + 1;
  if (sent === null)
    return `of the work log only that it has ${countOf(count, 'record')}, the hash of the last, and that you left it out`;
  const spans = sent.filter((entry) => 'redacted' in entry).length;
  const shown = sent.length - spans;
  return spans === 0
    ? `the whole work log, ${countOf(count, 'record')}`
    : `${formatCount(shown)} of ${countOf(count, 'record')} of the work log, with ${countOf(spans, 'visible gap')}`;
}

function notSentLines({ sent }: Props): readonly string[] {
  const spans = sent?.filter((entry) => 'redacted' in entry).length ?? 0;
  return [
    ...(spans > 0 ? ['what the gaps left out, but for what it did to the files as a whole'] : []),
    ...(sent === null ? ['the work log: edits, checks, hints, pauses, pastes, and their times'] : []),
    'work on other challenges, settings of this browser, private keys',
    'anything about the machine, the network or the place you are at: the page does not know it',
  ];
}
