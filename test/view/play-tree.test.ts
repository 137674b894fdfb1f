import { expect, test } from 'vitest';
import { layoutPlayTree, moveInTree, playTreeGeometry, type TreePlace, visiblePart } from '../../src/view';

function tree(children: Record<number, readonly number[]>): ReadonlyMap<number, TreePlace> {
  return new Map(Object.entries(children).map(([id, ids]) => [Number(id), { id: Number(id), children: ids }]));
}

/** 0-1-2-3, with 4-5 beside 2, and 6 beside 5. */
const branched = tree({ 0: [1], 1: [2, 4], 2: [3], 3: [], 4: [5, 6], 5: [], 6: [] });

test('a branch stays in its row, and each fork begins one below all that came before it', () => {
  const { nodes } = layoutPlayTree(branched, 0);
  const places = [...nodes.values()].map(({ id, column, row }) => [id, column, row]);
  expect(places).toEqual([
    [0, 0, 0],
    [1, 1, 0],
    [2, 2, 0],
    [3, 3, 0],
    [4, 2, 1],
    [5, 3, 1],
    [6, 3, 2],
  ]);
});

test('no two nodes share a place, whatever the tree', () => {
  // Node n hangs under n >> 1, and under n - 3 where that is odd: many forks of different depths.
  const children: Record<number, number[]> = { 0: [] };
  for (let id = 1; id < 400; id += 1) {
    children[id] = [];
    const parent = id % 5 === 0 && id > 3 ? id - 3 : id >> 1;
    children[parent]?.push(id);
  }
  const { nodes, links } = layoutPlayTree(tree(children), 0);
  expect(nodes.size).toBe(400);
  expect(links).toHaveLength(399);
  expect(new Set([...nodes.values()].map(({ x, y }) => `${x} ${y}`)).size).toBe(400);
});

test('a branch of ten thousand steps is placed, and a window shows only what is in it', () => {
  const chain: Record<number, readonly number[]> = {};
  for (let id = 0; id < 10_000; id += 1) chain[id] = id < 9_999 ? [id + 1] : [];
  const layout = layoutPlayTree(tree(chain), 0);
  expect(layout.width).toBe(2 * playTreeGeometry.margin + 9_999 * playTreeGeometry.column);
  expect(layout.height).toBe(2 * playTreeGeometry.margin);
  const left = 5_000 * playTreeGeometry.column;
  const shown = visiblePart(layout, { left, right: left + 900, top: 0, bottom: 100 });
  expect(shown.nodes.length).toBeLessThan(40);
  expect(shown.nodes.some(({ id }) => id === 5_000)).toBe(true);
  expect(shown.links.length).toBeLessThan(40);
});

test('arrow keys go along branches, and to the nearest node of the row above or below', () => {
  const layout = layoutPlayTree(branched, 0);
  const parents = new Map([...branched.values()].flatMap(({ id, children }) => children.map((child) => [child, id])));
  const relations = {
    parent: (id: number) => parents.get(id) ?? null,
    chosen: (id: number) => branched.get(id)?.children[0] ?? null,
  };
  const go = (at: number, move: 'left' | 'right' | 'up' | 'down') => moveInTree(layout, at, move, relations);
  expect([go(1, 'right'), go(3, 'right'), go(4, 'left'), go(0, 'left')]).toEqual([2, undefined, 1, undefined]);
  expect([go(3, 'down'), go(0, 'down'), go(6, 'up'), go(0, 'up')]).toEqual([5, 4, 5, undefined]);
});
