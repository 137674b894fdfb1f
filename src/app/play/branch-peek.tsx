/** A state of the tree in small: the step that led to it, and every node in a line. */
import { useLayoutEffect, useRef, useState } from 'react';
import { createPortal } from 'react-dom';
import type { PlayMoment } from '../../model';
import { shortMessage, stateTable } from '../../view';
import type { ThemeName } from '../theme';
import { NodeGlyph } from '../trace/node-glyph';
import themeStyles from '../trace/trace-theme.module.css';
import styles from './branch-peek.module.css';
import { lookWords } from './branch-words';
import { depthOf, nodeOf, type PlayTree } from './tree';

interface Props {
  readonly tree: PlayTree;
  readonly id: number;
  /** Null until the worker has told. */
  readonly moment: PlayMoment | null;
  /** In the window: the middle of the top of what it is about. */
  readonly x: number;
  readonly y: number;
  readonly theme: ThemeName;
}

export function BranchPeek({ tree, id, moment, x, y, theme }: Props) {
  const box = useRef<HTMLDivElement>(null);
  const [place, setPlace] = useState<{ left: number; top: number } | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: what it shows decides how large it is
  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return;
    const { offsetWidth: width, offsetHeight: height } = element;
    const above = y - height - 8;
    setPlace({
      left: Math.max(4, Math.min(x - width / 2, window.innerWidth - width - 4)),
      top: above > 4 ? above : y + 34,
    });
  }, [x, y, id, moment]);
  const node = nodeOf(tree, id);
  const depth = depthOf(tree, id);
  const rows = moment && !node.impossible ? stateTable(moment.trace, moment.trace.steps.length) : [];
  return createPortal(
    <div
      ref={box}
      role="tooltip"
      className={`${themeStyles.theme} ${styles.box}`}
      data-theme={theme}
      style={place ?? { visibility: 'hidden', left: 0, top: 0 }}
    >
      <p className={styles.title}>
        {node.name === '' ? null : <strong>{node.name} </strong>}
        {depth === 0 ? 'Initial state' : `Step ${depth}: ${node.label}`}
      </p>
      {lookWords(node) === '' ? null : (
        <p className={styles.look} data-look={node.impossible ? 'impossible' : node.look}>
          {lookWords(node)}
        </p>
      )}
      <ul className={styles.rows}>
        {rows.map((row) => {
          const pending = row.pending.filter(({ change }) => change !== 'removed').length;
          return (
            <li key={row.id} data-acts={row.acts}>
              <NodeGlyph position={row.node} hollow={!row.up} />
              <span className={styles.id}>{row.id}</span>
              <span className={styles.state}>{shortMessage(row.state.after ?? null, 46)}</span>
              <span className={styles.pending}>{row.up ? (pending === 0 ? '' : `${pending} pending`) : 'crashed'}</span>
            </li>
          );
        })}
      </ul>
    </div>,
    document.body,
  );
}
