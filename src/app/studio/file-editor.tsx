/** The open files: tabs, the source of the one that is shown, and beside it what it makes. */
import { CloseButton, SegmentedControl } from '@mantine/core';
import { type ReactNode, Suspense, useMemo, useState } from 'react';
import { Group, Panel, Separator } from 'react-resizable-panels';
import type { Finding, Problem } from '../../model';
import { EditorPane } from '../editor';
import { readPreference, writePreference } from '../storage';
import type { ThemeName } from '../theme';
import { ErrorBoundary, formatBytes, lazyComponent } from '../ui';
import { Pane } from '../ui/pane';
import type { DraftFiles } from './draft-files';
import styles from './file-editor.module.css';
import { isDefinitionModule, isTextPath } from './file-tree';
import { definitionPath, expectationsPath, manifestPath, statementPath } from './manifest-text';
import { useFigures } from './use-figures';

const DefinitionView = lazyComponent(async () => (await import('./definition-view')).DefinitionView);
const ExpectationsTable = lazyComponent(async () => (await import('./expectations-table')).ExpectationsTable);
const ManifestForm = lazyComponent(async () => (await import('./manifest-form')).ManifestForm);
const Statement = lazyComponent(async () => (await import('../statement')).Statement);

type View = 'source' | 'both' | 'made';

export interface Reveal {
  readonly path: string;
  readonly line: number;
  readonly nonce: number;
}

interface Props {
  readonly files: DraftFiles;
  readonly open: readonly string[];
  readonly selected: string;
  readonly readOnly: boolean;
  readonly theme: ThemeName;
  readonly findings: readonly Finding[];
  readonly reveal: Reveal | null;
  readonly onSelect: (path: string) => void;
  readonly onClose: (path: string) => void;
  readonly onType: (path: string, text: string) => void;
}

export function FileEditor(props: Props) {
  const { files, open, selected, readOnly, theme, findings, reveal, onSelect, onClose, onType } = props;
  const content = files.get(selected);
  const made = madeOf(selected);
  const [view, setView] = useView(selected);
  const [typeErrors, setTypeErrors] = useState<readonly Problem[]>([]);
  const text = typeof content === 'string' ? content : '';
  const isText = typeof content === 'string' && isTextPath(selected);
  const shownView: View = !isText ? 'made' : made === null ? 'source' : view;
  const problems = useMemo(
    () => findings.filter(({ place }) => place.file === selected).map(problemOf),
    [findings, selected],
  );
  const revealLine = reveal?.path === selected ? reveal : undefined;

  return (
    <Pane
      name="file"
      label="File"
      scrolls={false}
      bar={
        <>
          <div className={styles.tabs} role="tablist" aria-label="Open files">
            {open.map((path) => (
              <span key={path} className={styles.tab} data-selected={path === selected}>
                <button
                  type="button"
                  role="tab"
                  aria-selected={path === selected}
                  className={styles.tabName}
                  title={path}
                  onClick={() => onSelect(path)}
                >
                  {path.slice(path.lastIndexOf('/') + 1)}
                </button>
              </span>
            ))}
          </div>
          {open.length > 1 ? (
            <CloseButton
              size="sm"
              aria-label={`Close ${selected}`}
              title="Close this file"
              onClick={() => onClose(selected)}
            />
          ) : null}
          {made !== null && isText ? (
            <SegmentedControl
              size="xs"
              className={styles.views}
              aria-label="Show"
              value={shownView}
              onChange={(value) => setView(value as View)}
              data={[
                { value: 'source', label: 'Source' },
                { value: 'both', label: 'Both' },
                { value: 'made', label: made },
              ]}
            />
          ) : null}
        </>
      }
    >
      <div className={styles.room}>
        <Group orientation="horizontal" className={styles.group} id="file">
          <Panel
            id="source"
            minSize={shownView === 'made' ? 0 : 220}
            defaultSize="50%"
            className={styles.panel}
            data-hidden={shownView === 'made'}
          >
            <div className={styles.source} hidden={shownView === 'made'}>
              {/* Stays while a file without text is shown, so that the histories of the others do. */}
              <ErrorBoundary what="the editor">
                <EditorPane
                  file={isText ? selected : 'nothing.txt'}
                  value={isText ? text : ''}
                  onChange={(value) => {
                    if (isText) onType(selected, value);
                  }}
                  readOnly={readOnly || !isText}
                  problems={problems}
                  stepMarks={noMarks}
                  uncovered={noMarks}
                  theme={theme}
                  revealLine={revealLine}
                  folder={files}
                  isImported={isDefinitionModule}
                  onTypeErrors={setTypeErrors}
                />
              </ErrorBoundary>
            </div>
          </Panel>
          {shownView === 'both' ? (
            <Separator className={styles.separator} aria-label="Border left of what the file makes" />
          ) : null}
          {shownView === 'source' ? null : (
            <Panel id="made" minSize={220} defaultSize="50%">
              <div className={styles.made}>
                <ErrorBoundary key={selected} what={selected}>
                  <Suspense fallback={null}>
                    <Made path={selected} files={files} readOnly={readOnly} onType={onType} />
                  </Suspense>
                </ErrorBoundary>
              </div>
            </Panel>
          )}
        </Group>
      </div>
      <FileProblems findings={findings.filter(({ place }) => place.file === selected)} typeErrors={typeErrors} />
    </Pane>
  );
}

