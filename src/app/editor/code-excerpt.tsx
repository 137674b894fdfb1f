/** Code to look at, without an editor. */
import { useMemo } from 'react';
import styles from './code-excerpt.module.css';
import { CodeLine, codeClass } from './code-line';
import { tokenLines } from './tokens';

/** A line that stands out. `guilty` is where the fault is, `step` where the selected step is. */
export interface CodeMark {
  /** Counts from 1, in the whole source. */
  readonly line: number;
  /** A few words, shown at the end of the line. */
  readonly label?: string;
  readonly tone: 'guilty' | 'step';
}

interface Props {
  readonly source: string;
  readonly marks: readonly CodeMark[];
  /** First line that is shown, by default 1. */
  readonly firstLine?: number;
  /** Last line that is shown, by default the last. */
  readonly lastLine?: number;
  /** What the code is, for readers who hear it. */
  readonly label?: string;
}

/** Read-only code with some lines standing out. Line numbers are those of the whole source. Scrolls if it is too wide. */
export function CodeExcerpt({ source, marks, firstLine = 1, lastLine, label = 'Source' }: Props) {
  const lines = useMemo(() => tokenLines(source), [source]);
  const shown = lines.slice(firstLine - 1, lastLine);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section className={`${styles.excerpt} ${codeClass}`} aria-label={label} tabIndex={0}>
      <ol className={styles.lines} start={firstLine}>
        {shown.map((tokens, index) => {
          const line = firstLine + index;
          const mark = marks.find((candidate) => candidate.line === line);
          return (
            <li key={line} value={line} className={`${styles.line} ${mark === undefined ? '' : styles[mark.tone]}`}>
              <span className={styles.number} aria-hidden>
                {line}
              </span>
              <code className={styles.text}>
                <CodeLine tokens={tokens} />
              </code>
              {mark === undefined ? null : <MarkLabel mark={mark} />}
            </li>
          );
        })}
      </ol>
    </section>
  );
}

function MarkLabel({ mark }: { readonly mark: CodeMark }) {
  if (mark.label !== undefined) return <span className={styles.label}>{mark.label}</span>;
  return <span className="iv-visually-hidden">{mark.tone === 'guilty' ? 'the fault' : 'this step'}</span>;
}
