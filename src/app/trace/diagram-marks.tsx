/** Shapes of the space-time diagram as SVG elements. Each is drawn again only if it or its emphasis changed. */
import { memo } from 'react';
import {
  type Emphasis,
  type Ending,
  type EventMark,
  type Frame,
  type LabelMark,
  type Lane,
  type LifelineMark,
  type MessageMark,
  type OutputMark,
  type PendingMark,
  type Row,
  shapePath,
  violationPath,
} from '../../view';
import styles from './space-time-diagram.module.css';

/** The head of a lane: shape and name. Hollow while the node is down. */
export const LaneHead = memo(function LaneHead({ lane, up }: { readonly lane: Lane; readonly up: boolean }) {
  return (
    <g data-tone={lane.tone}>
      <title>{`${lane.id}, ${lane.role}${up ? '' : ', down'}`}</title>
      <text
        x={lane.nameX + 9}
        y={lane.nameY}
        className={up ? styles.laneName : styles.laneNameDown}
        textAnchor="middle"
      >
        {lane.name}
      </text>
      <path
        d={shapePath(lane.shape, 4.5)}
        transform={`translate(${lane.nameX - lane.nameWidth / 2 - 2},${lane.nameY - 4})`}
        className={up ? styles.filled : styles.hollow}
      />
    </g>
  );
});

export interface RowBandProps {
  readonly row: Row;
  readonly frame: Frame;
  readonly selected: boolean;
  /** Of the last row: how the trace ends. */
  readonly end?: Ending['kind'];
}

/** A row to point at, with its number. */
export const RowBand = memo(function RowBand({ row, frame, selected, end }: RowBandProps) {
  return (
    <g data-step={row.step} className={styles.row} data-selected={selected} data-end={end}>
      <rect x={0} y={row.top} width={frame.width} height={row.height} />
      {selected && <rect x={0} y={row.top} width={3} height={row.height} className={styles.rowMark} />}
      <text x={frame.gutter - 10} y={row.middle + 4} textAnchor="end" className={styles.rowNumber}>
        {row.step}
      </text>
    </g>
  );
});

export const Lifeline = memo(function Lifeline({
  mark,
  emphasis,
}: {
  readonly mark: LifelineMark;
  readonly emphasis: Emphasis;
}) {
  return (
    <line
      x1={mark.x}
      x2={mark.x}
      y1={mark.top}
      y2={mark.bottom}
      data-tone={mark.tone}
      data-emphasis={emphasis}
      className={mark.up ? styles.lifeline : styles.lifelineDown}
    />
  );
});

export const Message = memo(function Message({
  mark,
  emphasis,
}: {
  readonly mark: MessageMark;
  readonly emphasis: Emphasis;
}) {
  return (
    <g
      data-tone={mark.tone}
      data-emphasis={emphasis}
      data-end={mark.end}
      data-hover={`message ${mark.id}`}
      className={styles.message}
    >
      <path d={mark.line} className={styles.hit} />
      <path d={mark.line} className={styles.line} />
      <path d={mark.head} className={mark.end === 'delivered' ? styles.head : styles.openHead} />
    </g>
  );
});

export interface EventGlyphProps {
  readonly mark: EventMark;
  readonly emphasis: Emphasis;
  /** The sentence that tells the step. */
  readonly name: string;
  readonly selected: boolean;
  readonly violating: boolean;
}

/** A step that can be focused. Its events are handled by the diagram, which finds it by `data-step`. */
export const EventGlyph = memo(function EventGlyph({ mark, emphasis, name, selected, violating }: EventGlyphProps) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: HTML buttons cannot stand inside an SVG drawing
    <g
      role="button"
      aria-label={name}
      aria-current={selected ? 'step' : undefined}
      tabIndex={selected ? 0 : -1}
      data-step={mark.step}
      data-hover={`step ${mark.step}`}
      data-pane-focus={selected ? '' : undefined}
      data-tone={mark.tone}
      data-emphasis={emphasis}
      data-kind={mark.kind}
      transform={`translate(${mark.x},${mark.y})`}
      className={styles.event}
    >
      <circle r={15} className={styles.target} />
      {violating && <path d={violationPath(14.5)} className={styles.violationShape} />}
      {selected && !violating && <circle r={12} className={styles.selectedRing} />}
      <path d={mark.path} className={mark.filled ? styles.glyph : styles.glyphOutline} />
    </g>
  );
});

/** The initial state, as the first thing that can be selected. */
export function StartGlyph({
  frame,
  name,
  selected,
}: {
  readonly frame: Frame;
  readonly name: string;
  readonly selected: boolean;
}) {
  const row = frame.rows[0];
  const first = frame.lanes[0];
  const last = frame.lanes[frame.lanes.length - 1];
  if (!row || !first || !last) return null;
  return (
    // biome-ignore lint/a11y/useSemanticElements: HTML buttons cannot stand inside an SVG drawing
    <g
      role="button"
      aria-label={name}
      aria-current={selected ? 'step' : undefined}
      tabIndex={selected ? 0 : -1}
      data-step={0}
      data-pane-focus={selected ? '' : undefined}
      className={styles.start}
    >
      <rect
        x={first.x - 12}
        y={row.middle - 8}
        width={last.x - first.x + 24}
        height={16}
        rx={3}
        className={styles.startTarget}
      />
      {frame.lanes.map((lane) => (
        <line
          key={lane.id}
          x1={lane.x - 7}
          x2={lane.x + 7}
          y1={row.middle}
          y2={row.middle}
          data-tone={lane.tone}
          className={styles.startBar}
        />
      ))}
    </g>
  );
}

export const Label = memo(function Label({
  mark,
  emphasis,
}: {
  readonly mark: LabelMark;
  readonly emphasis: Emphasis;
}) {
  return (
    <g data-emphasis={emphasis} data-kind={mark.kind} data-hover={`step ${mark.step}`} className={styles.label}>
      {mark.icon && (
        <g transform={`translate(${mark.icon.x},${mark.icon.y})`} className={styles.clock}>
          <circle r={6} />
          <path d="M0,-3.6V0L2.6,1.8" />
        </g>
      )}
      {mark.arrow && (
        <g className={styles.input}>
          <path d={mark.arrow.line} className={styles.inputLine} />
          <path d={mark.arrow.head} className={styles.inputHead} />
        </g>
      )}
      <text x={mark.x} y={mark.y} textAnchor={mark.anchor}>
        {mark.text}
      </text>
    </g>
  );
});

export const OutputFlag = memo(function OutputFlag({
  mark,
  emphasis,
}: {
  readonly mark: OutputMark;
  readonly emphasis: Emphasis;
}) {
  return (
    <g data-tone={mark.tone} data-emphasis={emphasis} data-hover={`step ${mark.step}`} className={styles.flag}>
      <path d={mark.path} />
      <text x={mark.x} y={mark.y} textAnchor="middle" className={styles.flagText}>
        {mark.text}
      </text>
    </g>
  );
});

export const PendingLabel = memo(function PendingLabel({
  mark,
  emphasis,
}: {
  readonly mark: PendingMark;
  readonly emphasis: Emphasis;
}) {
  return (
    <g data-emphasis={emphasis} data-kind="pending" className={styles.label}>
      <text x={mark.x} y={mark.y} textAnchor={mark.anchor}>
        {mark.text}
      </text>
    </g>
  );
});
