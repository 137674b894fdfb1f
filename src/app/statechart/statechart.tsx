/** Draws a machine: boxes in boxes, arrows with their labels; and says the same in words. */
import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from 'react';
import type { Chart } from '../../model';
import {
  type ChartNote,
  chartLabelPadding,
  chartLineHeight,
  layoutStatechart,
  type StatechartArrow,
  type StatechartBox,
} from '../../view';
import { ChartWords } from './chart-words';
import { moveFocus } from './move-focus';
import styles from './statechart.module.css';

interface Props {
  readonly chart: Chart;
  /** Paths of the states in which the machine is. */
  readonly active: readonly string[];
  /** The transitions that the step that is looked at took, as `transitionKey` names them. */
  readonly taken: ReadonlySet<string>;
  readonly onReveal: (line: number) => void;
}

const margin = 10;
const titleBaseline = 17;
const titleHeight = 24;

export function Statechart({ chart, active, taken, onReveal }: Props) {
  const layout = useMemo(() => layoutStatechart(chart), [chart]);
  const drawing = useRef<SVGSVGElement>(null);
  const [focused, setFocused] = useState('');
  const isTaken = ({ transition }: ChartNote): boolean => transition !== undefined && taken.has(transition);
  const isKnown = layout.boxes.some(({ path }) => `state ${path}` === focused) || focused.startsWith('arrow ');

  // Where the machine goes stays in sight while a trace is stepped through.
  const place = active.join(' ');
  // biome-ignore lint/correctness/useExhaustiveDependencies: `place` and `taken` say when to look again
  useEffect(() => {
    const innermost = drawing.current?.querySelectorAll('[data-innermost]');
    innermost?.[innermost.length - 1]?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [place, taken]);

  /** What is pressed shows its line; one part of the drawing at a time is reached by Tab, the others by arrow keys. */
  const part = (id: string, line: number, label: string) => ({
    role: 'button',
    'data-part': id,
    tabIndex: (isKnown ? focused : 'state ') === id ? 0 : -1,
    'aria-label': line > 0 ? `${label}; show its line` : label,
    onFocus: () => setFocused(id),
    ...(line > 0 ? { onClick: () => onReveal(line), 'data-line': line } : {}),
  });

  return (
    <div className={styles.chart}>
      {/* biome-ignore lint/a11y/useSemanticElements: no other element holds a drawing whose parts can be pressed */}
      <svg
        ref={drawing}
        className={styles.drawing}
        width={layout.width + 2 * margin}
        height={layout.height + 2 * margin}
        viewBox={`${-margin} ${-margin} ${layout.width + 2 * margin} ${layout.height + 2 * margin}`}
        role="group"
        aria-label={`Machine ${chart.root.key}, with ${layout.boxes.length - 1} states; arrow keys go from one to the next, and it is said in words below`}
        onKeyDown={(event: KeyboardEvent<SVGSVGElement>) => {
          if (event.ctrlKey || event.metaKey || event.altKey) return;
          const from = event.target as SVGElement;
          const line = Number(from.getAttribute('data-line') ?? 0);
          const isPress = (event.key === 'Enter' || event.key === ' ') && line > 0;
          if (isPress) onReveal(line);
          if (isPress || moveFocus(event.currentTarget, from, event.key)) {
            event.preventDefault();
            event.stopPropagation();
          }
        }}
      >
        {layout.boxes.map((box) => (
          <Box
            key={box.path}
            box={box}
            isActive={active.includes(box.path)}
            isInnermost={isInnermost(box.path, active)}
            part={part(
              `state ${box.path}`,
              box.line,
              `${box.path === '' ? `Machine ${box.title}` : `State ${box.path}`}${active.includes(box.path) ? ', active' : ''}`,
            )}
          />
        ))}
        {layout.initials.map(({ at, path, tip }) => (
          <g key={`${at[0]} ${at[1]}`} className={styles.initial} aria-hidden>
            <path d={path} />
            <Tip at={tip} angle={90} />
            <circle cx={at[0]} cy={at[1]} r={5} />
          </g>
        ))}
        {[...layout.arrows]
          .sort((a, b) => Number(isArrowTaken(a, isTaken)) - Number(isArrowTaken(b, isTaken)))
          .map((arrow) => (
            <g
              key={`${arrow.from} ${arrow.to}`}
              className={styles.arrow}
              data-taken={isArrowTaken(arrow, isTaken) || undefined}
              aria-hidden
            >
              <path d={arrow.path} />
              <Tip at={arrow.tip} angle={arrow.angle} />
            </g>
          ))}
        {layout.boxes.map((box) => (
          <BoxText key={box.path} box={box} isInnermost={isInnermost(box.path, active)} isTaken={isTaken} />
        ))}
        {layout.arrows.map((arrow) => (
          <g key={`${arrow.from} ${arrow.to}`}>
            <rect
              className={styles.label}
              data-taken={isArrowTaken(arrow, isTaken) || undefined}
              x={arrow.labelBox.x}
              y={arrow.labelBox.y}
              width={arrow.labelBox.width}
              height={arrow.labelBox.height}
              rx={4}
            />
            {arrow.labels.map((note, index) => {
              const above = arrow.labels.slice(0, index).reduce((sum, { lines }) => sum + lines.length, 0);
              const top = arrow.labelBox.y + chartLabelPadding - 1 + above * chartLineHeight;
              const was = isTaken(note);
              const words = `${note.text}, from ${arrow.from || 'the machine'} to ${arrow.to || 'the machine'}${was ? ', just taken' : ''}`;
              return (
                <g
                  // biome-ignore lint/suspicious/noArrayIndexKey: two labels may say the same
                  key={index}
                  className={styles.noteButton}
                  {...part(`arrow ${arrow.from} ${arrow.to} ${index}`, note.line, words)}
                >
                  <title>{note.text}</title>
                  <rect
                    className={styles.noteArea}
                    x={arrow.labelBox.x + 1}
                    y={top}
                    width={arrow.labelBox.width - 2}
                    height={note.lines.length * chartLineHeight}
                    rx={3}
                  />
                  <NoteLines note={note} x={arrow.labelBox.x + chartLabelPadding} y={top} isTaken={was} />
                </g>
              );
            })}
          </g>
        ))}
      </svg>
      <details className={styles.words}>
        <summary>The machine in words</summary>
        <ChartWords state={chart.root} active={active} taken={taken} />
      </details>
    </div>
  );
}

function isArrowTaken({ labels }: StatechartArrow, isTaken: (note: ChartNote) => boolean): boolean {
  return labels.some(isTaken);
}

function isInnermost(path: string, active: readonly string[]): boolean {
  return active.includes(path) && !active.some((other) => other.startsWith(`${path}.`));
}

interface BoxProps {
  readonly box: StatechartBox;
  readonly isActive: boolean;
  readonly isInnermost: boolean;
  readonly part: object;
}

function Box({ box, isActive, isInnermost: innermost, part }: BoxProps) {
  const { x, y, width, height } = box;
  return (
    <g
      className={styles.box}
      data-active={isActive || undefined}
      data-innermost={innermost || undefined}
      data-kind={box.kind}
      data-depth={box.depth % 2}
      {...part}
    >
      <rect className={styles.outline} x={x} y={y} width={width} height={height} rx={8} />
      {box.kind === 'final' ? (
        <rect className={styles.inner} x={x + 3} y={y + 3} width={width - 6} height={height - 6} rx={6} />
      ) : null}
      {box.bodyTop === undefined ? null : <path className={styles.rule} d={`M${x} ${box.bodyTop} h${width}`} />}
      {innermost ? <path className={styles.here} d={`M${x + width - 16} ${y + 7} l8 5 l-8 5 z`} /> : null}
    </g>
  );
}

interface BoxTextProps {
  readonly box: StatechartBox;
  readonly isInnermost: boolean;
  readonly isTaken: (note: ChartNote) => boolean;
}

/** Above the arrows, so that none of them strikes it out. */
function BoxText({ box, isInnermost: innermost, isTaken }: BoxTextProps) {
  const kind = box.kind === 'history' ? 'history' : box.kind === 'parallel' ? 'all at once' : '';
  let lines = 0;
  return (
    <g className={styles.boxText} data-depth={box.depth % 2} data-innermost={innermost || undefined} aria-hidden>
      <text x={box.x + 10} y={box.y + titleBaseline}>
        <tspan className={styles.title}>{box.title}</tspan>
        {kind === '' ? null : <tspan className={styles.kind}> {kind}</tspan>}
      </text>
      {box.notes.map((note, index) => {
        const top = box.y + titleHeight + lines * chartLineHeight;
        lines += note.lines.length;
        // biome-ignore lint/suspicious/noArrayIndexKey: two notes may say the same
        return <NoteLines key={index} note={note} x={box.x + 10} y={top} isTaken={isTaken(note)} />;
      })}
    </g>
  );
}

interface NoteLinesProps {
  readonly note: ChartNote;
  readonly x: number;
  readonly y: number;
  readonly isTaken: boolean;
}

function NoteLines({ note, x, y, isTaken }: NoteLinesProps) {
  return note.lines.map((line, index) => (
    <text
      // biome-ignore lint/suspicious/noArrayIndexKey: lines have no name
      key={index}
      className={styles.note}
      x={x}
      y={y + 12 + index * chartLineHeight}
      data-taken={isTaken || undefined}
    >
      {line.map(({ part, text }, position) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: runs have no name
        <tspan key={position} data-part-of={part}>
          {position > 0 ? ` ${text}` : text}
        </tspan>
      ))}
    </text>
  ));
}

function Tip({ at, angle }: { readonly at: readonly [number, number]; readonly angle: number }) {
  return (
    <path className={styles.tip} d="M0 0 l-9 -4 v8 z" transform={`translate(${at[0]} ${at[1]}) rotate(${angle})`} />
  );
}
