/** One draft, open for writing: tree, files, verification, and the way out as a pack. */
import { Button } from '@mantine/core';
import { Eye, Redo2, Send, Undo2 } from 'lucide-react';
import { Suspense, useCallback, useEffect, useMemo, useState } from 'react';
import { Group, type Layout, Panel, Separator } from 'react-resizable-panels';
import { Link, useLocation } from 'wouter';
import type { VerifyCheck, VerifyReport, VerifyRow } from '../../model';
import { readPreference, writePreference } from '../storage';
import { useTheme } from '../theme';
import { AppHeader, Banner, lazyComponent } from '../ui';
import { Pane } from '../ui/pane';
import type { FileOperation } from './draft-files';
import styles from './draft-page.module.css';
import { DraftTree, type FileBadge } from './draft-tree';
import { FileEditor, type Reveal } from './file-editor';
import { treeOf } from './file-tree';
import { draftTitle, expectationsPath, manifestPath, statementPath } from './manifest-text';
import { takeLeftOut } from './studio-page';
import { type DraftHandle, useDraft } from './use-draft';
import { useVerification, type Verification } from './use-verification';

const MatrixPane = lazyComponent(async () => (await import('./matrix-pane')).MatrixPane);
const TraceDialog = lazyComponent(async () => (await import('./trace-dialog')).TraceDialog);
const PublishDialog = lazyComponent(async () => (await import('./publish-dialog')).PublishDialog);
const DraftPreview = lazyComponent(async () => (await import('./draft-preview')).DraftPreview);

export function DraftPage({ id, tab }: { readonly id: string; readonly tab?: string | undefined }) {
  const draft = useDraft(id);
  const title = draftTitle(draft.files);
  useEffect(() => {
    document.title = draft.state === 'ready' ? `${title} · Studio · Interleave` : 'Studio · Interleave';
    return () => {
      document.title = 'Interleave';
    };
  }, [draft.state, title]);
  if (draft.state === 'loading') return <Frame title="Studio" busy />;
  if (draft.state !== 'ready')
    return (
      <Frame title="Studio">
        <h1>{draft.state === 'missing' ? 'This browser has no such draft' : 'The draft could not be read'}</h1>
        <p>
          {draft.state === 'missing'
            ? 'Drafts are kept in the browser in which they were written. It may have been deleted, or the address is from another machine: there, export the draft and import the archive here.'
            : 'The browser does not let this page read what it has stored. Check its settings for this site, then reload the page.'}
        </p>
        <p>
          <Link href="/studio">All drafts and templates</Link>
        </p>
      </Frame>
    );
  return tab === 'preview' ? (
    <Suspense fallback={<Frame title={title} busy />}>
      <DraftPreview id={id} files={draft.files} />
    </Suspense>
  ) : (
    <OpenDraft id={id} draft={draft} title={title} />
  );
}

function Frame({
  title,
  busy = false,
  children,
}: {
  readonly title: string;
  readonly busy?: boolean;
  readonly children?: React.ReactNode;
}) {
  return (
    <div className={styles.page}>
      <AppHeader>
        <span className={styles.title}>{title}</span>
      </AppHeader>
      <main className={styles.plain} aria-busy={busy}>
        {children}
      </main>
    </div>
  );
}

interface OpenProps {
  readonly id: string;
  readonly draft: DraftHandle;
  readonly title: string;
}

