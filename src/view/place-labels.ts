/** Finding room for text among lines and other text. Greedy: what is placed first keeps its place. */
import type { Point } from './curve';

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** One way to place a group of boxes; the lower its cost, the more it is liked where there is room for all. */
export interface Candidate<Value> {
  readonly boxes: readonly Box[];
  readonly cost: number;
  readonly value: Value;
}

export interface Placer {
  /** Points of a line, a few pixels apart: text avoids them. */
  avoidLine(points: readonly Point[]): void;
  /** Text hardly ever overlaps this. */
  avoidBox(box: Box): void;
  /**
   * Takes the cheapest candidate and keeps its room. Undefined if there is none, or if the cheapest costs more than allowed.
   * @param costMax by default a candidate is always taken
   */
  place<Value>(candidates: readonly Candidate<Value>[], costMax?: number): Value | undefined;
}

/** What overlapping costs, against the costs of 0 to 10 by which candidates say what they prefer. */
const costs = { linePoint: 2.2, box: 40, outside: 60 };

/** Height of the slices by which points and boxes are found again. */
const sliceHeight = 24;

/** @param bounds text should not leave this */
export function createPlacer(bounds: Box): Placer {
  const points = new Map<number, Point[]>();
  const boxes = new Map<number, Box[]>();

  const slices = function* (top: number, bottom: number): Generator<number> {
    for (let slice = Math.floor(top / sliceHeight); slice <= Math.floor(bottom / sliceHeight); slice += 1) yield slice;
  };

  const costOf = (box: Box): number => {
    let cost = 0;
    if (box.x < bounds.x || box.x + box.width > bounds.x + bounds.width) cost += costs.outside;
    if (box.y < bounds.y || box.y + box.height > bounds.y + bounds.height) cost += costs.outside;
    const met = new Set<Box>();
    for (const slice of slices(box.y, box.y + box.height)) {
      for (const point of points.get(slice) ?? []) if (contains(box, point)) cost += costs.linePoint;
      for (const other of boxes.get(slice) ?? []) if (!met.has(other) && overlap(box, other)) met.add(other);
    }
    return cost + met.size * costs.box;
  };

  const avoidBox = (box: Box): void => {
    for (const slice of slices(box.y, box.y + box.height)) boxes.set(slice, [...(boxes.get(slice) ?? []), box]);
  };

  return {
    avoidLine(line) {
      for (const point of line) {
        const slice = Math.floor(point.y / sliceHeight);
        const found = points.get(slice);
        if (found) found.push(point);
        else points.set(slice, [point]);
      }
    },
    avoidBox,
    place(candidates, costMax = Number.POSITIVE_INFINITY) {
      let best: (typeof candidates)[number] | undefined;
      let bestCost = Number.POSITIVE_INFINITY;
      for (const candidate of candidates) {
        let cost = candidate.cost;
        for (const box of candidate.boxes) cost += costOf(box);
        if (cost < bestCost) {
          best = candidate;
          bestCost = cost;
        }
      }
      if (!best || bestCost > costMax) return undefined;
      for (const box of best.boxes) avoidBox(box);
      return best.value;
    },
  };
}

/** True if the boxes share more than an edge. */
export function overlap(first: Box, second: Box): boolean {
  return (
    first.x < second.x + second.width &&
    second.x < first.x + first.width &&
    first.y < second.y + second.height &&
    second.y < first.y + first.height
  );
}

function contains(box: Box, { x, y }: Point): boolean {
  return x >= box.x && x <= box.x + box.width && y >= box.y && y <= box.y + box.height;
}
