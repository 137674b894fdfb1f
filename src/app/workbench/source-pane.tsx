/** The source and what is wrong with it. */
import { Suspense, useId, useState } from 'react';
import type { EditOrigin, Problem } from '../../model';
import { protocolFile } from '../catalogue';
import type { StepMark } from '../editor';
import type { ThemeName } from '../theme';
import { ErrorBoundary, lazyComponent } from '../ui';
import { Pane } from '../ui/pane';
import { listProblems } from './problem-list';
import styles from './source-pane.module.css';

const Editor = lazyComponent(async () => (await import('../editor')).EditorPane);

interface Props {
  readonly source: string;
  readonly readOnly: boolean;
  readonly theme: ThemeName;
  readonly problems: readonly Problem[];
  readonly typeErrors: readonly Problem[];
  readonly stepMarks: readonly StepMark[];
  readonly uncovered: readonly number[];
  readonly reveal: { readonly line: number; readonly nonce: number } | undefined;
  readonly onChange: (source: string, origin: EditOrigin) => void;
  readonly onTypeErrors: (problems: readonly Problem[]) => void;
  readonly onReveal: (line: number) => void;
  readonly onExport: () => void;
}

export function SourcePane(props: Props) {
  const { source, readOnly, theme, problems, typeErrors, stepMarks, uncovered, reveal } = props;
  return (
    <Pane
      name="editor"
      label="Editor"
      scrolls={false}
      bar={
        <>
          <span className={styles.file}>{protocolFile}</span>
          {readOnly ? <span className={styles.badge}>read only</span> : null}
          {stepMarks.length > 0 ? (
            <span className={styles.legend}>numbers in the margin: steps of the trace</span>
          ) : null}
          {uncovered.length > 0 ? (
            <span className={styles.legend}>hatched: lines no reachable state executes</span>
          ) : null}
        </>
      }
    >
      <div className={styles.editor}>
        <ErrorBoundary what="the editor" rescue={{ label: 'Export the work', run: props.onExport }}>
          <Suspense fallback={null}>
            <Editor
              file={protocolFile}
              value={source}
              onChange={props.onChange}
              readOnly={readOnly}
              problems={problems}
              stepMarks={stepMarks}
              uncovered={uncovered}
              theme={theme}
              revealLine={reveal}
              onTypeErrors={props.onTypeErrors}
            />
          </Suspense>
        </ErrorBoundary>
      </div>
      <Problems problems={problems} typeErrors={typeErrors} onReveal={props.onReveal} />
    </Pane>
  );
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
