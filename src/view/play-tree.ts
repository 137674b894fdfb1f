/** A tree of branches drawn from left to right: a column for each step, a row for each branch. */

/** A place in the tree, whatever stands there. */
export interface TreePlace {
  readonly id: number;
  readonly children: readonly number[];
}

export interface PlacedNode {
  readonly id: number;
  readonly x: number;
  readonly y: number;
  /** Steps from the root. */
  readonly column: number;
  readonly row: number;
}

export interface PlacedLink {
  readonly from: number;
  readonly to: number;
  /** SVG path data from one to the other. */
  readonly path: string;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

export interface PlayTreeLayout {
  readonly nodes: ReadonlyMap<number, PlacedNode>;
  readonly links: readonly PlacedLink[];
  readonly width: number;
  readonly height: number;
}

/** Distances in pixels: between steps, between branches, and around everything. */
export const playTreeGeometry = { column: 30, row: 30, margin: 24 } as const;

/**
 * Places every node. A node stands in the row of its first child, so the branch that was played first is straight; each other
 * child begins a row of its own, below all that follows the children before it. Time and space grow with the tree alone, however
 * deep it is.
 * @param places by id, each with children that are there
 */
export function layoutPlayTree(
  places: ReadonlyMap<number, TreePlace>,
  root: number,
  { column: columnPx, row: rowPx, margin } = playTreeGeometry,
): PlayTreeLayout {
  const nodes = new Map<number, PlacedNode>();
  const links: PlacedLink[] = [];
  let rowCount = 0;
  let columnCount = 0;
  const waiting: { readonly id: number; readonly parent: PlacedNode | null; readonly isFirst: boolean }[] = [
    { id: root, parent: null, isFirst: true },
  ];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const place = places.get(next.id);
    if (place === undefined) continue;
    const { parent } = next;
    const column = parent === null ? 0 : parent.column + 1;
    const row = parent !== null && next.isFirst ? parent.row : rowCount++;
    const node = { id: place.id, column, row, x: margin + column * columnPx, y: margin + row * rowPx };
    nodes.set(place.id, node);
    columnCount = Math.max(columnCount, column + 1);
    if (parent !== null) links.push(linkBetween(parent, node, columnPx));
    for (let at = place.children.length - 1; at >= 0; at -= 1) {
      const id = place.children[at];
      if (id !== undefined) waiting.push({ id, parent: node, isFirst: at === 0 });
    }
  }
  return {
    nodes,
    links,
    width: 2 * margin + Math.max(0, columnCount - 1) * columnPx,
    height: 2 * margin + Math.max(0, rowCount - 1) * rowPx,
  };
}

/** A part of the drawing, in its own pixels. */
export interface TreeWindow {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** What of a layout has to be drawn so that a window shows it, with a margin around. */
export function visiblePart(
  layout: PlayTreeLayout,
  window: TreeWindow,
): { readonly nodes: readonly PlacedNode[]; readonly links: readonly PlacedLink[] } {
  const around = 2 * playTreeGeometry.column;
  const [left, right] = [window.left - around, window.right + around];
  const [top, bottom] = [window.top - around, window.bottom + around];
  return {
    nodes: [...layout.nodes.values()].filter(({ x, y }) => x >= left && x <= right && y >= top && y <= bottom),
    links: layout.links.filter(
      (link) => link.right >= left && link.left <= right && link.bottom >= top && link.top <= bottom,
    ),
  };
}

export type TreeMove = 'left' | 'right' | 'up' | 'down';

/**
 * Where an arrow key leads: to the left and to the right along branches, up and down to the nearest node of the neighbouring
 * row. Undefined if nowhere.
 * @param chosen the child of a node that its branch goes on with
 */
export function moveInTree(
  layout: PlayTreeLayout,
  at: number,
  move: TreeMove,
  relations: { readonly parent: (id: number) => number | null; readonly chosen: (id: number) => number | null },
): number | undefined {
  switch (move) {
    case 'left':
      return relations.parent(at) ?? undefined;
    case 'right':
      return relations.chosen(at) ?? undefined;
    case 'up':
      return nearestInRow(layout, at, -1);
    case 'down':
      return nearestInRow(layout, at, 1);
  }
}

function nearestInRow(layout: PlayTreeLayout, at: number, direction: 1 | -1): number | undefined {
  const from = layout.nodes.get(at);
  if (from === undefined) return undefined;
  const inRow = [...layout.nodes.values()].filter(({ row }) => row === from.row + direction);
  const distance = (node: PlacedNode): number => Math.abs(node.column - from.column);
  return inRow.reduce<PlacedNode | undefined>(
    (best, node) => (best === undefined || distance(node) < distance(best) ? node : best),
    undefined,
  )?.id;
}

function linkBetween(from: PlacedNode, to: PlacedNode, columnPx: number): PlacedLink {
  const bend = from.x + columnPx / 2;
  const path =
    from.y === to.y
      ? `M${from.x},${from.y}H${to.x}`
      : `M${from.x},${from.y}C${bend},${from.y} ${from.x},${to.y} ${bend},${to.y}H${to.x}`;
  return {
    from: from.id,
    to: to.id,
    path,
    left: from.x,
    right: to.x,
    top: Math.min(from.y, to.y),
    bottom: Math.max(from.y, to.y),
  };
}
