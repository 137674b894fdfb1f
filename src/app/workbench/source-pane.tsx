/** The source and what is wrong with it. */
import { type ReactNode, Suspense, useId, useMemo, useState } from 'react';
import type { Challenge, EditOrigin, Problem } from '../../model';
import { shownFile, sourceTitle } from '../catalogue';
import type { StepMark } from '../editor';
import type { ThemeName } from '../theme';
import { ErrorBoundary, lazyComponent } from '../ui';
import { Pane } from '../ui/pane';
import { TabBar } from '../ui/tab-bar';
import { listProblems } from './problem-list';
import styles from './source-pane.module.css';

const UncoveredLines = lazyComponent(async () => (await import('./uncovered-lines')).UncoveredLines);
const Editor = lazyComponent(async () => (await import('../editor')).EditorPane);

interface Props {
  readonly challenge: Challenge;
  readonly source: string;
  readonly readOnly: boolean;
  readonly theme: ThemeName;
  readonly problems: readonly Problem[];
  readonly typeErrors: readonly Problem[];
  readonly stepMarks: readonly StepMark[];
  /** Lines that no reachable state executes, and what is said of them. */
  readonly uncovered: readonly number[];
  readonly uncoveredWords: string;
  readonly reveal: { readonly line: number; readonly nonce: number } | undefined;
  readonly onChange: (source: string, origin: EditOrigin) => void;
  readonly onTypeErrors: (problems: readonly Problem[]) => void;
  readonly onReveal: (line: number) => void;
  readonly onExport: () => void;
  /** What the source describes, drawn; shown in place of the source on request. */
  readonly chart?: ((onReveal: (line: number) => void) => ReactNode) | undefined;
}

export function SourcePane(props: Props) {
  const { challenge, source, readOnly, theme, stepMarks, uncovered, uncoveredWords, reveal, chart } = props;
  const file = sourceTitle(challenge);
  const problems = useMemo(
    () => props.problems.map((problem) => withShownFile(problem, challenge)),
    [props.problems, challenge],
  );
  const [view, setView] = useState<'source' | 'chart'>('source');
  const contentId = useId();
  const showLine = (line: number): void => {
    setView('source');
    props.onReveal(line);
  };
  const isDrawn = chart !== undefined && view === 'chart';
  return (
    <Pane
      name="editor"
      label="Editor"
      scrolls={false}
      bar={
        <>
          {chart === undefined ? (
            <span className={styles.file}>{file}</span>
          ) : (
            <TabBar
              label="Source"
              controls={contentId}
              selected={view}
              onSelect={setView}
              tabs={[
                { name: 'source', title: file },
                { name: 'chart', title: 'Chart' },
              ]}
            />
          )}
          {readOnly ? <span className={styles.badge}>read only</span> : null}
          {stepMarks.length > 0 && !isDrawn ? (
            <span className={styles.legend}>numbers in the margin: steps of the trace</span>
          ) : null}
          {uncovered.length > 0 && !isDrawn ? (
            <span className={styles.legend} title={uncoveredWords}>
              hatched: lines no reachable state executes
            </span>
          ) : null}
        </>
      }
    >
      {/* The editor stays, so that what was typed can still be undone. */}
      <div id={contentId} className={styles.editor}>
        <div className={styles.layer} data-hidden={isDrawn || undefined}>
          <ErrorBoundary what="the editor" rescue={{ label: 'Export the work', run: props.onExport }}>
            <Suspense fallback={null}>
              <Editor
                file={file}
                value={source}
                onChange={props.onChange}
                readOnly={readOnly}
                problems={problems}
                stepMarks={stepMarks}
                uncovered={uncovered}
                uncoveredWords={uncoveredWords}
                theme={theme}
                revealLine={reveal}
                onTypeErrors={props.onTypeErrors}
              />
            </Suspense>
          </ErrorBoundary>
        </div>
        {isDrawn ? <div className={styles.layer}>{chart(showLine)}</div> : null}
      </div>
      <Problems problems={problems} typeErrors={props.typeErrors} onReveal={props.onReveal} />
      {uncovered.length > 0 ? (
        <UncoveredLines lines={uncovered} words={uncoveredWords} onReveal={props.onReveal} />
      ) : null}
    </Pane>
  );
}

function withShownFile(problem: Problem, challenge: Challenge): Problem {
  const { place } = problem;
  return place === undefined ? problem : { ...problem, place: { ...place, file: shownFile(challenge, place.file) } };
}

interface ProblemsProps {
  readonly problems: readonly Problem[];
  readonly typeErrors: readonly Problem[];
  readonly onReveal: (line: number) => void;
}

function Problems({ problems, typeErrors, onReveal }: ProblemsProps) {
  const [isOpen, setIsOpen] = useState(true);
  const id = useId();
  const all = listProblems(problems, typeErrors);
  return (
    <div className={styles.problems}>
      <button
        type="button"
        className={styles.problemsBar}
        aria-expanded={isOpen && all.length > 0}
        aria-controls={id}
        onClick={() => setIsOpen(!isOpen)}
      >
        Problems <span className={all.length > 0 ? styles.countSome : styles.count}>{all.length}</span>
      </button>
      {isOpen && all.length > 0 ? (
        <ul id={id} className={styles.list}>
          {all.map(({ problem, from }, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the same problem may be listed twice
            <li key={index}>
              <button type="button" className={styles.problem} onClick={() => onReveal(problem.place?.line ?? 1)}>
                <span className={styles.where}>
                  {problem.place ? `${problem.place.line}:${problem.place.column}` : ''} {from}
                </span>
                <span>{problem.sentence}</span>
              </button>
            </li>
          ))}
        </ul>
      ) : null}
    </div>
  );
}
