/** The inside of one state of a chart: its states in rows, and the parts of arrows that run there. */
import type { ChartState } from '../model';
import { type ChartNote, lineWidth, transitionNote } from './chart-words';
import { isotonic, type LayeredItem, type LayeredLink, placeInRows } from './layered';

export type Point = readonly [x: number, y: number];

/** One or several transitions from one state to another, before it is known where. */
export interface ChartEdge {
  readonly from: string;
  readonly to: string;
  readonly notes: readonly ChartNote[];
  /** The innermost state inside which all of it runs. */
  readonly scope: string;
  /** States directly inside the scope which it leaves and enters; missing where that is the scope itself. */
  readonly fromChild?: string;
  readonly toChild?: string;
  /** Whether it runs downwards. */
  readonly down: boolean;
  readonly labelWidth: number;
  readonly labelHeight: number;
}

/** A state inside, as it is seen from outside. */
export interface ScopeChild {
  readonly width: number;
  readonly height: number;
  /** Where edges cross its border that begin or end further inside: from its left border. */
  readonly crossings: ReadonlyMap<ChartEdge, number>;
}

/** Everything from the left and the top of the state around it. */
export interface ScopeLayout {
  readonly width: number;
  readonly height: number;
  /** Of each child, its corner. */
  readonly places: readonly Point[];
  /** `out` leaves the state around it, `in` comes into it, `main` stays in it. */
  readonly pieces: readonly {
    readonly edge: ChartEdge;
    readonly role: 'out' | 'main' | 'in';
    readonly points: readonly Point[];
  }[];
  readonly labels: readonly {
    readonly edge: ChartEdge;
    readonly box: { readonly x: number; readonly y: number; readonly width: number; readonly height: number };
  }[];
  readonly crossings: ReadonlyMap<ChartEdge, number>;
  /** From the dot to the state that it begins in. */
  readonly initial?: readonly Point[];
}

const labelWidthMax = 200;
const labelLineHeight = 16;
const labelPadding = 5;
const padding = 14;

/** Every arrow of a chart, outer states first. Transitions that lead nowhere or back to their own state are notes, and no arrows. */
export function edgesOf(root: ChartState): readonly ChartEdge[] {
  const states = everyState(root);
  const byPath = new Map(states.map((state) => [state.path, state]));
  const notes = new Map<string, { from: string; to: string; notes: ChartNote[] }>();
  for (const state of states) {
    for (const transition of state.transitions) {
      for (const to of transition.targets) {
        if (to === state.path || !byPath.has(to)) continue;
        const key = `${state.path} ${to}`;
        const arrow = notes.get(key) ?? { from: state.path, to, notes: [] };
        notes.set(key, arrow);
        arrow.notes.push(transitionNote(state, transition, labelWidthMax));
      }
    }
  }
  const spans = [...notes.values()].map((arrow) => ({ ...arrow, ...spanOf(arrow.from, arrow.to, byPath) }));
  const orders = new Map(states.map((state) => [state.path, orderOf(state, spans)]));
  return spans.map((span) => {
    const order = orders.get(span.scope) ?? [];
    const down =
      span.fromChild === undefined ||
      span.toChild === undefined ||
      order.indexOf(span.fromChild) < order.indexOf(span.toChild);
    const lines = span.notes.flatMap((note) => note.lines);
    return {
      ...span,
      down,
      labelWidth: Math.max(...lines.map(lineWidth)) + 2 * labelPadding,
      labelHeight: lines.length * labelLineHeight + 2 * labelPadding - 2,
    };
  });
}

function everyState(state: ChartState): readonly ChartState[] {
  return [state, ...state.states.flatMap(everyState)];
}

/** True of a state and all that is inside it. */
function isWithin(path: string, outer: string): boolean {
  return path === outer || outer === '' || path.startsWith(`${outer}.`);
}

function childContaining(state: ChartState, path: string): string | undefined {
  return state.states.find((child) => isWithin(path, child.path))?.path;
}

type Span = Pick<ChartEdge, 'scope'> & { readonly fromChild?: string; readonly toChild?: string };

