/** A machine as boxes in boxes with arrows between them: where everything is, before anything is drawn. */
import type { Chart, ChartState, ChartTransition } from '../model';
import { estimateTextWidth, fitText } from './text-width';

export interface StatechartBox {
  /** Of the state, as in `ChartState`. */
  readonly path: string;
  readonly title: string;
  readonly kind: ChartState['kind'];
  /** Entry and exit actions, and transitions that lead nowhere, one text each. */
  readonly notes: readonly StatechartNote[];
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly line: number;
  /** Nesting, 0 for the states of the machine. */
  readonly depth: number;
}

export interface StatechartNote {
  readonly text: string;
  /** Of the transition that it is; 0 for actions. */
  readonly line: number;
}

/** One or several transitions from one state to the same states. */
export interface StatechartArrow {
  readonly from: string;
  readonly to: string;
  /** An SVG path, ending at the tip. */
  readonly path: string;
  /** Direction of the tip in degrees, 0 to the right, clockwise. */
  readonly angle: number;
  readonly tip: readonly [x: number, y: number];
  readonly labels: readonly StatechartNote[];
  /** Middle of the labels. */
  readonly labelAt: readonly [x: number, y: number];
}

export interface StatechartLayout {
  readonly width: number;
  readonly height: number;
  /** Outer before inner. */
  readonly boxes: readonly StatechartBox[];
  readonly arrows: readonly StatechartArrow[];
  /** Where a dot marks the state in which its surrounding state begins. */
  readonly initials: readonly (readonly [x: number, y: number])[];
}

const font = 12;
const lineHeight = 16;
const titleHeight = 24;
const padding = 16;
const columnGap = 44;
const labelWidthMax = 210;
/** Between the rows of a state, without labels. */
const rowGap = 34;

/** Lays a machine out. States stand in rows by how many transitions they are away from the first. A function of the chart. */
export function layoutStatechart({ root }: Chart): StatechartLayout {
  const arrows = arrowsOf(root);
  const boxes: StatechartBox[] = [];
  const size = measure(root, arrows);
  place(root, size, 0, 0, -1, boxes);
  const byPath = new Map(boxes.map((box) => [box.path, box]));
  const drawn = drawArrows(arrows, byPath);
  const all = everyState(root);
  const initials = all.flatMap(({ initial }) => {
    const box = initial === undefined ? undefined : byPath.get(initial);
    return box === undefined ? [] : [[box.x + 8, box.y - 9] as const];
  });
  const right = Math.max(size.width, ...drawn.map(({ labelAt, labels }) => labelAt[0] + widest(labels) / 2 + 4));
  return { width: right, height: size.height, boxes, arrows: drawn, initials };
}

/** What is on an arrow or in a state, for a transition: its event, its guard and what it does. */
export function transitionWords({ kind, event, guard, actions }: ChartTransition): string {
  const cause = kind === 'after' ? `after ${delayWords(event)}` : kind === 'done' ? 'done' : event;
  const condition = guard === undefined ? '' : `[${guard}]`;
  const done = actions.length === 0 ? '' : `/ ${actions.join(', ')}`;
  const words = [cause, condition, done].filter((part) => part !== '').join(' ');
  return words === '' ? 'always' : words;
}

function delayWords(delay: string): string {
  const milliseconds = Number(delay);
  if (!Number.isFinite(milliseconds)) return delay;
  if (milliseconds >= 60_000 && milliseconds % 60_000 === 0) return `${milliseconds / 60_000} min`;
  return milliseconds >= 1000 && milliseconds % 1000 === 0 ? `${milliseconds / 1000} s` : `${milliseconds} ms`;
}

interface Arrow {
  readonly from: string;
  readonly to: string;
  readonly labels: readonly StatechartNote[];
}

function arrowsOf(root: ChartState): readonly Arrow[] {
  const found = new Map<string, { from: string; to: string; labels: StatechartNote[] }>();
  for (const state of everyState(root)) {
    for (const transition of state.transitions) {
      for (const to of transition.targets) {
        if (to === state.path && !transition.reenters && state.states.length === 0) continue;
        const key = `${state.path} ${to}`;
        const arrow = found.get(key) ?? { from: state.path, to, labels: [] };
        found.set(key, arrow);
        arrow.labels.push(noteOf(transition));
      }
    }
  }
  return [...found.values()];
}

