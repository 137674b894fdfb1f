/** The tree of what was played, drawn from left to right. Only what is in view is drawn, so that thousands of states are no burden. */
import { type KeyboardEvent, memo, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import {
  layoutPlayTree,
  moveInTree,
  nodeLook,
  type PlacedNode,
  shapePath,
  type TreeMove,
  type TreeWindow,
  violationPath,
  visiblePart,
} from '../../view';
import type { ThemeName } from '../theme';
import themeStyles from '../trace/trace-theme.module.css';
import { useStable } from '../ui';
import { BranchPeek } from './branch-peek';
import styles from './branch-tree.module.css';
import { stateWords } from './branch-words';
import { nodeOf, type PlayTree, type TreeNode } from './tree';
import type { PlayHandle } from './use-play';

interface Props {
  readonly play: PlayHandle;
  readonly theme: ThemeName;
  readonly onGo: (node: number) => void;
}

const arrows: Readonly<Record<string, TreeMove>> = {
  ArrowLeft: 'left',
  ArrowRight: 'right',
  ArrowUp: 'up',
  ArrowDown: 'down',
};

interface Peeked {
  readonly id: number;
  readonly x: number;
  readonly y: number;
}

export const BranchTree = memo(function BranchTree({ play, theme, onGo }: Props) {
  const { context, send } = play;
  const { tree } = context;
  const box = useRef<HTMLDivElement>(null);
  const [view, setView] = useState<TreeWindow>({ left: 0, right: 4_000, top: 0, bottom: 600 });
  const [peeked, setPeeked] = useState<Peeked | null>(null);
  const shape = useShape(tree);
  const layout = useMemo(() => layoutPlayTree(shape, 0), [shape]);
  const shown = useMemo(() => visiblePart(layout, view), [layout, view]);
  const onBranch = useMemo(() => new Set(play.branch.map(({ id }) => id)), [play.branch]);
  const actors = useMemo(
    () => new Map((play.trace?.nodes ?? []).map(({ id }, position) => [id, position])),
    [play.trace?.nodes],
  );

  const look = useStable((): void => {
    const element = box.current;
    if (!element) return;
    const { scrollLeft, scrollTop, clientWidth, clientHeight } = element;
    setView((before) => {
      const next = {
        left: scrollLeft,
        right: scrollLeft + clientWidth,
        top: scrollTop,
        bottom: scrollTop + clientHeight,
      };
      const isNear = Math.abs(before.left - next.left) < 20 && Math.abs(before.top - next.top) < 20;
      return isNear && before.right === next.right && before.bottom === next.bottom ? before : next;
    });
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: the size of the drawing decides what is in view
  useLayoutEffect(look, [layout, look]);
  useEffect(() => {
    const element = box.current;
    if (!element) return;
    const observer = new ResizeObserver(look);
    observer.observe(element);
    return () => observer.disconnect();
  }, [look]);
  const current = layout.nodes.get(tree.current);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the place of the state that is looked at
  useLayoutEffect(() => {
    const element = box.current;
    if (!element || !current) return;
    const margin = 48;
    if (current.x - margin < element.scrollLeft) element.scrollLeft = current.x - margin;
    if (current.x + margin > element.scrollLeft + element.clientWidth)
      element.scrollLeft = current.x + margin - element.clientWidth;
    if (current.y - 24 < element.scrollTop) element.scrollTop = current.y - 24;
    if (current.y + 24 > element.scrollTop + element.clientHeight)
      element.scrollTop = current.y + 24 - element.clientHeight;
    const focused = document.activeElement;
    if (focused instanceof SVGElement && element.contains(focused))
      element.querySelector<SVGElement>(`[data-node="${tree.current}"]`)?.focus({ preventScroll: true });
  }, [current?.x, current?.y, tree.current]);

  const show = (id: number | null, target?: Element): void => {
    if (id === null || !target) {
      setPeeked(null);
      send({ type: 'peek', node: null });
      return;
    }
    const { left, top, width } = target.getBoundingClientRect();
    setPeeked({ id, x: left + width / 2, y: top });
    send({ type: 'peek', node: id });
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const move = arrows[event.key];
    const isPlain = !event.altKey && !event.ctrlKey && !event.metaKey && !event.shiftKey;
    if (move === undefined || !isPlain) return;
    event.preventDefault();
    const to = moveInTree(layout, tree.current, move, {
      parent: (id) => nodeOf(tree, id).parent,
      chosen: (id) => nodeOf(tree, id).chosen,
    });
    if (to !== undefined) onGo(to);
  };
  const onPointer = (event: { readonly target: EventTarget }): void => {
    const found = event.target instanceof Element ? event.target.closest('[data-node]') : null;
    const id = found ? Number(found.getAttribute('data-node')) : null;
    if (id !== (peeked?.id ?? null)) show(id, found ?? undefined);
  };
  return (
    <div
      ref={box}
      className={`${themeStyles.theme} ${styles.box}`}
      data-theme={theme}
      onScroll={() => {
        look();
        if (peeked) setPeeked(null);
      }}
    >
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset cannot stand in an SVG drawing */}
      <svg
        className={styles.drawing}
        width={layout.width}
        height={layout.height}
        role="group"
        aria-label="Tree of branches"
        onKeyDown={onKeyDown}
        onPointerOver={onPointer}
        onPointerLeave={() => show(null)}
        onFocus={onPointer}
        onBlur={() => show(null)}
        onClick={(event) => {
          const found = event.target instanceof Element ? event.target.closest('[data-node]') : null;
          if (found) onGo(Number(found.getAttribute('data-node')));
        }}
      >
        {shown.links.map((link) => (
          <path
            key={link.to}
            d={link.path}
            className={styles.link}
            data-branch={onBranch.has(link.to)}
            data-impossible={nodeOf(tree, link.to).impossible}
          />
        ))}
        {shown.nodes.map((placed) => (
          <Mark
            key={placed.id}
            placed={placed}
            node={nodeOf(tree, placed.id)}
            actor={actorOf(nodeOf(tree, placed.id), actors)}
            isCurrent={placed.id === tree.current}
            words={stateWords(tree, placed.id)}
            onEnter={onGo}
          />
        ))}
      </svg>
      {peeked && tree.nodes.has(peeked.id) ? (
        <BranchPeek
          tree={tree}
          id={peeked.id}
          moment={context.moments.get(peeked.id) ?? null}
          x={peeked.x}
          y={peeked.y}
          theme={theme}
        />
      ) : null}
    </div>
  );
});

/** The tree without what is said of its states: the same value until a branch is added or removed. */
function useShape(tree: PlayTree): ReadonlyMap<number, { readonly id: number; readonly children: readonly number[] }> {
  const last = useRef<PlayTree | null>(null);
  const before = last.current;
  const isSame =
    before !== null &&
    before.nodes.size === tree.nodes.size &&
    before.nextId === tree.nextId &&
    [...tree.nodes.keys()].every((id) => before.nodes.get(id)?.children === tree.nodes.get(id)?.children);
  if (!isSame) last.current = tree;
  return (last.current ?? tree).nodes;
}

function actorOf({ action }: TreeNode, actors: ReadonlyMap<string, number>): number | null {
  return action && 'node' in action ? (actors.get(action.node) ?? null) : null;
}

interface MarkProps {
  readonly placed: PlacedNode;
  readonly node: TreeNode;
  /** Place of the acting node among all nodes; null where the network acts. */
  readonly actor: number | null;
  readonly isCurrent: boolean;
  readonly words: string;
  readonly onEnter: (node: number) => void;
}

/** A state: the sign of the node whose step led to it, and around it what the state is. */
const Mark = memo(function Mark({ placed, node, actor, isCurrent, words, onEnter }: MarkProps) {
  const look = actor === null ? null : nodeLook(actor);
  const name = node.name.length > nameMax ? `${node.name.slice(0, nameMax - 1)}…` : node.name;
  return (
    // biome-ignore lint/a11y/useSemanticElements: HTML buttons cannot stand inside an SVG drawing
    <g
      role="button"
      aria-label={words}
      aria-current={isCurrent ? 'step' : undefined}
      tabIndex={isCurrent ? 0 : -1}
      data-node={node.id}
      data-look={node.look}
      data-impossible={node.impossible}
      data-tone={look?.tone}
      transform={`translate(${placed.x},${placed.y})`}
      className={styles.node}
      onKeyDown={(event) => {
        if (event.key !== 'Enter' && event.key !== ' ') return;
        event.preventDefault();
        onEnter(node.id);
      }}
    >
      <rect x={-13} y={-13} width={26} height={26} className={styles.target} />
      {isCurrent ? <circle r={11.5} className={styles.current} /> : null}
      {node.look === 'violated' ? <path d={violationPath(9.5)} className={styles.violated} /> : null}
      {node.look === 'failed' ? <path d="M0,-11L10.5,7.5H-10.5Z" className={styles.failed} /> : null}
      {node.look === 'reached' ? <path d="M-9,0L0,-9L9,0L0,9Z" className={styles.reached} /> : null}
      {node.look === 'quiescent' ? <path d="M9,-7V7" className={styles.end} /> : null}
      {look ? (
        <path d={shapePath(look.shape, 5.4)} className={styles.sign} />
      ) : (
        <rect x={-4} y={-4} width={8} height={8} rx={node.id === 0 ? 4 : 1} className={styles.plain} />
      )}
      {name === '' ? null : (
        <text x={0} y={-14} textAnchor="middle" className={styles.name}>
          {name}
        </text>
      )}
    </g>
  );
});

/** Characters of a name that are drawn. */
const nameMax = 18;
