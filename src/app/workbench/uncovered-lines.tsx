/** What the editor's margin shows by hatching, in words: lines that no reachable state executes. */
import { useId, useState } from 'react';
import styles from './source-pane.module.css';

interface Props {
  readonly lines: readonly number[];
  readonly words: string;
  readonly onReveal: (line: number) => void;
}

export function UncoveredLines({ lines, words, onReveal }: Props) {
  const [isOpen, setIsOpen] = useState(false);
  const id = useId();
  return (
    <div className={styles.problems}>
      <button
        type="button"
        className={styles.problemsBar}
        aria-expanded={isOpen}
        aria-controls={id}
        onClick={() => setIsOpen(!isOpen)}
      >
        Never executed <span className={styles.count}>{lines.length}</span>
      </button>
      {isOpen ? (
        <div id={id} className={styles.uncovered}>
          <p>{words}</p>
          <ul>
            {lineRanges(lines).map(({ first, last }) => (
              <li key={first}>
                <button type="button" className={styles.lines} onClick={() => onReveal(first)}>
                  {first === last ? `line ${first}` : `lines ${first}–${last}`}
                </button>
              </li>
            ))}
          </ul>
        </div>
      ) : null}
    </div>
  );
}

/** Lines that follow each other, as one. The lines must ascend. */
function lineRanges(lines: readonly number[]): readonly { readonly first: number; readonly last: number }[] {
  const ranges: { first: number; last: number }[] = [];
  for (const line of lines) {
    const open = ranges.at(-1);
    if (open !== undefined && open.last === line - 1) open.last = line;
    else ranges.push({ first: line, last: line });
  }
  return ranges;
}