function noteOf(transition: ChartTransition): StatechartNote {
  return { text: fitText(transitionWords(transition), labelWidthMax), line: transition.line };
}

function everyState(state: ChartState): readonly ChartState[] {
  return [state, ...state.states.flatMap(everyState)];
}

interface Size {
  readonly width: number;
  readonly height: number;
  readonly notes: readonly StatechartNote[];
  /** Of each child, from the corner of this state. */
  readonly children: readonly { readonly x: number; readonly y: number; readonly size: Size }[];
}

function measure(state: ChartState, arrows: readonly Arrow[]): Size {
  const notes = notesOf(state);
  const top = titleHeight + notes.length * lineHeight + (state.states.length > 0 ? padding : 0);
  const textWidth = Math.max(estimateTextWidth(state.key, font) + 24, widest(notes) + 20, 64);
  if (state.states.length === 0) return { width: textWidth, height: top + 8, notes, children: [] };
  const sizes = new Map(state.states.map((child) => [child.path, measure(child, arrows)]));
  const children: { x: number; y: number; size: Size }[] = [];
  const placed = new Map<string, { x: number; y: number; size: Size }>();
  let y = top;
  let width = textWidth;
  const rows = state.kind === 'parallel' ? [state.states] : rowsOf(state, arrows);
  for (const [index, row] of rows.entries()) {
    let x = padding;
    let height = 0;
    for (const child of row) {
      const size = sizes.get(child.path) as Size;
      placed.set(child.path, { x, y, size });
      x += size.width + columnGap;
      height = Math.max(height, size.height);
    }
    width = Math.max(width, x - columnGap + padding);
    const between = arrows.filter(({ from, to }) =>
      row.some(({ path }) => isWithin(from, path) !== isWithin(to, path)),
    );
    const lines = Math.max(0, ...between.map(({ labels }) => labels.length));
    y += height + (index < rows.length - 1 ? rowGap + lines * lineHeight : 0);
  }
  for (const { path } of state.states) children.push(placed.get(path) as { x: number; y: number; size: Size });
  return { width, height: y + padding, notes, children };
}

/** Children by distance from the first, counted in transitions between children. */
function rowsOf(state: ChartState, arrows: readonly Arrow[]): readonly (readonly ChartState[])[] {
  const rank = new Map<string, number>();
  const first = state.states.find(({ path }) => path === state.initial) ?? state.states[0];
  let reached = first === undefined ? [] : [first];
  for (let distance = 0; reached.length > 0; distance++) {
    for (const { path } of reached) rank.set(path, distance);
    const next = reached.flatMap(({ path }) =>
      arrows
        .filter(({ from }) => isWithin(from, path))
        .flatMap(({ to }) => state.states.filter((child) => isWithin(to, child.path) && !rank.has(child.path))),
    );
    reached = [...new Set(next)];
  }
  const last = Math.max(0, ...rank.values()) + 1;
  const rows: ChartState[][] = [];
  for (const child of state.states) {
    const row = rank.get(child.path) ?? last;
    rows[row] = [...(rows[row] ?? []), child];
  }
  return rows.filter((row) => row !== undefined);
}

function notesOf(state: ChartState): readonly StatechartNote[] {
  const words = (what: string, actions: readonly string[]): readonly StatechartNote[] =>
    actions.length === 0 ? [] : [{ text: fitText(`${what} / ${actions.join(', ')}`, labelWidthMax), line: 0 }];
  return [
    ...words('entry', state.entry),
    ...words('exit', state.exit),
    ...state.transitions.filter(({ targets }) => targets.length === 0).map(noteOf),
  ];
}

function widest(notes: readonly StatechartNote[]): number {
  return Math.max(0, ...notes.map(({ text }) => estimateTextWidth(text, font)));
}

