/** Two distributions of views as one picture: histograms over the same views, one up and one down; and as a table. */
import { useMemo, useRef } from 'react';
import { type ComparedSide, type Comparison, comparisonWords } from '../../model';
import {
  bestGuess,
  estimateTextWidth,
  fitText,
  layoutHistogramPair,
  sameData,
  shortMessage,
  viewRows,
} from '../../view';
import { countOf } from '../ui/format';
import { ScrollRegion } from '../ui/scroll-region';
import { useWidth } from '../ui/use-width';
import styles from './histogram-pair.module.css';

interface Props {
  readonly comparison: Comparison;
  /** What ought to be: that the sides look alike, or that they never do. */
  readonly demanded: 'same-views' | 'different-views';
}

const barLength = 52;
const numberHeight = 16;
const rowHeight = 17;
const columnWidthMin = 30;
const nameWidthMax = 150;

/** The run that can be stepped through has the view that is marked. */
export function HistogramPair({ comparison, demanded }: Props) {
  const { group, sides, bars, barsLeftOut, distance, shown } = comparison;
  const frame = useRef<HTMLDivElement>(null);
  const seen = useWidth(frame);
  const views = useMemo(() => viewRows(bars.map(({ view }) => view)), [bars]);
  const hasRows = views.rows.length > 0;
  const names = [
    ...views.rows.map(({ name }) => estimateTextWidth(name) + 10),
    ...sides.map(({ name }) => estimateTextWidth(name) + 24),
  ];
  const left = Math.min(nameWidthMax, Math.max(...names));
  const width = Math.max(seen, left + bars.length * columnWidthMin);
  const layout = layoutHistogramPair(bars, left, width, barLength);
  const axis = numberHeight + barLength;
  const below = axis + barLength + numberHeight + 6;
  const height = below + (hasRows ? views.rows.length : 1) * rowHeight + rowHeight;
  const furthest = layout.columns.filter(({ isFurthest }) => isFurthest).length;
  const who = whoLooks(group);
  return (
    <figure className={styles.pair} aria-label={`Views ${comparisonWords(comparison)}`}>
      <figcaption className={styles.caption}>
        <span>
          {demanded === 'same-views' ? 'Must look alike to ' : 'Must never look alike to '}
          <strong>{who.name}</strong>
          {who.rest}
        </span>
        <span className={styles.distance} title="Total variation distance: half the sum of all differences, exactly">
          distance <strong>{distance}</strong>, must be {demanded === 'same-views' ? '0' : '1'}
        </span>
      </figcaption>
      <div ref={frame} className={styles.frame}>
        <ScrollRegion aria-label="Both histograms" className={styles.scroll}>
          <svg width={width} height={height} className={styles.drawing} aria-hidden>
            {layout.columns.map((column, index) => (
              <g
                // biome-ignore lint/suspicious/noArrayIndexKey: two views may read alike
                key={index}
                data-furthest={column.isFurthest || undefined}
                data-shown={index === shown.bar || undefined}
              >
                <title>{`${views.texts[index]}: ${bars[index]?.probabilities.join(' against ')}`}</title>
                {column.isFurthest && furthest < bars.length ? (
                  <rect
                    className={styles.highlight}
                    x={column.x}
                    y={0}
                    width={column.width}
                    height={height - rowHeight}
                  />
                ) : null}
                {([0, 1] as const).map((side) => {
                  const length = column.lengths[side];
                  const other = column.lengths[side === 0 ? 1 : 0];
                  const text = bars[index]?.probabilities[side] ?? '';
                  const end = side === 0 ? axis - Math.max(length, 0) : axis + length;
                  const ghost = side === 0 ? axis - other : axis + other;
                  const inset = Math.min(8, column.width / 6);
                  return (
                    <g key={side}>
                      {length > 0 ? (
                        <rect
                          className={styles.bar}
                          data-side={side}
                          x={column.x + inset}
                          y={side === 0 ? end : axis}
                          width={column.width - 2 * inset}
                          height={length}
                        />
                      ) : null}
                      {other !== length ? (
                        <path
                          className={styles.ghost}
                          d={`M${column.x + inset - 3} ${ghost} h${column.width - 2 * inset + 6}`}
                        />
                      ) : null}
                      {estimateTextWidth(text, 12) <= column.width + 4 ? (
                        <text
                          className={styles.number}
                          x={column.x + column.width / 2}
                          y={
                            side === 0
                              ? Math.min(end, other > length ? ghost : end) - 4
                              : Math.max(end, other > length ? ghost : end) + 13
                          }
                        >
                          {text}
                        </text>
                      ) : null}
                    </g>
                  );
                })}
                {hasRows ? (
                  views.rows.map(({ name, values }, row) => (
                    <text
                      key={name + String(row)}
                      className={styles.value}
                      x={column.x + column.width / 2}
                      y={below + 12 + row * rowHeight}
                    >
                      {values[index]}
                    </text>
                  ))
                ) : (
                  <text className={styles.value} x={column.x + column.width / 2} y={below + 12}>
                    {letterOf(index)}
                  </text>
                )}
                {index === shown.bar ? (
                  <path
                    className={styles.pointer}
                    d={`M${column.x + column.width / 2} ${height - rowHeight + 3} l5 8 h-10 z`}
                  />
                ) : null}
              </g>
            ))}
            <path className={styles.axis} d={`M${left - 4} ${axis} H${layout.right}`} />
            {([0, 1] as const).map((side) => (
              <g key={side}>
                <rect
                  className={styles.bar}
                  data-side={side}
                  x={0.5}
                  y={axis + (side === 0 ? -1 : 1) * (barLength / 2) - 5}
                  width={10}
                  height={10}
                />
                <text className={styles.side} x={15} y={axis + (side === 0 ? -1 : 1) * (barLength / 2) + 4}>
                  {fitText(sides[side].name, left - 22)}
                </text>
              </g>
            ))}
            {hasRows ? (
              views.rows.map(({ name }, row) => (
                <text key={name + String(row)} className={styles.name} x={0} y={below + 12 + row * rowHeight}>
                  {name}
                </text>
              ))
            ) : (
              <text className={styles.name} x={0} y={below + 12}>
                view
              </text>
            )}
          </svg>
        </ScrollRegion>
      </div>
      <ul className={styles.sides}>
        {sides.map((side, index) => (
          <li key={side.name}>
            <span className={styles.swatch} data-side={index} aria-hidden />
            {index === 0 ? 'up' : 'down'}: <strong>{side.name}</strong>
            {side.inputs === undefined ? ', as it ought to be' : inputWords(side, sides[index === 0 ? 1 : 0])}
          </li>
        ))}
      </ul>
      {hasRows ? null : (
        <ol className={styles.views}>
          {views.texts.map((text, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: two views may read alike
            <li key={index}>{text}</li>
          ))}
        </ol>
      )}
      {views.shared.length > 0 ? <p className={styles.more}>In every view: {views.shared.join('; ')}.</p> : null}
      <p className={styles.more}>
        {meaningOfDistance(demanded, distance)}{' '}
        {furthest < bars.length
          ? `Shaded: ${furthest === 1 ? 'the view that differs' : 'the views that differ'} most. `
          : ''}
        The arrow points to the view of the run that can be stepped through.
        {barsLeftOut > 0 ? ` ${countOf(barsLeftOut, 'more view')} not shown.` : ''}
      </p>
      <table className="iv-visually-hidden">
        <caption>Probability of each view</caption>
        <thead>
          <tr>
            <th scope="col">what is seen</th>
            {sides.map((side) => (
              <th key={side.name} scope="col">
                {side.name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {bars.map(({ view, probabilities }, row) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: two views may read alike
            <tr key={row}>
              <th scope="row">
                {view}
                {row === shown.bar ? ', the run shown' : ''}
              </th>
              <td>{probabilities[0]}</td>
              <td>{probabilities[1]}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </figure>
  );
}

function letterOf(index: number): string {
  return String.fromCharCode('A'.charCodeAt(0) + index);
}

/** The coalition, and what is said of it. */
function whoLooks(group: string): { readonly name: string; readonly rest: string } {
  const comma = group.indexOf(', who ');
  return comma === -1 ? { name: group, rest: '' } : { name: group.slice(0, comma), rest: group.slice(comma) };
}

function meaningOfDistance(demanded: Props['demanded'], distance: string): string {
  return demanded === 'same-views'
    ? `Whoever sees this can tell which it is in ${bestGuess(distance)} of all cases; guessing blindly, in 1/2.`
    : 'A view that has a bar both ways does not tell which it is.';
}

/** What is given on one side and not on the other, unless the name of the side says it. */
function inputWords({ name, inputs = {} }: ComparedSide, other: ComparedSide): string {
  const given = Object.entries(inputs).filter(
    ([node, list]) => list.length > 0 && !sameData(list, other.inputs?.[node] ?? []),
  );
  const isNamed = given.every(([node, list]) =>
    list.every((input) => name.includes(node) && name.includes(String(shortMessage(input, 40).split(' ').at(-1)))),
  );
  if (given.length === 0 || isNamed) return '';
  return ` (${given.map(([node, list]) => `${node}: ${list.map((input) => shortMessage(input, 40)).join(', ')}`).join('; ')})`;
}