function spanOf(from: string, to: string, byPath: ReadonlyMap<string, ChartState>): Span {
  const around = [...byPath.values()].filter(({ path }) => isWithin(from, path) && isWithin(to, path));
  const scope = around.reduce((inner, state) => (isWithin(state.path, inner.path) ? state : inner));
  const fromChild = childContaining(scope, from);
  const toChild = childContaining(scope, to);
  return {
    scope: scope.path,
    ...(fromChild === undefined ? {} : { fromChild }),
    ...(toChild === undefined ? {} : { toChild }),
  };
}

/** The states directly inside in the order in which they are met from the first one on; those not met come last. */
function orderOf(state: ChartState, spans: readonly Span[]): readonly string[] {
  const own = spans.filter(({ scope }) => scope === state.path);
  const initial = state.initial === undefined ? undefined : childContaining(state, state.initial);
  const order: string[] = [];
  const begin = (path: string): void => {
    if (order.includes(path)) return;
    order.push(path);
    for (let index = order.length - 1; index < order.length; index++) {
      for (const { fromChild, toChild } of own) {
        if (fromChild === order[index] && toChild !== undefined && !order.includes(toChild)) order.push(toChild);
      }
    }
  };
  if (initial !== undefined) begin(initial);
  for (const { path } of state.states) begin(path);
  return order;
}

/** How many rows of states are above each: as many as the longest way of arrows that run downwards. */
function ranksOf(state: ChartState, own: readonly ChartEdge[]): ReadonlyMap<string, number> {
  const pairs = own.flatMap(({ fromChild, toChild, down }): readonly (readonly [string, string])[] =>
    fromChild === undefined || toChild === undefined ? [] : [down ? [fromChild, toChild] : [toChild, fromChild]],
  );
  const ranks = new Map<string, number>();
  const rank = (path: string): number => {
    const known = ranks.get(path);
    if (known !== undefined) return known;
    const above = pairs.filter(([, lower]) => lower === path).map(([upper]) => rank(upper) + 1);
    const found = Math.max(0, ...above);
    ranks.set(path, found);
    return found;
  };
  for (const { path } of state.states) rank(path);
  return ranks;
}

/** A way through the rows: the items it meets, in its own direction, the first and the last included. */
interface Way {
  readonly edge: ChartEdge | undefined;
  readonly role: 'out' | 'main' | 'in';
  readonly down: boolean;
  readonly chain: readonly number[];
  readonly label: number | undefined;
}

interface Item extends LayeredItem {
  readonly height: number;
}

/**
 * @param children in the order of the state's own
 * @param head height of title and notes
 */
export function layoutScope(
  state: ChartState,
  children: readonly ScopeChild[],
  edges: readonly ChartEdge[],
  head: number,
): ScopeLayout {
  const { items, ways } = itemsOf(state, children, edges);
  const middles = placeInRows(items, linksOf(ways, items, children)).map((middle) => middle + padding);
  const rows = rowsOf(items, ways, middles, head);
  const width = Math.max(...items.map((item, index) => (middles[index] as number) + item.width / 2)) + padding;
  const height = rows.bottom + padding;
  const topOf = (item: number): number => rows.tops[(items[item] as Item).row] as number;
  const places = children.map((child, index): Point => [(middles[index] as number) - child.width / 2, topOf(index)]);
  const ports = portsOf(ways, children, middles);

  const pointsOf = ({ chain, down, edge }: Way, way: number): readonly Point[] =>
    chain.flatMap((item, index): readonly Point[] => {
      const top = topOf(item);
      const bottom = top + (rows.heights[(items[item] as Item).row] as number);
      const child = children[item];
      const x = (child === undefined ? undefined : ports.get(`${way} ${item}`)) ?? (middles[item] as number);
      if (child !== undefined) {
        const below = top + child.height;
        if (index === 0)
          return down
            ? [
                [x, below],
                [x, bottom],
              ]
            : [[x, top]];
        return down
          ? [[x, top]]
          : [
              [x, bottom],
              [x, below],
            ];
      }
      const isBorder = edge !== undefined && (index === 0 || index === chain.length - 1);
      if (isBorder) {
        const isTop = (items[item] as Item).row === 0;
        // The edges of the state itself begin below its title, those from further out at its border.
        const border = isTop ? (edge.scope === state.path ? head : 0) : height;
        return index === 0
          ? [
              [x, border],
              [x, top],
            ]
          : [
              [x, top],
              [x, border],
            ];
      }
      if (edge === undefined) return [[x, top + dotSize / 2]];
      return down
        ? [
            [x, top],
            [x, bottom],
          ]
        : [
            [x, bottom],
            [x, top],
          ];
    });

  const drawn = ways.map((way, index) => ({ ...way, points: pointsOf(way, index) }));
  const crossings = new Map<ChartEdge, number>();
  for (const { edge, role, chain } of ways) {
    if (edge === undefined || role === 'main') continue;
    crossings.set(edge, middles[(role === 'out' ? chain.at(-1) : chain[0]) as number] as number);
  }
  const initial = drawn.find(({ edge }) => edge === undefined)?.points;
  return {
    width,
    height,
    places,
    pieces: drawn.flatMap(({ edge, role, points }) => (edge === undefined ? [] : [{ edge, role, points }])),
    labels: ways.flatMap(({ edge, label }) => {
      if (edge === undefined || label === undefined) return [];
      const { width: labelWidth, height: labelHeight, row } = items[label] as Item;
      const x = (middles[label] as number) - labelWidth / 2;
      const room = (rows.heights[row] as number) - labelHeight;
      return [{ edge, box: { x, y: topOf(label) + room / 2, width: labelWidth, height: labelHeight } }];
    }),
    crossings,
    ...(initial === undefined ? {} : { initial }),
  };
}