/** True of a state and all that is inside it. */
function isWithin(path: string, outer: string): boolean {
  return path === outer || outer === '' || path.startsWith(`${outer}.`);
}

function place(state: ChartState, size: Size, x: number, y: number, depth: number, boxes: StatechartBox[]): void {
  const { width, height, notes } = size;
  boxes.push({
    path: state.path,
    title: state.key,
    kind: state.kind,
    notes,
    x,
    y,
    width,
    height,
    line: state.line,
    depth,
  });
  for (const [index, child] of state.states.entries()) {
    const at = size.children[index];
    if (at !== undefined) place(child, at.size, x + at.x, y + at.y, depth + 1, boxes);
  }
}

type Side = 'top' | 'bottom' | 'left' | 'right';

function drawArrows(arrows: readonly Arrow[], boxes: ReadonlyMap<string, StatechartBox>): readonly StatechartArrow[] {
  const used = new Map<string, number>();
  /** A point on a side of a box; each next one further along. */
  const port = (box: StatechartBox, side: Side): readonly [number, number] => {
    const key = `${box.path} ${side}`;
    const count = used.get(key) ?? 0;
    used.set(key, count + 1);
    const share = [0.5, 0.28, 0.72, 0.15, 0.85, 0.4, 0.6][count % 7] as number;
    if (side === 'top') return [box.x + box.width * share, box.y];
    if (side === 'bottom') return [box.x + box.width * share, box.y + box.height];
    const down = box.y + Math.max(14, Math.min(box.height - 6, box.height * share));
    return [side === 'left' ? box.x : box.x + box.width, down];
  };
  return arrows.flatMap((arrow) => {
    const from = boxes.get(arrow.from);
    const to = boxes.get(arrow.to);
    if (from === undefined || to === undefined) return [];
    const [leaving, arriving] = sidesOf(from, to);
    return [curve(arrow, port(from, leaving), leaving, port(to, arriving), arriving)];
  });
}

function sidesOf(from: StatechartBox, to: StatechartBox): readonly [Side, Side] {
  if (from.path === to.path) return ['right', 'top'];
  if (isWithin(to.path, from.path) || isWithin(from.path, to.path)) return ['left', 'left'];
  if (to.y >= from.y + from.height) return ['bottom', 'top'];
  if (to.y + to.height <= from.y) return ['right', 'right'];
  return to.x > from.x ? ['right', 'left'] : ['left', 'right'];
}

const out: Readonly<Record<Side, readonly [number, number]>> = {
  top: [0, -1],
  bottom: [0, 1],
  left: [-1, 0],
  right: [1, 0],
};

function curve(
  { from, to, labels }: Arrow,
  start: readonly [number, number],
  leaving: Side,
  end: readonly [number, number],
  arriving: Side,
): StatechartArrow {
  const reach = Math.max(24, Math.min(80, Math.hypot(end[0] - start[0], end[1] - start[1]) / 2.5));
  const along = (point: readonly [number, number], side: Side): readonly [number, number] => [
    point[0] + out[side][0] * reach,
    point[1] + out[side][1] * reach,
  ];
  const [one, two] = [along(start, leaving), along(end, arriving)];
  const at = (axis: 0 | 1): number => (start[axis] + 3 * one[axis] + 3 * two[axis] + end[axis]) / 8;
  const text = ([x, y]: readonly [number, number]): string => `${round(x)} ${round(y)}`;
  const [dx, dy] = [-out[arriving][0], -out[arriving][1]];
  return {
    from,
    to,
    path: `M${text(start)} C${text(one)} ${text(two)} ${text(end)}`,
    angle: Math.round((Math.atan2(dy, dx) * 180) / Math.PI),
    tip: [round(end[0]), round(end[1])],
    labels,
    labelAt: [round(Math.max(at(0), widest(labels) / 2 + 2)), round(at(1))],
  };
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

/** Paths of all states that are active, from a machine's state value: outer and inner ones. */
export function activeStates(value: unknown, above = ''): readonly string[] {
  if (typeof value === 'string') return [`${above}${value}`];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => [`${above}${key}`, ...activeStates(inner, `${above}${key}.`)]);
}
