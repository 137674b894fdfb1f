/** Below the other panes: the tree of all branches, and the trace of the one that is looked at. */
import { Menu } from '@mantine/core';
import { Columns2, Pencil, Trash2 } from 'lucide-react';
import { useMemo } from 'react';
import type { ThemeName } from '../theme';
import { TracePanel } from '../trace';
import { useTitles } from '../trace/use-titles';
import { countOf, ErrorBoundary, useTraceView } from '../ui';
import { Pane } from '../ui/pane';
import { BranchTree } from './branch-tree';
import { branchTitle } from './branch-words';
import styles from './play-lower.module.css';
import { depthOf, leavesOf, nodeOf, tipOf } from './tree';
import type { PlayHandle } from './use-play';

/** What the nodes are stands on their cards already. */
const initialView = { diffs: true, fullValues: false, diagram: true, states: false, events: true };

interface Props {
  readonly play: PlayHandle;
  readonly theme: ThemeName;
  readonly onGo: (node: number) => void;
  /** Looks at a step of the branch. */
  readonly onStep: (step: number) => void;
  readonly onName: (node: number) => void;
  readonly onRemove: (node: number) => void;
  readonly onCompare: (left: number, right: number) => void;
  readonly onReveal: (line: number) => void;
  readonly onExport: () => void;
}

export function PlayLower(props: Props) {
  const { play, theme, onGo, onStep, onReveal } = props;
  const [view, setView] = useTraceView('play.view', initialView);
  const end = useMemo(() => play.branch.findLast(({ impossible }) => !impossible), [play.branch]);
  const isViolated = end?.look === 'violated';
  return (
    <Pane name="trace" label="Branches" scrolls={false} bar={<Bar {...props} />}>
      <BranchTree play={play} theme={theme} onGo={onGo} />
      <div className={styles.trace}>
        {play.trace ? (
          <ErrorBoundary what="the trace" rescue={{ label: 'Export the work', run: props.onExport }}>
            <TracePanel
              of="this branch"
              trace={play.trace}
              step={Math.min(play.step, play.trace.steps.length)}
              onStep={onStep}
              onRevealLine={onReveal}
              verdictLabel={isViolated ? end.detail : undefined}
              ending={isViolated ? 'violation' : 'open'}
              theme={theme}
              view={view}
              onViewChange={setView}
            />
          </ErrorBoundary>
        ) : null}
      </div>
    </Pane>
  );
}

function Bar({ play, onGo, onName, onRemove, onCompare }: Props) {
  const { tree } = play.context;
  const titleOf = useTitles();
  const leaves = useMemo(() => leavesOf(tree), [tree]);
  const tip = tipOf(tree);
  const others = leaves.filter(({ id }) => id !== tip);
  return (
    <>
      <span className={styles.title}>Branches</span>
      <span className={styles.count}>
        {countOf(leaves.length, 'branch', 'branches')}, {countOf(tree.nodes.size, 'state')}
      </span>
      <Menu position="bottom-start" withinPortal returnFocus transitionProps={{ duration: 0 }}>
        <Menu.Target>
          <button type="button" className={styles.tool}>
            All branches
          </button>
        </Menu.Target>
        <Menu.Dropdown className={styles.menu}>
          {leaves.map((leaf) => (
            <Menu.Item key={leaf.id} onClick={() => onGo(leaf.id)} aria-current={leaf.id === tip || undefined}>
              {branchTitle(tree, leaf)}
              <span className={styles.steps}>{countOf(depthOf(tree, leaf.id), 'step')}</span>
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      <span className={styles.gap} />
      <button
        type="button"
        className={styles.tool}
        title={titleOf('Name this state', 'play-name')}
        onClick={() => onName(tree.current)}
      >
        <Pencil size={12} aria-hidden /> Name
      </button>
      <Menu position="bottom-end" withinPortal returnFocus transitionProps={{ duration: 0 }}>
        <Menu.Target>
          <button
            type="button"
            className={styles.tool}
            disabled={others.length === 0}
            title={others.length === 0 ? 'There is one branch only: fork first.' : 'This branch beside another one'}
          >
            <Columns2 size={12} aria-hidden /> Compare with …
          </button>
        </Menu.Target>
        <Menu.Dropdown className={styles.menu}>
          {others.map((leaf) => (
            <Menu.Item key={leaf.id} onClick={() => onCompare(tip, leaf.id)}>
              {branchTitle(tree, leaf)}
              <span className={styles.steps}>{countOf(depthOf(tree, leaf.id), 'step')}</span>
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      <button
        type="button"
        className={styles.tool}
        disabled={tree.current === 0}
        title={titleOf(`Delete ${nodeOf(tree, tree.current).label} and all that follows; can be undone`, 'play-remove')}
        onClick={() => onRemove(tree.current)}
      >
        <Trash2 size={12} aria-hidden /> Delete
      </button>
    </>
  );
}