const dotSize = 10;

/** Rows: the upper border, labels, states, labels, states, …, labels, the lower border. */
function itemsOf(
  state: ChartState,
  children: readonly ScopeChild[],
  edges: readonly ChartEdge[],
): { readonly items: readonly Item[]; readonly ways: readonly Way[] } {
  const own = edges.filter(({ scope }) => scope === state.path);
  const ranks = ranksOf(state, own);
  const last = 2 * (Math.max(0, ...ranks.values()) + 1) + 2;
  const rowOf = (path: string): number => 2 + 2 * (ranks.get(path) ?? 0);
  const items: Item[] = children.map(({ width, height }, index) => ({
    row: rowOf((state.states[index] as ChartState).path),
    width,
    height,
    gap: 28,
  }));
  const indexOf = (path: string): number => state.states.findIndex((child) => child.path === path);
  const add = (item: Item): number => items.push(item) - 1;

  function way(edge: ChartEdge, role: Way['role'], from: string | undefined, to: string | undefined): Way {
    const { down } = edge;
    const port = (row: number): number => add({ row, width: 10, height: 0, gap: 8 });
    const fromRow = from === undefined ? (down ? 0 : last) : rowOf(from);
    const toRow = to === undefined ? (down ? last : 0) : rowOf(to);
    const step = down ? 1 : -1;
    const chain = [from === undefined ? port(fromRow) : indexOf(from)];
    let label: number | undefined;
    for (let row = fromRow + step; row !== toRow; row += step) {
      if (role === 'main' && label === undefined) {
        label = add({ row, width: edge.labelWidth, height: edge.labelHeight, gap: 10 });
        chain.push(label);
      } else chain.push(add({ row, width: 6, height: 0, gap: 12 }));
    }
    chain.push(to === undefined ? port(toRow) : indexOf(to));
    return { edge, role, down, chain, label };
  }

  const ways: Way[] = [];
  const first = state.initial === undefined ? undefined : childContaining(state, state.initial);
  if (first !== undefined && rowOf(first) === 2) {
    const dot = add({ row: 1, width: dotSize, height: dotSize, gap: 10 });
    ways.push({ edge: undefined, role: 'main', down: true, chain: [dot, indexOf(first)], label: undefined });
  }
  for (const edge of edges) {
    if (edge.scope === state.path) {
      ways.push(way(edge, 'main', edge.fromChild, edge.toChild));
      continue;
    }
    if (!isWithin(state.path, edge.scope)) continue;
    const leaving = childContaining(state, edge.from);
    const entering = childContaining(state, edge.to);
    if (leaving !== undefined) ways.push(way(edge, 'out', leaving, undefined));
    if (entering !== undefined) ways.push(way(edge, 'in', undefined, entering));
  }
  return { items, ways };
}

