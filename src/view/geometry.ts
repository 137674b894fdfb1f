/** Where lanes and rows of a space-time diagram are: time runs downwards, each node has a lane, each step a row. */
import { scalePoint } from 'd3';
import type { Trace } from '../model';
import { type NodeLook, nodeLook } from './palette';
import { estimateTextWidth, fitText } from './text-width';

/** The room a diagram has and the sizes it uses, all in pixels. */
export interface Geometry {
  /** Room from left to right. The diagram is wider if its lanes need it. */
  readonly width: number;
  /** Height of a step's row; a function where rows must be as tall as what stands beside them. */
  readonly rowHeight: number | ((step: number) => number);
  /** Heights of the bands that carry a sentence across the diagram. */
  readonly noReturnHeight: number;
  readonly cycleHeight: number;
  readonly endingHeight: number;
  /** Room at the left for step numbers. */
  readonly gutter: number;
  /** Radius of an event. */
  readonly radius: number;
  /** Width of a label or, semi-bold, of a name. `estimateTextWidth` where there is no screen. */
  readonly measure: (text: string, weight?: 'semi-bold') => number;
}

export const defaultGeometry: Geometry = {
  width: 480,
  rowHeight: 36,
  noReturnHeight: 24,
  cycleHeight: 24,
  endingHeight: 24,
  gutter: 34,
  radius: 6.5,
  measure: (text, weight) => estimateTextWidth(text) * (weight === undefined ? 1 : 1.08),
};

/** Lanes are never closer than this and never farther apart than that. */
const laneSpacing = { min: 44, max: 200 };

/** Height of the row of the initial state. */
const startRowHeight = 26;

/** Rows of the lane header. */
const headerRow = 20;

export interface Lane extends NodeLook {
  /** Position in the challenge's order, from 0. */
  readonly node: number;
  readonly id: string;
  readonly role: string;
  readonly x: number;
  /** The id, shortened to the room there is. */
  readonly name: string;
  readonly nameWidth: number;
  /** Middle of the glyph and the name together: the lane, unless the name would leave the diagram. */
  readonly nameX: number;
  /** Baseline of the name in the header. Names that are wider than a lane stand in two rows, alternating. */
  readonly nameY: number;
}

export interface Row {
  /** Step number, 0 for the initial state. */
  readonly step: number;
  readonly top: number;
  readonly middle: number;
  readonly height: number;
}

/** A strip across the diagram between two rows. */
export interface Band {
  readonly top: number;
  readonly height: number;
}

export interface Frame {
  readonly width: number;
  /** Without the header. */
  readonly height: number;
  readonly headerHeight: number;
  readonly gutter: number;
  readonly radius: number;
  /** Distance between neighbouring lanes. */
  readonly spacing: number;
  readonly lanes: readonly Lane[];
  readonly rows: readonly Row[];
  /** Below the last state from which there was a way out. */
  readonly noReturn?: Band;
  /** Below the state to which the last step leads back. */
  readonly cycle?: Band;
  /** Below the last row, where the trace has an ending to tell. */
  readonly ending?: Band;
  /** Lane of a node; undefined for an id that is not in the trace. */
  lane(id: string): Lane | undefined;
}

/** @param told whether a sentence about the ending stands below the last row */
export function createFrame(trace: Trace, geometry: Geometry, told: boolean): Frame {
  const count = Math.max(1, trace.nodes.length);
  const spacing = Math.min(laneSpacing.max, Math.max(laneSpacing.min, (geometry.width - geometry.gutter) / count));
  const width = Math.max(geometry.width, geometry.gutter + spacing * count);
  const slack = (width - geometry.gutter - spacing * count) / 2;
  const x = scalePoint<number>()
    .domain(trace.nodes.map((_, node) => node))
    .range([geometry.gutter + slack, width - slack])
    .padding(0.5);
  const { lanes, headerHeight } = placeLanes(trace, geometry, spacing, (node) => x(node) ?? 0);
  const byId = new Map(lanes.map((lane) => [lane.id, lane]));
  const { rows, noReturn, cycle, ending, height } = placeRows(trace, geometry, told);
  return {
    width,
    height,
    headerHeight,
    gutter: geometry.gutter,
    radius: geometry.radius,
    spacing,
    lanes,
    rows,
    noReturn,
    cycle,
    ending,
    lane: (id) => byId.get(id),
  };
}

function placeLanes(trace: Trace, geometry: Geometry, spacing: number, x: (node: number) => number) {
  const glyph = 2 * geometry.radius + 6;
  const measure = (text: string): number => geometry.measure(text, 'semi-bold');
  const fits = (room: number): boolean => trace.nodes.every(({ id }) => measure(id) + glyph <= room - 8);
  const staggered = !fits(spacing) && trace.nodes.length > 1;
  const room = (staggered ? 2 * spacing : spacing) - glyph - 8;
  const width = Math.max(geometry.width, geometry.gutter + spacing * trace.nodes.length);
  const lanes = trace.nodes.map(({ id, role }, node): Lane => {
    const raised = staggered && node % 2 === 0;
    const name = fitText(id, room, measure);
    const nameWidth = measure(name);
    const half = (nameWidth + glyph) / 2;
    return {
      ...nodeLook(node),
      node,
      id,
      role,
      x: x(node),
      name,
      nameWidth,
      nameX: Math.max(half + 2, Math.min(x(node), width - half - 2)),
      nameY: (staggered && !raised ? 2 : 1) * headerRow - 4,
    };
  });
  return { lanes, headerHeight: (staggered ? 2 : 1) * headerRow + 8 };
}

function placeRows(trace: Trace, geometry: Geometry, told: boolean) {
  const heightOf = (step: number): number =>
    typeof geometry.rowHeight === 'number'
      ? step === 0
        ? startRowHeight
        : geometry.rowHeight
      : geometry.rowHeight(step);
  const rows: Row[] = [];
  let top = 4;
  let noReturn: Band | undefined;
  let cycle: Band | undefined;
  for (let step = 0; step <= trace.steps.length; step += 1) {
    const height = heightOf(step);
    rows.push({ step, top, middle: top + height / 2, height });
    top += height;
    if (trace.pointOfNoReturn?.state === step) {
      noReturn = { top, height: geometry.noReturnHeight };
      top += geometry.noReturnHeight;
    }
    if (trace.cycleStart === step) {
      cycle = { top, height: geometry.cycleHeight };
      top += geometry.cycleHeight;
    }
  }
  const ending = told ? { top: top + 2, height: geometry.endingHeight } : undefined;
  if (ending) top += geometry.endingHeight + 4;
  return { rows, noReturn, cycle, ending, height: top + 6 };
}