function OpenDraft({ id, draft, title }: OpenProps) {
  const { files } = draft;
  const [, navigate] = useLocation();
  const theme = useTheme();
  const verification = useVerification(files);
  const { open, selected, select, close, renamed } = useOpenFiles(id, draft);
  const [isPublishing, setIsPublishing] = useState(false);
  const [reveal, setReveal] = useState<Reveal | null>(null);
  const [shown, setShown] = useState<{ readonly row: VerifyRow; readonly check: VerifyCheck } | null>(null);
  const [leftOut, setLeftOut] = useState<readonly string[]>([]);
  useEffect(() => {
    const sentences = takeLeftOut();
    if (sentences.length > 0) setLeftOut(sentences);
  }, []);
  const readOnly = draft.role === 'reader';
  const badges = useBadges(verification);
  const groups = useMemo(() => treeOf(files), [files]);
  const mutants = groups[1]?.folders.find(({ path }) => path === 'mutants');

  const go = useCallback(
    (path: string, line: number): void => {
      if (!files.has(path)) return;
      select(path);
      setReveal((before) => ({ path, line, nonce: (before?.nonce ?? 0) + 1 }));
    },
    [files, select],
  );
  const accept = ({ measured }: VerifyReport): void => {
    if (measured === null) return;
    draft.operate({
      label: 'Accept what was measured',
      moves: [],
      writes: [[expectationsPath, `${JSON.stringify(measured, null, 2)}\n`]],
    });
    select(expectationsPath);
  };
  const addMutant = (): void => {
    const addition = mutants?.addition;
    if (!addition) return;
    draft.operate({
      label: `Add ${addition.suggestion}`,
      moves: [],
      writes: [[addition.suggestion, addition.content]],
    });
    select(addition.suggestion);
  };
  return (
    <div className={styles.page}>
      <AppHeader>
        <h1 className={styles.title}>
          <Link href="/studio" className={styles.back}>
            Studio
          </Link>{' '}
          / {title}
        </h1>
        <div className={styles.side}>
          <SaveState draft={draft} />
          <Button.Group>
            <Button
              size="compact-sm"
              variant="default"
              aria-label={draft.undoable ? `Undo: ${draft.undoable}` : 'Undo: nothing to undo'}
              title={
                draft.undoable
                  ? `Undo: ${draft.undoable}`
                  : 'Undo what was done to files; text has its own undo in the editor'
              }
              disabled={readOnly || draft.undoable === null}
              onClick={draft.undo}
            >
              <Undo2 size={14} aria-hidden />
            </Button>
            <Button
              size="compact-sm"
              variant="default"
              aria-label={draft.redoable ? `Redo: ${draft.redoable}` : 'Redo: nothing to redo'}
              title={draft.redoable ? `Redo: ${draft.redoable}` : 'Redo'}
              disabled={readOnly || draft.redoable === null}
              onClick={draft.redo}
            >
              <Redo2 size={14} aria-hidden />
            </Button>
          </Button.Group>
          <Button
            size="compact-sm"
            variant="default"
            leftSection={<Eye size={14} aria-hidden />}
            title="The workbench exactly as a candidate sees it"
            onClick={() => navigate(`/studio/${id}/preview`)}
          >
            Preview
          </Button>
          <Button size="compact-sm" leftSection={<Send size={14} aria-hidden />} onClick={() => setIsPublishing(true)}>
            Publish
          </Button>
        </div>
      </AppHeader>
      <Notices draft={draft} leftOut={leftOut} onDismissLeftOut={() => setLeftOut([])} />
      <main className={styles.panes}>
        <Panes
          tree={
            <Pane name="tree" label="Files" scrolls={false} bar={<span className={styles.paneTitle}>Files</span>}>
              <DraftTree
                files={files}
                selected={selected}
                readOnly={readOnly}
                badges={badges}
                onSelect={select}
                onOperate={(operation: FileOperation) => draft.operate(operation)}
                onRenamed={renamed}
              />
            </Pane>
          }
          editor={
            <FileEditor
              files={files}
              open={open}
              selected={selected}
              readOnly={readOnly}
              theme={theme}
              findings={verification.report?.findings ?? noFindings}
              reveal={reveal}
              onSelect={select}
              onClose={close}
              onType={draft.type}
            />
          }
          matrix={
            <Suspense fallback={null}>
              <MatrixPane
                verification={verification}
                files={files}
                readOnly={readOnly}
                hasMutants={(mutants?.files.length ?? 0) > 0}
                onReveal={go}
                onTrace={(row, check) => setShown({ row, check })}
                onAccept={accept}
                onAddMutant={addMutant}
                onOperate={draft.operate}
                onSelect={select}
              />
            </Suspense>
          }
        />
      </main>
      <Suspense fallback={null}>
        {isPublishing ? (
          <PublishDialog files={files} report={verification.report} onClose={() => setIsPublishing(false)} />
        ) : null}
        {shown ? (
          <TraceDialog files={files} row={shown.row} check={shown.check} onClose={() => setShown(null)} />
        ) : null}
      </Suspense>
    </div>
  );
}

const noFindings: readonly never[] = [];

function SaveState({ draft }: { readonly draft: DraftHandle }) {
  const words =
    draft.role === 'reader' ? 'read only' : { saved: 'saved', saving: 'saving', failed: 'not saved' }[draft.saveState];
  return (
    <span
      className={styles.save}
      data-state={draft.role === 'reader' ? 'saved' : draft.saveState}
      title={draft.role === 'reader' ? 'Another tab is writing this draft.' : 'Drafts are kept in this browser.'}
    >
      {words}
    </span>
  );
}

interface NoticesProps {
  readonly draft: DraftHandle;
  readonly leftOut: readonly string[];
  readonly onDismissLeftOut: () => void;
}

function Notices({ draft, leftOut, onDismissLeftOut }: NoticesProps) {
  return (
    <>
      {draft.role === 'reader' ? (
        <Banner tone="info" actions={[{ label: 'Take over', run: draft.takeOver }]}>
          This draft is open in another tab, which is the one that writes. What is written there appears here when it is
          saved.
        </Banner>
      ) : null}
      {draft.failure ? (
        <Banner tone="warn">
          {draft.failure === 'full'
            ? 'The browser has no space left, so the draft is not saved. It is kept in this tab only: free some space before closing the tab.'
            : 'The browser does not let this page store anything, so the draft is not saved. It is kept in this tab only.'}
        </Banner>
      ) : null}
      {draft.refusal ? (
        <Banner tone="warn" onDismiss={draft.dismiss}>
          {draft.refusal}
        </Banner>
      ) : null}
      {leftOut.length > 0 ? (
        <Banner tone="warn" onDismiss={onDismissLeftOut}>
          {leftOut.slice(0, 4).join(' ')}
          {leftOut.length > 4 ? ` And ${leftOut.length - 4} more files were left out.` : ''}
        </Banner>
      ) : null}
    </>
  );
}

