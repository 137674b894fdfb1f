/** Two versions of a source, one below the other, with what was taken out and what was put in. */
import { diffLines } from 'diff';
import { Fragment, useMemo } from 'react';
import { ScrollRegion } from '../ui';
import styles from './code-diff.module.css';
import { CodeLine, codeClass } from './code-line';
import { type Token, tokenLines } from './tokens';

interface Props {
  readonly before: string;
  readonly after: string;
  /** What is compared, for readers who hear it: `protocol.ts, 14:02 and now`. */
  readonly label: string;
}

/** Unchanged lines around a change. */
const contextLines = 3;
/** More effort than this and the versions are shown as wholly different. */
const editLengthMax = 20_000;

interface Row {
  readonly kind: 'same' | 'removed' | 'added';
  /** Line in each version, counting from 1; 0 where it has none. */
  readonly before: number;
  readonly after: number;
  readonly tokens: readonly Token[];
}

export function CodeDiff({ before, after, label }: Props) {
  const groups = useMemo(() => foldedGroups(rowsOf(before, after)), [before, after]);
  if (before === after) return <p className={styles.equal}>The two versions are equal.</p>;
  return (
    <ScrollRegion className={`${styles.diff} ${codeClass}`} aria-label={label}>
      {groups.map((rows) => (
        <Fragment key={`${rows[0]?.before} ${rows[0]?.after}`}>
          <div className={styles.group}>
            {rows.map((row) => (
              <div key={`${row.kind} ${row.before} ${row.after}`} className={styles.row} data-kind={row.kind}>
                <span className={styles.number}>{row.before || ''}</span>
                <span className={styles.number}>{row.after || ''}</span>
                <span className={styles.sign}>{row.kind === 'same' ? ' ' : row.kind === 'added' ? '+' : '−'}</span>
                <pre className={styles.text}>
                  <CodeLine tokens={row.tokens} />
                </pre>
              </div>
            ))}
          </div>
        </Fragment>
      ))}
    </ScrollRegion>
  );
}

function rowsOf(before: string, after: string): readonly Row[] {
  const [oldTokens, newTokens] = [tokenLines(before), tokenLines(after)];
  const changes = diffLines(before, after, { maxEditLength: editLengthMax }) ?? [
    { value: before, removed: true, added: false },
    { value: after, removed: false, added: true },
  ];
  const rows: Row[] = [];
  let oldLine = 0;
  let newLine = 0;
  for (const { value, added = false, removed = false } of changes) {
    const count = value === '' ? 0 : value.split('\n').length - (value.endsWith('\n') ? 1 : 0);
    for (let line = 0; line < count; line++) {
      if (!added) oldLine++;
      if (!removed) newLine++;
      rows.push({
        kind: added ? 'added' : removed ? 'removed' : 'same',
        before: added ? 0 : oldLine,
        after: removed ? 0 : newLine,
        tokens: (removed ? oldTokens[oldLine - 1] : newTokens[newLine - 1]) ?? [],
      });
    }
  }
  return rows;
}

/** The changes with the lines around them; what lies between is left out. */
function foldedGroups(rows: readonly Row[]): readonly (readonly Row[])[] {
  const groups: Row[][] = [];
  let last = Number.NEGATIVE_INFINITY;
  for (const [index, row] of rows.entries()) {
    const isNear = rows
      .slice(Math.max(0, index - contextLines), index + contextLines + 1)
      .some(({ kind }) => kind !== 'same');
    if (!isNear) continue;
    if (index > last + 1) groups.push([]);
    groups.at(-1)?.push(row);
    last = index;
  }
  return groups;
}