function linksOf(
  ways: readonly Way[],
  items: readonly Item[],
  children: readonly ScopeChild[],
): readonly LayeredLink[] {
  return ways.flatMap(({ chain, edge, down }) =>
    chain.slice(1).map((item, index) => {
      const before = chain[index] as number;
      const [upper, lower] = down ? [before, item] : [item, before];
      const offset = (one: number): number => {
        const x = edge === undefined ? undefined : children[one]?.crossings.get(edge);
        return x === undefined ? 0 : x - (items[one] as Item).width / 2;
      };
      const ends = [upper, lower].filter((one) => one < children.length).length;
      const weight = edge === undefined ? 3 : ends === 0 ? 8 : ends === 1 ? 2 : 1;
      return { upper, lower, upperOffset: offset(upper), lowerOffset: offset(lower), weight, flexible: ends === 0 };
    }),
  );
}

interface Rows {
  readonly tops: readonly number[];
  readonly heights: readonly number[];
  readonly bottom: number;
}

function rowsOf(items: readonly Item[], ways: readonly Way[], middles: readonly number[], head: number): Rows {
  const count = Math.max(...items.map(({ row }) => row)) + 1;
  const heights = new Array<number>(count).fill(0);
  const isUsed = new Array<boolean>(count).fill(false);
  for (const { row, height } of items) {
    heights[row] = Math.max(heights[row] as number, height);
    isUsed[row] = true;
  }
  /** How far to the side ways go between a row and the next. */
  const spread = new Array<number>(count).fill(0);
  for (const { chain } of ways) {
    for (const [index, item] of chain.slice(1).entries()) {
      const before = chain[index] as number;
      const row = Math.min((items[item] as Item).row, (items[before] as Item).row);
      const aside = Math.abs((middles[item] as number) - (middles[before] as number));
      spread[row] = Math.max(spread[row] as number, aside);
    }
  }
  const tops: number[] = [];
  let y = head;
  let isFirst = true;
  for (let row = 0; row < count; row++) {
    if (isUsed[row]) {
      const before = row - 1;
      const isLinked = before >= 0 && isUsed[before];
      y += isFirst ? (row === 0 ? 0 : 10) : isLinked ? 18 + Math.min(22, (spread[before] as number) * 0.07) : 24;
      isFirst = false;
    }
    tops.push(y);
    y += heights[row] as number;
  }
  return { tops, heights, bottom: y };
}

/** Where ways meet the states, by way and state: as near as can be to where they come from, with room between them. */
function portsOf(
  ways: readonly Way[],
  children: readonly ScopeChild[],
  middles: readonly number[],
): ReadonlyMap<string, number> {
  const ports = new Map<string, number>();
  const free = new Map<string, { way: number; item: number; wanted: number }[]>();
  for (const [way, { chain, edge, down }] of ways.entries()) {
    for (const [end, item, beside] of [
      ['start', chain[0], chain[1]],
      ['end', chain.at(-1), chain.at(-2)],
    ] as const) {
      const child = item === undefined ? undefined : children[item];
      if (child === undefined || item === undefined) continue;
      const crossing = edge === undefined ? undefined : child.crossings.get(edge);
      if (crossing !== undefined) ports.set(`${way} ${item}`, (middles[item] as number) - child.width / 2 + crossing);
      else {
        const side = `${item} ${(end === 'start') === down ? 'bottom' : 'top'}`;
        free.set(side, [...(free.get(side) ?? []), { way, item, wanted: middles[beside as number] as number }]);
      }
    }
  }
  for (const meeting of free.values()) {
    const [one] = meeting;
    if (one === undefined) continue;
    const { width } = children[one.item] as ScopeChild;
    const left = (middles[one.item] as number) - width / 2 + portMargin;
    const room = width - 2 * portMargin;
    const apart = Math.min(18, room / Math.max(1, meeting.length - 1));
    const sorted = [...meeting].sort((a, b) => a.wanted - b.wanted);
    const best = isotonic(
      sorted.map(({ wanted }, index) => wanted - index * apart),
      sorted.map(() => 1),
    );
    for (const [index, { way, item }] of sorted.entries()) {
      const base = Math.max(left, Math.min(left + room - (sorted.length - 1) * apart, best[index] as number));
      ports.set(`${way} ${item}`, base + index * apart);
    }
  }
  return ports;
}

/** From the corners of a state. */
const portMargin = 12;
