/** The panes of a phase side by side or stacked, an open trace below, every border movable and remembered. */
import { Fragment, type ReactNode, useEffect, useRef } from 'react';
import { Group, type Layout, Panel, Separator, useGroupRef } from 'react-resizable-panels';
import { readPreference, writePreference } from '../storage';
import type { Arrangement, PaneName, PhaseLayout } from './phase';
import styles from './workbench-panes.module.css';

interface Props {
  /** Sizes are kept under this name. */
  readonly name: string;
  readonly layout: PhaseLayout;
  readonly arrangement: Arrangement;
  readonly panes: Readonly<Record<PaneName, () => ReactNode>>;
  readonly trace: ReactNode;
}

export function WorkbenchPanes({ name: arranged, layout, arrangement, panes, trace }: Props) {
  const name = `panes.${arranged}.${arrangement}`;
  const isStacked = arrangement === 'stacked';
  const stored = readPreference(
    name,
    isLayout,
    Object.fromEntries(layout.panes.map(({ pane, share }) => [pane, share])),
  );
  const columns = useGroupRef();
  const applied = useRef(name);
  // The group stays as it is from phase to phase, so that the editor in it does, too; only the widths change.
  // biome-ignore lint/correctness/useExhaustiveDependencies: once per arrangement, not whenever a width is stored
  useEffect(() => {
    if (applied.current === name) return;
    // The group measures panes that were just added in its own time; a frame later it has.
    const frame = requestAnimationFrame(() => {
      applied.current = name;
      columns.current?.setLayout(stored);
    });
    return () => cancelAnimationFrame(frame);
  }, [name]);
  const storedRows = readPreference('panes.rows', isLayout, { top: 52, trace: 48 });
  const group = (
    <Group
      id="rows"
      orientation="vertical"
      className={styles.group}
      defaultLayout={storedRows}
      onLayoutChanged={(sizes, { isUserInteraction }) => {
        if (isUserInteraction && trace) writePreference('panes.rows', sizes);
      }}
    >
      <Panel id="top" minSize={160}>
        <Group
          id="columns"
          groupRef={columns}
          orientation={isStacked ? 'vertical' : 'horizontal'}
          className={styles.group}
          defaultLayout={stored}
          onLayoutChanged={(sizes, { isUserInteraction }) => {
            if (isUserInteraction) writePreference(name, sizes);
          }}
        >
          {layout.panes.map(({ pane, share }, index) => (
            <Fragment key={pane}>
              {index > 0 ? (
                <Separator
                  className={isStacked ? styles.separatorRow : styles.separator}
                  aria-label={`Border ${isStacked ? 'above' : 'left of'} the pane ${pane}`}
                />
              ) : null}
              <Panel id={pane} minSize={isStacked ? 120 : pane === 'check' ? 300 : 240} defaultSize={`${share}%`}>
                {panes[pane]()}
              </Panel>
            </Fragment>
          ))}
        </Group>
      </Panel>
      {trace ? (
        <>
          <Separator className={styles.separatorRow} aria-label="Border above the trace" />
          <Panel id="trace" minSize={160} defaultSize="48%">
            {trace}
          </Panel>
        </>
      ) : null}
    </Group>
  );
  // The wrapper is always there, so that the editor survives a window that becomes narrow.
  const stackHeight = (layout.panes.length * stackedPanePx) / (trace ? (storedRows.top ?? 100) / 100 : 1);
  return (
    <div className={styles.room} style={isStacked ? { height: `max(100%, ${Math.round(stackHeight)}px)` } : undefined}>
      {group}
    </div>
  );
}

/** Height of a stacked pane in a window that is too low for all of them. */
const stackedPanePx = 320;

function isLayout(value: unknown): value is Layout {
  return (
    typeof value === 'object' &&
    value !== null &&
    Object.values(value).every((size) => typeof size === 'number' && size >= 0 && size <= 100)
  );
}