const noMarks: readonly never[] = [];

/** What a file makes, as the name of a view; null for one that is its source alone. */
function madeOf(path: string): string | null {
  if (path === manifestPath) return 'Form';
  if (path === definitionPath) return 'System';
  if (path === statementPath || path.endsWith('.md')) return 'Preview';
  if (path === expectationsPath) return 'Table';
  if (path.endsWith('.svg')) return 'Picture';
  return null;
}

interface MadeProps {
  readonly path: string;
  readonly files: DraftFiles;
  readonly readOnly: boolean;
  readonly onType: (path: string, text: string) => void;
}

function Made({ path, files, readOnly, onType }: MadeProps): ReactNode {
  const content = files.get(path);
  if (content === undefined) return <p className={styles.quiet}>There is no such file. Choose another in the tree.</p>;
  if (path === manifestPath && typeof content === 'string')
    return <ManifestForm text={content} readOnly={readOnly} onChange={(text) => onType(path, text)} />;
  if (path === definitionPath) return <DefinitionView files={files} />;
  if (path === expectationsPath && typeof content === 'string') return <ExpectationsTable text={content} />;
  if (path.endsWith('.md') && typeof content === 'string') return <Preview markdown={content} files={files} />;
  if (/\.(svg|png|jpe?g|webp)$/.test(path)) return <Picture path={path} files={files} />;
  return (
    <p className={styles.quiet}>
      This file is no text{typeof content === 'string' ? '' : `: ${formatBytes(content.length)}`}. It can be renamed and
      deleted in the tree.
    </p>
  );
}

function Preview({ markdown, files }: { readonly markdown: string; readonly files: DraftFiles }) {
  const resolve = useFigures(files);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section className={styles.preview} tabIndex={0} aria-label="The statement as candidates see it">
      <Suspense fallback={null}>
        <Statement markdown={markdown} resolveFigure={resolve} />
      </Suspense>
    </section>
  );
}

function Picture({ path, files }: { readonly path: string; readonly files: DraftFiles }) {
  const resolve = useFigures(files);
  const url = resolve(path);
  return (
    <div className={styles.picture}>
      {url === undefined ? <p className={styles.quiet}>This picture cannot be shown.</p> : <img src={url} alt={path} />}
    </div>
  );
}

interface FileProblemsProps {
  readonly findings: readonly Finding[];
  readonly typeErrors: readonly Problem[];
}

/** What is wrong in the file that is shown. */
function FileProblems({ findings, typeErrors }: FileProblemsProps) {
  const lines = [
    ...findings.map(({ sentence, place, severity }) => ({ sentence, line: place.line, from: severity })),
    ...typeErrors.map(({ sentence, place }) => ({ sentence, line: place?.line ?? 1, from: 'types' })),
  ];
  if (lines.length === 0) return null;
  return (
    <ul className={styles.problems} aria-label="Problems of this file">
      {lines.map(({ sentence, line, from }, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the same problem may be listed twice
        <li key={index}>
          <span className={styles.where}>
            {line} {from}
          </span>
          {sentence}
        </li>
      ))}
    </ul>
  );
}

function problemOf({ sentence, place }: Finding): Problem {
  return { code: 'challenge-invalid', sentence, place };
}

/** How files of this kind are shown, kept in this browser. */
function useView(path: string): readonly [View, (view: View) => void] {
  const name = `studio.view.${path.slice(path.lastIndexOf('.'))}`;
  const [, redraw] = useState(0);
  const view = readPreference(name, isView, 'both');
  return [
    view,
    (next) => {
      writePreference(name, next);
      redraw((count) => count + 1);
    },
  ];
}

function isView(value: unknown): value is View {
  return value === 'source' || value === 'both' || value === 'made';
}
