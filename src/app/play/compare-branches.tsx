/** Two branches side by side: what they have in common, where they part, and in what their ends differ. */
import { useEffect, useMemo, useState } from 'react';
import type { Trace } from '../../model';
import { diffData, formatData, listChanges, snapshotsAt } from '../../view';
import type { ThemeName } from '../theme';
import { TracePanel } from '../trace';
import { countOf, useTraceView } from '../ui';
import { branchTitle } from './branch-words';
import styles from './compare-branches.module.css';
import { Dialog } from './dialog';
import { depthOf, forkOf, nodeOf, pathTo, possibleOf } from './tree';
import type { PlayHandle } from './use-play';

interface Props {
  readonly play: PlayHandle;
  /** Ends of the branches. */
  readonly left: number;
  readonly right: number;
  readonly theme: ThemeName;
  readonly onClose: () => void;
}

export function CompareBranches({ play, left, right, theme, onClose }: Props) {
  const { tree, moments } = play.context;
  const { send } = play;
  const ends = [possibleOf(tree, left), possibleOf(tree, right)] as const;
  const traces = ends.map((end) => moments.get(end)?.trace ?? null);
  const [first, second] = traces;
  const missing = ends.find((end) => !moments.has(end)) ?? null;
  useEffect(() => {
    if (missing !== null) send({ type: 'peek', node: missing });
  }, [missing, send]);
  const common = depthOf(tree, forkOf(tree, left, right));
  const [step, setStep] = useState(common);
  const [view, setView] = useTraceView('compare.view');
  const after = (end: number): string => {
    const next = pathTo(tree, end)[common + 1];
    return next ? next.label : 'nothing more was played';
  };
  return (
    <Dialog name="Two branches" size="96%" onClose={onClose}>
      <div className={styles.body}>
        <p className={styles.parting}>
          The same for {countOf(common, 'step')}. Then, on the left: {after(left)}; on the right: {after(right)}.
        </p>
        {first && second ? <EndDifferences left={first} right={second} /> : null}
        <div className={styles.sides}>
          {([left, right] as const).map((leaf, side) => {
            const trace = traces[side];
            return (
              <section key={leaf} className={styles.side} aria-label={side === 0 ? 'Left branch' : 'Right branch'}>
                <h3 className={styles.name}>{branchTitle(tree, nodeOf(tree, leaf))}</h3>
                <div className={styles.trace}>
                  {trace ? (
                    <TracePanel
                      of={side === 0 ? 'left branch' : 'right branch'}
                      trace={trace}
                      step={Math.min(step, trace.steps.length)}
                      onStep={setStep}
                      verdictLabel={nodeOf(tree, leaf).detail}
                      ending={nodeOf(tree, leaf).look === 'violated' ? 'violation' : 'open'}
                      theme={theme}
                      view={view}
                      onViewChange={setView}
                    />
                  ) : (
                    <p>Loading the branch …</p>
                  )}
                </div>
              </section>
            );
          })}
        </div>
      </div>
    </Dialog>
  );
}

/** More differences are counted. */
const namedMax = 6;

/** In what the last states of two runs differ, node by node. */
function EndDifferences({ left, right }: { readonly left: Trace; readonly right: Trace }) {
  const differences = useMemo(() => {
    const ends = snapshotsAt(right, right.steps.length);
    return snapshotsAt(left, left.steps.length).flatMap((node, position) => {
      const other = ends[position];
      if (other === undefined) return [];
      const state = listChanges(diffData(node.state, other.state)).map(
        ({ path, before, after }) =>
          `${node.id}.${path.join('.') || 'state'}: ${text(before)} on the left, ${text(after)} on the right`,
      );
      const shown = formatData(node.outputs) === formatData(other.outputs) ? [] : [`${node.id} has shown other things`];
      const up = node.up === other.up ? [] : [`${node.id} is ${node.up ? 'up' : 'down'} on the left only`];
      return [...up, ...shown, ...state];
    });
  }, [left, right]);
  if (differences.length === 0) return <p className={styles.parting}>Their ends do not differ in any node.</p>;
  const more = differences.length - namedMax;
  return (
    <>
      <p className={styles.parting}>At their ends:</p>
      <ul className={styles.differences}>
        {differences.slice(0, namedMax).map((difference) => (
          <li key={difference}>{difference}</li>
        ))}
        {more > 0 ? <li>and {countOf(more, 'more difference')}</li> : null}
      </ul>
    </>
  );
}

function text(data: Parameters<typeof formatData>[0] | undefined): string {
  return data === undefined ? 'nothing' : formatData(data);
}
