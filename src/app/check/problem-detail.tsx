/** What a problem carries beside its sentence: the call stack, or the two answers of one call. */
import type { Challenge, Data, Problem } from '../../model';
import { diffData, formatData, formatDataLines, listChanges } from '../../view';
import { shownFile } from '../catalogue';
import { ScrollRegion } from '../ui/scroll-region';
import styles from './problem-detail.module.css';

interface StackProps {
  readonly challenge: Challenge;
  readonly stack: NonNullable<Problem['stack']>;
  readonly onReveal?: ((line: number) => void) | undefined;
}

/** Innermost call first; each line leads to its place in the editor. */
export function StackTrace({ challenge, stack, onReveal }: StackProps) {
  return (
    <ol className={styles.stack} aria-label="Call stack, innermost first">
      {stack.map((frame, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a recursive call repeats the same frame
        <li key={index}>
          <button type="button" className={styles.frame} onClick={() => onReveal?.(frame.line)}>
            <code>{frame.name}</code>
            <span>
              {shownFile(challenge, frame.file)}:{frame.line}:{frame.column}
            </span>
          </button>
        </li>
      ))}
    </ol>
  );
}

/** Both outcomes of the same call side by side, and the parts in which they differ. */
export function Answers({ answers }: { readonly answers: readonly [Data, Data] }) {
  const changes = listChanges(diffData(answers[0], answers[1]));
  return (
    <div className={styles.answers}>
      {changes.length > 0 ? (
        <ul className={styles.differ} aria-label="Where they differ">
          {changes.slice(0, changesShownMax).map((change) => (
            <li key={change.path.join('.')}>
              <code>{change.path.join('.') || 'the whole answer'}</code>: {shown(change.before)} <span>and</span>{' '}
              {shown(change.after)}
            </li>
          ))}
        </ul>
      ) : null}
      {answers.map((answer, index) => (
        <figure key={index === 0 ? 'first' : 'second'} className={styles.answer}>
          <figcaption>{index === 0 ? 'First answer' : 'Second answer'}</figcaption>
          <ScrollRegion aria-label={index === 0 ? 'First answer' : 'Second answer'} className={styles.data}>
            <pre>{formatDataLines(answer, 34)}</pre>
          </ScrollRegion>
        </figure>
      ))}
    </div>
  );
}

const changesShownMax = 6;

function shown(value: Data | undefined): string {
  return value === undefined ? 'nothing' : formatData(value);
}
