/** A value as a compact tree, with the signs of what changed. */
import { memo } from 'react';
import { type Data, isList } from '../../model';
import { type DataDiff, formatData, formatKey, isRecord } from '../../view';
import styles from './data-tree.module.css';

export interface DataTreeProps {
  readonly diff: DataDiff;
  /** Whether changes are signed and removed values shown. */
  readonly diffs: boolean;
  /** Distinguishes this tree's branches from those of other trees. */
  readonly name: string;
  /** Branches and long values that are open. */
  readonly open: ReadonlySet<string>;
  readonly onToggle: (branch: string) => void;
}

/** A composite value up to this many characters is written out instead of folded. */
const inlineMax = 44;
/** A text longer than this is shown in part until it is asked for. */
const textMax = 72;

const signs = { same: '', added: '+', removed: '−', changed: '~' } as const;
const signNames = { same: '', added: 'added: ', removed: 'removed: ', changed: 'changed: ' } as const;

export const DataTree = memo(function DataTree({ diff, ...rest }: DataTreeProps) {
  const fields = diff.children && isRecord(diff.after ?? diff.before ?? null) ? diff.children : undefined;
  if (fields && fields.length > 0 && (diff.change === 'same' || diff.change === 'changed')) {
    return (
      <div className={styles.tree}>
        {shown(fields, rest.diffs).map((field) => (
          <Branch key={identify(field)} diff={field} path={`${rest.name}/${field.key}`} depth={0} {...rest} />
        ))}
      </div>
    );
  }
  return (
    <div className={styles.tree}>
      <Branch diff={diff} path={rest.name} depth={0} {...rest} />
    </div>
  );
});

interface BranchProps extends DataTreeProps {
  readonly path: string;
  readonly depth: number;
}

function Branch({ diff, path, depth, diffs, name, open, onToggle }: BranchProps) {
  const change = diffs ? diff.change : 'same';
  const value = (diff.change === 'removed' ? diff.before : diff.after) ?? null;
  const children = diff.children ?? [];
  const flat = formatData(value);
  const composite = isList(value) || isRecord(value);
  const changedInside = change === 'changed' && children.length > 0;
  const inline = !composite || flatLength(diff) <= inlineMax;
  const isOpen = changedInside !== open.has(path);
  const keyText = diff.key === '' ? '' : /^\d+$/.test(diff.key) ? diff.key : formatKey(diff.key);
  return (
    <>
      <div
        className={styles.line}
        data-change={changedInside ? (inline ? 'inline' : 'inside') : change}
        style={{ paddingInlineStart: depth * 12 }}
      >
        <span className={styles.sign} aria-hidden="true">
          {changedInside && !inline ? '' : signs[change]}
        </span>
        <span className={styles.field}>
          {!changedInside && change !== 'same' && <span className={styles.spoken}>{signNames[change]}</span>}
          {keyText !== '' && <span className={styles.key}>{keyText}: </span>}
          {change === 'changed' && !changedInside && (
            <span className={styles.before}>
              <LongText
                text={formatData(diff.before ?? null)}
                path={`${path} before`}
                open={open}
                onToggle={onToggle}
              />
              <span aria-hidden="true"> → </span>
              <span className={styles.spoken}> becomes </span>
            </span>
          )}
          {inline && changedInside ? (
            <InlineDiff diff={diff} />
          ) : inline ? (
            <span className={styles.value}>
              <LongText text={flat} path={path} open={open} onToggle={onToggle} />
            </span>
          ) : (
            <button type="button" className={styles.fold} aria-expanded={isOpen} onClick={() => onToggle(path)}>
              <span aria-hidden="true">{isOpen ? '▾' : '▸'}</span> {sizeOf(value)}
            </button>
          )}
        </span>
      </div>
      {!inline &&
        isOpen &&
        shown(children, diffs).map((child) => (
          <Branch
            key={identify(child)}
            diff={child}
            path={`${path}/${child.key}`}
            depth={depth + 1}
            diffs={diffs}
            name={name}
            open={open}
            onToggle={onToggle}
          />
        ))}
    </>
  );
}

/** A short composite value on one line, with what was added and removed marked in its place. */
function InlineDiff({ diff }: { readonly diff: DataDiff }) {
  const value = (diff.change === 'removed' ? diff.before : diff.after) ?? null;
  if (!diff.children || diff.change !== 'changed') return formatData(value);
  const list = isList(value);
  return (
    <>
      {list ? '[' : '{'}
      {diff.children.map((child, index) => (
        <span key={identify(child)}>
          {index > 0 && ', '}
          <span
            className={styles.token}
            data-change={child.children && child.change === 'changed' ? 'inside' : child.change}
          >
            {child.change !== 'same' && !(child.children && child.change === 'changed') && (
              <>
                <span className={styles.tokenSign} aria-hidden="true">
                  {signs[child.change]}
                </span>
                <span className={styles.spoken}>{signNames[child.change]}</span>
              </>
            )}
            {!list && <span className={styles.key}>{formatKey(child.key)}: </span>}
            {child.change === 'changed' && !child.children && (
              <span className={styles.before}>{formatData(child.before ?? null)} → </span>
            )}
            <span className={styles.value}>
              <InlineDiff diff={child} />
            </span>
          </span>
        </span>
      ))}
      {list ? ']' : '}'}
    </>
  );
}

/** Characters that the value takes on one line, what was removed or replaced included. */
function flatLength(diff: DataDiff): number {
  if (diff.children && diff.change === 'changed') {
    return diff.children.reduce((sum, child) => sum + flatLength(child) + child.key.length + 4, 2);
  }
  const before = diff.change === 'changed' ? formatData(diff.before ?? null).length + 3 : 0;
  return formatData((diff.change === 'removed' ? diff.before : diff.after) ?? null).length + before;
}

interface LongTextProps {
  readonly text: string;
  readonly path: string;
  readonly open: ReadonlySet<string>;
  readonly onToggle: (branch: string) => void;
}

/** Text that says how much of it is not shown, and shows it when asked. */
function LongText({ text, path, open, onToggle }: LongTextProps) {
  if (text.length <= textMax) return text;
  const isOpen = open.has(path);
  return (
    <>
      {isOpen ? text : text.slice(0, textMax - 12)}{' '}
      <button type="button" className={styles.fold} aria-expanded={isOpen} onClick={() => onToggle(path)}>
        {isOpen ? 'less' : `… ${text.length - textMax + 12} more`}
      </button>
    </>
  );
}

function shown(children: readonly DataDiff[], diffs: boolean): readonly DataDiff[] {
  return diffs ? children : children.filter((child) => child.change !== 'removed');
}

function sizeOf(value: Data): string {
  const count = isList(value) ? value.length : isRecord(value) ? Object.keys(value).length : 0;
  const [left, right] = isList(value) ? ['[', ']'] : ['{', '}'];
  return `${left}${count} ${count === 1 ? 'item' : 'items'}${right}`;
}

/** Removed list items have no position of their own: what they were tells them apart. */
function identify(diff: DataDiff): string {
  return diff.change === 'removed' ? `removed ${diff.key} ${formatData(diff.before ?? null)}` : diff.key;
}
