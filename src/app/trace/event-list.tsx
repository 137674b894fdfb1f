/** The trace as sentences, in an ordered list that can be walked with the arrow keys. Also the text that stands for the picture. */
import { type FocusEvent, type KeyboardEvent, type MouseEvent, memo, useMemo, useRef } from 'react';
import type { Trace } from '../../model';
import type { BandMark, Narration, Row } from '../../view';
import styles from './event-list.module.css';
import { NodeGlyph } from './node-glyph';
import { Phrases } from './phrases';
import { useFocusFollows } from './use-focus-follows';
import { useKeptInView } from './use-kept-in-view';

export interface EventListProps {
  readonly trace: Trace;
  /** Sentences by state number; 0 tells how the run starts. */
  readonly narrations: readonly Narration[];
  /** Sentences between steps: the point of no return, the ending. */
  readonly bands: readonly BandMark[];
  /** State selected. */
  readonly step: number;
  readonly onStep: (step: number) => void;
  /**
   * Where the list stands beside the diagram: the rows to fill, and its horizontal place. What became of the state is then
   * spoken but not shown.
   */
  readonly rows?: { readonly rows: readonly Row[]; readonly left: number; readonly width: number };
}

export function EventList({ trace, narrations, bands, step, onStep, rows }: EventListProps) {
  const list = useRef<HTMLOListElement>(null);
  useFocusFollows(list, step);
  useKeptInView(list, 'parent', (box, content) => showItem(box, content, step), step);
  const last = trace.steps.length;
  const items = useMemo(
    () =>
      narrations.map((narration, state) => ({
        narration,
        node: trace.nodes.findIndex((node) => node.id === trace.steps[state - 1]?.node),
        band: bands.filter((band) => band.state === state),
      })),
    [narrations, trace, bands],
  );

  const select = (event: MouseEvent | FocusEvent): void => {
    const item =
      event.target instanceof Element ? event.target.closest<HTMLElement>('[data-step]')?.dataset.step : undefined;
    if (item !== undefined && Number(item) !== step) onStep(Number(item));
  };
  // In a list the arrow keys go from item to item, whichever node it is about.
  const walk = (event: KeyboardEvent): void => {
    if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const target = event.key === 'ArrowDown' ? step + 1 : event.key === 'ArrowUp' ? step - 1 : undefined;
    if (target === undefined) return;
    event.preventDefault();
    if (target >= 0 && target <= last) onStep(target);
  };

  return (
    <ol
      ref={list}
      start={0}
      className={rows ? styles.beside : styles.list}
      style={rows && { left: rows.left, width: rows.width }}
      aria-label="Steps in words"
      data-step-list=""
      onClick={select}
      onFocus={select}
      onKeyDown={walk}
    >
      {items.map(({ narration, node, band }, state) => (
        <Item
          key={state === 0 ? 'start' : `step ${trace.steps[state - 1]?.index}`}
          state={state}
          node={node}
          narration={narration}
          band={band}
          selected={state === step}
          row={rows?.rows[state]}
        />
      ))}
    </ol>
  );
}

interface ItemProps {
  readonly state: number;
  /** Position of the node, -1 for the initial state. */
  readonly node: number;
  readonly narration: Narration;
  /** Told after this state. */
  readonly band: readonly BandMark[];
  readonly selected: boolean;
  /** The row of the diagram to stand in. */
  readonly row?: Row;
}

const Item = memo(function Item({ state, node, narration, band, selected, row }: ItemProps) {
  return (
    <li style={row && { top: row.top, height: row.height }} className={styles.item}>
      <button
        type="button"
        className={styles.sentence}
        data-step={state}
        data-ending={band.find(({ kind }) => kind === 'violation' || kind === 'goal')?.kind}
        tabIndex={selected ? 0 : -1}
        aria-current={selected ? 'step' : undefined}
      >
        {!row && (
          <>
            <span className={styles.number} aria-hidden="true">
              {state}
            </span>
            <span className={styles.glyph}>{node >= 0 && <NodeGlyph position={node} />}</span>
          </>
        )}
        <span className={styles.words}>
          <span className={styles.spoken}>{state === 0 ? 'Initial state: ' : `Step ${state}: `}</span>
          <Phrases phrases={narration.happening} />
          {narration.outcome.length > 0 && (
            <span className={row ? styles.spoken : undefined}>
              {' '}
              <Phrases phrases={narration.outcome} />
            </span>
          )}
        </span>
      </button>
      {band.map(({ kind, text }) => (
        <p key={kind} className={row ? styles.spoken : styles.band} data-kind={kind}>
          {text}
        </p>
      ))}
    </li>
  );
});

/** Beside the diagram the scroll box is the diagram's, which looks after it. */
function showItem(box: HTMLElement, list: HTMLElement, step: number): void {
  const item = list.children[step];
  if (!(item instanceof HTMLElement) || item.offsetParent !== box) return;
  const bottom = item.offsetTop + item.offsetHeight;
  if (box.scrollTop > item.offsetTop) box.scrollTop = item.offsetTop;
  else if (box.scrollTop + box.clientHeight < bottom) box.scrollTop = bottom - box.clientHeight;
}
