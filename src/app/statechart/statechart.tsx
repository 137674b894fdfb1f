/** Draws a machine: boxes in boxes, arrows with their labels; and says the same in words. */
import { type KeyboardEvent, useMemo } from 'react';
import type { Chart, ChartState } from '../../model';
import { layoutStatechart, transitionWords } from '../../view';
import styles from './statechart.module.css';

interface Props {
  readonly chart: Chart;
  /** Paths of the states in which the machine is. */
  readonly active: readonly string[];
  /** Lines that ran in the step that is looked at: transitions declared there were taken. */
  readonly taken: readonly number[];
  readonly onReveal: (line: number) => void;
}

const lineHeight = 16;
const margin = 12;

export function Statechart({ chart, active, taken, onReveal }: Props) {
  const layout = useMemo(() => layoutStatechart(chart), [chart]);
  const isTaken = (line: number): boolean => line > 0 && taken.includes(line);
  const reveal = (line: number) =>
    line === 0
      ? {}
      : {
          onClick: () => onReveal(line),
          onKeyDown: (event: KeyboardEvent) => {
            if (event.key === 'Enter' || event.key === ' ') {
              event.preventDefault();
              onReveal(line);
            }
          },
        };
  return (
    <div className={styles.chart}>
      {/* biome-ignore lint/a11y/useSemanticElements: no other element holds a drawing whose parts can be pressed */}
      <svg
        className={styles.drawing}
        width={layout.width + 2 * margin}
        height={layout.height + 2 * margin}
        viewBox={`${-margin} ${-margin} ${layout.width + 2 * margin} ${layout.height + 2 * margin}`}
        role="group"
        aria-label={`Machine ${chart.root.key}, with ${layout.boxes.length - 1} states; said in words below`}
      >
        {layout.boxes.map((box) => (
          <g
            key={box.path}
            className={styles.box}
            data-active={active.includes(box.path) || undefined}
            data-kind={box.kind}
            data-depth={box.depth % 2}
            {...(box.line > 0
              ? {
                  role: 'button',
                  tabIndex: 0,
                  'aria-label': `State ${box.path}${active.includes(box.path) ? ', active' : ''}; show its line`,
                }
              : {})}
            {...reveal(box.line)}
          >
            <rect x={box.x} y={box.y} width={box.width} height={box.height} rx={8} />
            {box.kind === 'final' ? (
              <rect
                x={box.x + 3}
                y={box.y + 3}
                width={box.width - 6}
                height={box.height - 6}
                rx={6}
                className={styles.inner}
              />
            ) : null}
            <text x={box.x + 10} y={box.y + 17} className={styles.title}>
              {box.kind === 'history' ? `${box.title} (history)` : box.title}
            </text>
            {box.notes.map((note, index) => (
              <text
                // biome-ignore lint/suspicious/noArrayIndexKey: two notes may say the same
                key={index}
                x={box.x + 10}
                y={box.y + 36 + index * lineHeight}
                className={styles.note}
                data-taken={isTaken(note.line) || undefined}
              >
                {note.text}
              </text>
            ))}
          </g>
        ))}
        {layout.initials.map(([x, y]) => (
          <g key={`${x} ${y}`} className={styles.initial} aria-hidden>
            <circle cx={x} cy={y} r={4} />
            <path d={`M${x} ${y} v8`} />
          </g>
        ))}
        {layout.arrows.map(({ from, to, path, angle, tip, labels, labelAt }) => {
          const wasTaken = labels.some(({ line }) => isTaken(line));
          return (
            <g key={`${from} ${to}`} className={styles.arrow} data-taken={wasTaken || undefined} aria-hidden>
              <path d={path} />
              <path
                className={styles.tip}
                d="M0 0 l-9 -4 v8 z"
                transform={`translate(${tip[0]} ${tip[1]}) rotate(${angle})`}
              />
              {labels.map((label, index) => (
                <text
                  // biome-ignore lint/suspicious/noArrayIndexKey: two labels may say the same
                  key={index}
                  x={labelAt[0]}
                  y={labelAt[1] + 4 + (index - (labels.length - 1) / 2) * lineHeight}
                  textAnchor="middle"
                  data-taken={isTaken(label.line) || undefined}
                >
                  {label.text}
                </text>
              ))}
            </g>
          );
        })}
      </svg>
      <details className={styles.words}>
        <summary>The machine in words</summary>
        <StateWords state={chart.root} active={active} />
      </details>
    </div>
  );
}

function StateWords({ state, active }: { readonly state: ChartState; readonly active: readonly string[] }) {
  return (
    <ul>
      <li>
        <strong>{state.key}</strong>
        {active.includes(state.path) ? ' (the machine is here)' : ''}
        {state.initial === undefined ? '' : `, begins in ${state.initial}`}
        {state.kind === 'parallel' ? ', all at once' : state.kind === 'final' ? ', the end' : ''}
        <ul>
          {state.transitions.map((transition, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: two transitions may say the same
            <li key={index}>
              {transitionWords(transition)}
              {transition.targets.length === 0 ? ', stays' : ` → ${transition.targets.join(' and ')}`}
            </li>
          ))}
        </ul>
        {state.states.map((child) => (
          <StateWords key={child.path} state={child} active={active} />
        ))}
      </li>
    </ul>
  );
}