interface PanesProps {
  readonly tree: React.ReactNode;
  readonly editor: React.ReactNode;
  readonly matrix: React.ReactNode;
}

function Panes({ tree, editor, matrix }: PanesProps) {
  const [stored] = useState(() => readPreference('studio.panes', isLayout, { tree: 15, editor: 49, matrix: 36 }));
  return (
    <Group
      id="studio"
      orientation="horizontal"
      className={styles.group}
      defaultLayout={stored}
      onLayoutChanged={(sizes, { isUserInteraction }) => {
        if (isUserInteraction) writePreference('studio.panes', sizes);
      }}
    >
      <Panel id="tree" minSize={160} defaultSize="15%">
        {tree}
      </Panel>
      <Separator className={styles.separator} aria-label="Border right of the files" />
      <Panel id="editor" minSize={300} defaultSize="49%">
        {editor}
      </Panel>
      <Separator className={styles.separator} aria-label="Border left of the verification" />
      <Panel id="matrix" minSize={280} defaultSize="36%">
        {matrix}
      </Panel>
    </Group>
  );
}

function isLayout(value: unknown): value is Layout {
  return (
    typeof value === 'object' &&
    value !== null &&
    Object.values(value).every((size) => typeof size === 'number' && size >= 0 && size <= 100)
  );
}

/** Which files are open, and which one is shown; kept in this browser for each draft. */
function useOpenFiles(id: string, { files }: DraftHandle) {
  const name = `studio.open.${id}`;
  const [wanted, setWanted] = useState(() =>
    readPreference(name, isOpenFiles, { open: [statementPath, manifestPath], selected: statementPath }),
  );
  const change = useCallback(
    (update: (before: OpenFiles) => OpenFiles): void =>
      setWanted((before) => {
        const next = update(before);
        writePreference(name, next);
        return next;
      }),
    [name],
  );
  const open = wanted.open.filter((path) => files.has(path));
  const [first = ''] = [...open, ...files.keys()];
  const selected = files.has(wanted.selected) ? wanted.selected : first;
  const select = useCallback(
    (path: string): void =>
      change((before) => ({
        open: before.open.includes(path) ? before.open : [...before.open, path],
        selected: path,
      })),
    [change],
  );
  const close = useCallback(
    (path: string): void =>
      change((before) => {
        const rest = before.open.filter((other) => other !== path);
        return { open: rest, selected: rest[Math.max(0, before.open.indexOf(path) - 1)] ?? '' };
      }),
    [change],
  );
  const renamed = useCallback(
    (from: string, to: string): void =>
      change((before) => ({
        open: before.open.map((path) => (path === from ? to : path)),
        selected: before.selected === from ? to : before.selected,
      })),
    [change],
  );
  return {
    open: open.includes(selected) || selected === '' ? open : [...open, selected],
    selected,
    select,
    close,
    renamed,
  };
}

interface OpenFiles {
  readonly open: readonly string[];
  readonly selected: string;
}

function isOpenFiles(value: unknown): value is OpenFiles {
  return (
    typeof value === 'object' &&
    value !== null &&
    'open' in value &&
    Array.isArray(value.open) &&
    value.open.every((path) => typeof path === 'string') &&
    'selected' in value &&
    typeof value.selected === 'string'
  );
}

/** What the matrix says of each file, and where something is wrong. */
function useBadges({ report }: Verification): ReadonlyMap<string, FileBadge> {
  return useMemo(() => {
    const badges = new Map<string, FileBadge>();
    if (report === null) return badges;
    for (const { file, ok } of report.rows) {
      if (badges.get(file)?.tone === 'bad') continue;
      if (ok === null) badges.set(file, { tone: 'busy', sign: '○', words: 'not decided yet' });
      else if (ok) badges.set(file, { tone: 'ok', sign: '✓', words: 'as it should be' });
      else badges.set(file, { tone: 'bad', sign: '✕', words: 'not as it should be' });
    }
    for (const { severity, place } of report.findings) {
      if (badges.get(place.file)?.tone === 'bad') continue;
      if (severity === 'error') badges.set(place.file, { tone: 'warn', sign: '!', words: 'something to settle' });
      else if (!badges.has(place.file)) badges.set(place.file, { tone: 'warn', sign: '·', words: 'advice' });
    }
    return badges;
  }, [report]);
}
