/** The review sheet: on the left the files, in the middle the log as it will be sent, on the right everything else. */
import { Suspense, useMemo, useState } from 'react';
import { useLocation } from 'wouter';
import { type Challenge, type FileTexts, workFiles } from '../../model';
import { redactSpans } from '../../submission';
import { CodeExcerpt } from '../editor';
import { useCommands } from '../keyboard';
import type { Work } from '../storage';
import type { CandidateKey } from '../storage/candidate-key';
import { ErrorBoundary, formatBytes, lazyComponent, Pane, TabBar } from '../ui';
import { LogPane } from './log-pane';
import { logRows, pastesOf } from './log-rows';
import { PasteList } from './paste-list';
import { emptyDraft, readDraft, type SheetDraft, writeDraft } from './sheet-draft';
import type { SheetLog } from './sheet-log';
import { fittingSpans, type Selection, withoutSpan, withSpan } from './spans';
import styles from './submit.module.css';
import { useClaims } from './use-claims';
import { useSeal } from './use-seal';
import type { SheetLogHandle } from './use-sheet-log';

// The files and the log can be read before this is there.
const HandInPane = lazyComponent(async () => (await import('./hand-in-pane')).HandInPane);

interface Props {
  readonly challenge: Challenge;
  readonly work: Work;
  readonly canWrite: boolean;
  readonly log: SheetLog;
  readonly append: SheetLogHandle['append'];
  readonly candidateKey: CandidateKey;
}

export function ReviewSheet({ challenge, work, canWrite, log, append, candidateKey }: Props) {
  const [draft, changeDraft] = useDraft(challenge.slug);
  const [selection, setSelection] = useState<Selection | null>(null);
  const [middle, setMiddle] = useState<'log' | 'pastes'>('log');
  const files = filesOf(work);
  const spans = useMemo(() => fittingSpans(draft.spans, log.head.n), [draft.spans, log]);
  const redacted = useMemo(() => (log.problem ? log.entries : redactSpans(log.entries, spans)), [log, spans]);
  const sent = draft.sharesLog && log.problem === null ? redacted : null;
  const rows = useMemo(() => logRows(redacted), [redacted]);
  const pastes = useMemo(() => pastesOf(redacted), [redacted]);
  const claims = useClaims(challenge, work.source);
  const [, navigate] = useLocation();
  const seal = useSeal({ challenge, work, draft, pastes, canWrite, append, candidateKey, claims });
  useCommands({
    'seal-work': seal.state.kind === 'sealing' ? null : seal.seal,
    'back-to-work': () => navigate(`/challenge/${challenge.slug}`),
  });
  return (
    <main className={styles.columns}>
      <FilesPane files={files} />
      <Pane
        name="log"
        label="What the log says"
        bar={
          <TabBar
            label="Log"
            selected={middle}
            onSelect={setMiddle}
            controls="sheet-middle"
            tabs={[
              { name: 'log', title: 'Work log' },
              {
                name: 'pastes',
                title: `Pastes ${sent ? pastes.length : 0}`,
                hint: 'Say where a pasted text comes from, if you like',
              },
            ]}
          />
        }
        scrolls={false}
      >
        <div id="sheet-middle" className={styles.middle}>
          <ErrorBoundary what="the log">
            {middle === 'log' ? (
              <LogPane
                challenge={challenge}
                entries={redacted}
                rows={rows}
                recordCount={log.head.n + 1}
                problem={log.problem}
                isSent={draft.sharesLog}
                onSent={(sharesLog) => changeDraft({ sharesLog })}
                selection={selection}
                onSelect={setSelection}
                onLeaveOut={(span) => {
                  changeDraft({ spans: withSpan(spans, span) });
                  setSelection(null);
                }}
                onPutBack={(from) => {
                  changeDraft({ spans: withoutSpan(spans, from) });
                  setSelection(null);
                }}
              />
            ) : (
              <PasteList
                pastes={sent ? pastes : []}
                canWrite={canWrite}
                labels={draft.labels}
                onLabels={(labels) => changeDraft({ labels })}
              />
            )}
          </ErrorBoundary>
        </div>
      </Pane>
      <Suspense fallback={<div aria-busy="true" />}>
        <HandInPane
          challenge={challenge}
          work={work}
          files={files}
          log={log}
          sent={sent}
          draft={draft}
          onDraft={changeDraft}
          selection={selection}
          claims={claims}
          candidateKey={candidateKey}
          seal={seal}
        />
      </Suspense>
    </main>
  );
}

function FilesPane({ files }: { readonly files: FileTexts }) {
  const [file, setFile] = useState<keyof FileTexts>('protocol.ts');
  const text = files[file];
  return (
    <Pane
      name="files"
      label="Files"
      scrolls={false}
      bar={
        <TabBar
          label="Files"
          selected={file}
          onSelect={setFile}
          controls="sheet-file"
          tabs={workFiles.map((name) => ({
            name,
            title: (
              <>
                {name} <span className={styles.size}>{formatBytes(new TextEncoder().encode(files[name]).length)}</span>
              </>
            ),
          }))}
        />
      }
    >
      <div id="sheet-file" className={styles.file}>
        {text === '' ? (
          <p className={styles.quiet}>This file is empty.</p>
        ) : file === 'protocol.ts' ? (
          <CodeExcerpt source={text} marks={[]} label="protocol.ts, as it will be sent" />
        ) : (
          // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
          <pre className={styles.text} tabIndex={0}>
            {text}
          </pre>
        )}
      </div>
    </Pane>
  );
}

export function filesOf({ source, notes, explanation }: Work): FileTexts {
  return { 'protocol.ts': source, 'notes.md': notes, 'explanation.md': explanation };
}

/** What is written on the sheet, kept as it changes. */
function useDraft(slug: string): readonly [SheetDraft, (patch: Partial<SheetDraft>) => void] {
  const [draft, setDraft] = useState<SheetDraft>(() => ({ ...emptyDraft, ...readDraft(slug) }));
  const change = (patch: Partial<SheetDraft>): void =>
    setDraft((before) => {
      const next = { ...before, ...patch };
      writeDraft(slug, next);
      return next;
    });
  return [draft, change];
}
