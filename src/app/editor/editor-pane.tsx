/** The source of a protocol, to read at once and to edit as soon as the editor has loaded. */
import { useCallback, useEffect, useRef, useState } from 'react';
import type { EditOrigin, Problem } from '../../model';
import styles from './editor-pane.module.css';
import type { EditorTheme } from './monaco-themes';
import { PlainSource } from './plain-source';
import type { SourceEditor } from './source-editor';
import type { StepMark } from './step-marks';

export interface EditorPaneProps {
  /** Name of the file, for example `protocol.ts`. Each file keeps its own undo stack, as long as the pane is mounted. */
  readonly file: string;
  readonly value: string;
  readonly onChange: (value: string, origin: EditOrigin) => void;
  readonly readOnly?: boolean;
  /** From a check. Those with a place in this file are marked. */
  readonly problems: readonly Problem[];
  readonly stepMarks: readonly StepMark[];
  /** Lines that no reachable state executes. */
  readonly uncovered: readonly number[];
  /** Said of each of them. */
  readonly uncoveredWords?: string | undefined;
  readonly theme: EditorTheme;
  /** Brings a line into view whenever `nonce` changes. */
  readonly revealLine?: { readonly line: number; readonly nonce: number } | undefined;
  /**
   * The folder that the file is in, where its files import each other: their contents by path. Other values than texts are
   * files of other kinds.
   */
  readonly folder?: ReadonlyMap<string, unknown> | undefined;
  /** Which of them can be imported. */
  readonly isImported?: (path: string) => boolean;
  /** Called once, when the editor can be typed into. */
  readonly onReady?: () => void;
  /** Type errors of this file, whenever they change: code `type-error`. */
  readonly onTypeErrors?: (problems: readonly Problem[]) => void;
}

/** Fills its parent, which must have a height. */
export function EditorPane(props: EditorPaneProps) {
  const { file, value, readOnly = false, problems, stepMarks, uncovered, theme, revealLine } = props;
  const host = useRef<HTMLDivElement>(null);
  const plain = useRef<HTMLElement>(null);
  const latest = useRef(props);
  latest.current = props;
  const [editor, setEditor] = useState<SourceEditor | null>(null);
  const [attempt, setAttempt] = useState(1);
  const [hasFailed, setHasFailed] = useState(false);

  const load = useCallback(async (isWanted: () => boolean): Promise<SourceEditor | undefined> => {
    const { SourceEditor } = await import('./source-editor');
    if (!isWanted() || host.current === null) return undefined;
    return new SourceEditor(host.current, latest.current.theme, {
      onChange: (text, origin) => latest.current.onChange(text, origin),
      onTypeErrors: (found) => latest.current.onTypeErrors?.(found),
    });
  }, []);

  // biome-ignore lint/correctness/useExhaustiveDependencies: another attempt loads again
  useEffect(() => {
    let isMounted = true;
    let created: SourceEditor | undefined;
    load(() => isMounted).then(
      (loaded) => {
        if (loaded === undefined) return;
        created = loaded;
        setEditor(loaded);
      },
      () => {
        if (isMounted) setHasFailed(true);
      },
    );
    return () => {
      isMounted = false;
      created?.dispose();
    };
  }, [load, attempt]);

  const { folder, isImported = nothing } = props;
  useEffect(() => {
    if (folder) editor?.setFolder(folder, isImported);
    editor?.open(file, value);
  }, [editor, file, value, folder, isImported]);
  useEffect(() => editor?.setReadOnly(readOnly), [editor, readOnly]);
  useEffect(() => editor?.setTheme(theme), [editor, theme]);
  useEffect(() => editor?.setProblems(problems), [editor, problems]);
  useEffect(() => editor?.setStepMarks(stepMarks), [editor, stepMarks]);
  const { uncoveredWords = 'No reachable state executes this line.' } = props;
  useEffect(() => editor?.setUncovered(uncovered, uncoveredWords), [editor, uncovered, uncoveredWords]);
  useEffect(() => {
    if (editor === null) return;
    const stand = plain.current;
    const hadFocus = stand?.contains(document.activeElement) === true;
    editor.scrollTo(stand?.scrollTop ?? 0, stand?.scrollLeft ?? 0);
    if (hadFocus) editor.focus();
    latest.current.onReady?.();
  }, [editor]);
  const revealNonce = revealLine?.nonce;
  useEffect(() => {
    const target = latest.current.revealLine;
    if (revealNonce !== undefined && target !== undefined) editor?.reveal(target.line);
  }, [editor, revealNonce]);

  return (
    <div className={styles.pane}>
      <div ref={host} className={styles.host} data-ready={editor !== null} />
      {editor === null ? <PlainSource ref={plain} value={value} label={`${file}; the editor is loading`} /> : null}
      {hasFailed ? (
        <p className={styles.notice} role="alert">
          The editor could not be loaded, so the source is read-only. The work is saved. Check the connection and try
          again.
          <button
            type="button"
            onClick={() => {
              setHasFailed(false);
              setAttempt(attempt + 1);
            }}
          >
            Try again
          </button>
        </p>
      ) : null}
    </div>
  );
}

function nothing(): boolean {
  return false;
}
