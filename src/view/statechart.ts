/** A machine as boxes in boxes with arrows between them: where everything is, before anything is drawn. */
import type { Chart, ChartState } from '../model';
import { type ChartNote, chartFont, lineWidth, stateNotes } from './chart-words';
import { type ChartEdge, edgesOf, layoutScope, type Point, type ScopeLayout } from './statechart-scope';
import { estimateTextWidth } from './text-width';

export interface StatechartBox {
  /** Of the state, as in `ChartState`. */
  readonly path: string;
  readonly title: string;
  readonly kind: ChartState['kind'];
  /** Entry and exit actions, transitions that lead nowhere and those that lead back to the state. */
  readonly notes: readonly ChartNote[];
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** Where the states inside begin, below title and notes; missing if there are none. */
  readonly bodyTop?: number;
  readonly line: number;
  /** Nesting, 0 for the machine itself. */
  readonly depth: number;
}

/** One or several transitions from one state to another. */
export interface StatechartArrow {
  readonly from: string;
  readonly to: string;
  /** An SVG path, ending at the tip. */
  readonly path: string;
  /** Direction of the tip in degrees, 0 to the right, clockwise. */
  readonly angle: number;
  readonly tip: readonly [x: number, y: number];
  readonly labels: readonly ChartNote[];
  /** Around all labels, with room between text and border; the path leads through it. */
  readonly labelBox: StatechartRectangle;
}

export interface StatechartRectangle {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Marks the state in which its surrounding state begins: a dot and the way from it. */
export interface StatechartInitial {
  readonly at: readonly [x: number, y: number];
  /** An SVG path from the dot to the tip. */
  readonly path: string;
  readonly tip: readonly [x: number, y: number];
}

export interface StatechartLayout {
  readonly width: number;
  readonly height: number;
  /** Outer before inner. */
  readonly boxes: readonly StatechartBox[];
  readonly arrows: readonly StatechartArrow[];
  readonly initials: readonly StatechartInitial[];
}

/** Of one line of a note or a label. */
export const chartLineHeight = 16;
/** Between the border of a label and its text. */
export const chartLabelPadding = 5;

const titleHeight = 24;
const noteWidthMax = 230;
/** Left and right of the title and the notes of a state. */
const sideRoom = 10;

/**
 * Lays a machine out. States stand in rows: those that the initial state leads to below it, and so on. No label covers a
 * state or another label, and arrows go between states, not across them. A function of the chart.
 */
export function layoutStatechart({ root }: Chart): StatechartLayout {
  const edges = edgesOf(root);
  const whole = measure(root, edges);
  const boxes: StatechartBox[] = [];
  const pieces = new Map<ChartEdge, { readonly sequence: number; readonly points: readonly Point[] }[]>();
  const labels = new Map<ChartEdge, StatechartRectangle>();
  const initials: StatechartInitial[] = [];

  function place({ state, notes, width, height, bodyTop, inner }: Measured, x: number, y: number, depth: number): void {
    const at = { x, y, width, height, line: state.line, depth };
    const body = bodyTop === undefined ? {} : { bodyTop: y + bodyTop };
    boxes.push({ path: state.path, title: state.key, kind: state.kind, notes, ...at, ...body });
    if (inner === undefined) return;
    const { scope, children, left } = inner;
    const move = ([px, py]: Point): Point => [x + left + px, y + py];
    for (const { edge, role, points } of scope.pieces) {
      const sequence = role === 'out' ? 1000 - depth : role === 'main' ? 2000 : 3000 + depth;
      pieces.set(edge, [...(pieces.get(edge) ?? []), { sequence, points: points.map(move) }]);
    }
    for (const { edge, box } of scope.labels) labels.set(edge, { ...box, x: x + left + box.x, y: y + box.y });
    if (scope.initial !== undefined) {
      const points = scope.initial.map(move);
      const [start, end] = [points[0], points.at(-1)];
      if (start !== undefined && end !== undefined)
        initials.push({ at: rounded(start), path: pathOf(points), tip: rounded(end) });
    }
    for (const [index, child] of children.entries()) {
      const [childX, childY] = scope.places[index] as Point;
      place(child, x + left + childX, y + childY, depth + 1);
    }
  }

  place(whole, 0, 0, 0);
  const arrows = edges.flatMap((edge) => {
    const parts = [...(pieces.get(edge) ?? [])].sort((a, b) => a.sequence - b.sequence);
    const points = parts.flatMap((part) => part.points);
    const end = points.at(-1);
    const labelBox = labels.get(edge);
    if (end === undefined || labelBox === undefined) return [];
    const { from, to, notes } = edge;
    return [
      { from, to, path: pathOf(points), angle: edge.down ? 90 : -90, tip: rounded(end), labels: notes, labelBox },
    ];
  });
  return { width: whole.width, height: whole.height, boxes, arrows, initials };
}

interface Measured {
  readonly state: ChartState;
  readonly notes: readonly ChartNote[];
  readonly width: number;
  readonly height: number;
  readonly bodyTop?: number;
  /** What is inside, and how far from the left border it begins. */
  readonly inner?: { readonly scope: ScopeLayout; readonly children: readonly Measured[]; readonly left: number };
}

function measure(state: ChartState, edges: readonly ChartEdge[]): Measured {
  const notes = stateNotes(state, noteWidthMax);
  const noteLines = notes.reduce((sum, { lines }) => sum + lines.length, 0);
  const head = titleHeight + noteLines * chartLineHeight + (noteLines > 0 ? 6 : 0);
  const title = estimateTextWidth(state.key, chartFont + 1) * 1.08 + (state.kind === 'atomic' ? 0 : 56);
  const textWidth = Math.max(title, ...notes.flatMap(({ lines }) => lines.map(lineWidth))) + 2 * sideRoom;
  if (state.states.length === 0) return { state, notes, width: Math.max(textWidth, 64), height: Math.max(head, 30) };
  const children = state.states.map((child) => measure(child, edges));
  const crossings = children.map(({ inner, state: child }) =>
    inner === undefined ? undefined : { path: child.path, xs: shifted(inner.scope.crossings, inner.left) },
  );
  const scope = layoutScope(
    state,
    children.map(({ width, height }, index) => ({ width, height, crossings: crossings[index]?.xs ?? new Map() })),
    edges,
    head,
  );
  const width = Math.max(textWidth, scope.width);
  return {
    state,
    notes,
    width,
    height: scope.height,
    bodyTop: head,
    inner: { scope, children, left: (width - scope.width) / 2 },
  };
}

function shifted(xs: ReadonlyMap<ChartEdge, number>, left: number): ReadonlyMap<ChartEdge, number> {
  return new Map([...xs].map(([edge, x]) => [edge, x + left]));
}

/** Straight down or up where it can be, else a curve that leaves and arrives straight. */
function pathOf(points: readonly Point[]): string {
  const [first, ...rest] = points.map(rounded);
  if (first === undefined) return '';
  let path = `M${first[0]} ${first[1]}`;
  let [x, y] = first;
  for (const [nextX, nextY] of rest) {
    if (nextX === x && nextY === y) continue;
    const middle = round((y + nextY) / 2);
    path += nextX === x ? ` V${nextY}` : ` C${x} ${middle} ${nextX} ${middle} ${nextX} ${nextY}`;
    [x, y] = [nextX, nextY];
  }
  return path;
}

function rounded([x, y]: Point): Point {
  return [round(x), round(y)];
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
