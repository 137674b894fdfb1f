import { expect, test } from 'vitest';
import {
  emptyTree,
  extend,
  forkOf,
  goTo,
  leavesOf,
  neighbourBranch,
  nodeOf,
  onBranch,
  type PlayTree,
  pathTo,
  possibleOf,
  remove,
  restore,
  scheduleOf,
  tipOf,
  treeNodesMax,
  treeOfRows,
  withPossibility,
} from '../../../src/app/play/tree';
import type { Action } from '../../../src/model';

const fire = (timer: string): Action => ({ kind: 'timeout', node: 'n', timer });

/** Takes the steps named by the letters, from a state. */
function play(tree: PlayTree, from: number, letters: string): PlayTree {
  const next = extend(
    tree,
    from,
    [...letters].map((letter) => ({ action: fire(letter), label: letter })),
  );
  if (next === null) throw new Error('too large');
  return next;
}

/** abc, with de after a, and f after ad. */
const branched = play(play(play(emptyTree, 0, 'abc'), 1, 'de'), 4, 'f');
const letters = (tree: PlayTree, id: number): string =>
  pathTo(tree, id)
    .slice(1)
    .map(({ label }) => label)
    .join('');

test('every branch stays, and a step that was taken before leads to the same state', () => {
  expect(leavesOf(branched).map(({ id }) => letters(branched, id))).toEqual(['abc', 'ade', 'adf']);
  const again = play(branched, 0, 'ad');
  expect(again.nodes.size).toBe(branched.nodes.size);
  expect(letters(again, again.current)).toBe('ad');
  expect(scheduleOf(again, again.current)).toEqual([fire('a'), fire('d')]);
});

test('an empty list of choices makes no other step', () => {
  const tree = extend(branched, 0, [{ action: { kind: 'timeout', node: 'n', timer: 'a', choices: [] }, label: '' }]);
  expect(tree?.current).toBe(1);
  const other = extend(branched, 0, [{ action: { kind: 'timeout', node: 'n', timer: 'a', choices: [1] }, label: '' }]);
  expect(other?.current).toBe(7);
});

test('going back stays on the branch, which is the one that was looked at last', () => {
  const back = goTo(branched, 1);
  expect(letters(back, tipOf(back))).toBe('adf');
  expect(onBranch(back, 2)).toBe(4);
  const other = goTo(goTo(back, 3), 1);
  expect(letters(other, tipOf(other))).toBe('abc');
});

test('the next branch is the next end in the drawing, around the end', () => {
  const order = [branched.current];
  let tree = branched;
  for (let count = 0; count < 3; count += 1) {
    tree = goTo(tree, neighbourBranch(tree, 1));
    order.push(tree.current);
  }
  expect(order.map((id) => letters(branched, id))).toEqual(['adf', 'abc', 'ade', 'adf']);
  expect(letters(branched, forkOf(branched, 3, 5))).toBe('a');
});

test('what is removed is put back as it was, with the names of all its states', () => {
  const { tree, removed } = remove(branched, 4);
  expect(removed.map(({ id }) => id).sort()).toEqual([4, 5, 6]);
  expect(tree.current).toBe(1);
  expect(leavesOf(tree).map(({ id }) => letters(tree, id))).toEqual(['abc']);
  const back = goTo(restore(tree, removed), branched.current);
  expect([...back.nodes].sort(([a], [b]) => a - b)).toEqual([...branched.nodes].sort(([a], [b]) => a - b));
  expect(remove(branched, 0).removed).toEqual([]);
});

test('what a protocol cannot do any more is marked with all that follows, and nothing is lost', () => {
  const marked = withPossibility(branched, pathTo(branched, 6), 1);
  const impossible = [...marked.nodes.values()].filter((node) => node.impossible).map(({ id }) => id);
  expect(impossible.sort()).toEqual([4, 5, 6]);
  expect(possibleOf(marked, 6)).toBe(1);
  expect(marked.nodes.size).toBe(branched.nodes.size);
  const again = withPossibility(marked, pathTo(marked, 5), 3);
  expect(nodeOf(again, 5).impossible).toBe(false);
  expect(nodeOf(again, 6).impossible).toBe(true);
});

test('a tree comes back from its rows, and rows that are none are refused', () => {
  const rows = structuredClone([...branched.nodes.values()]);
  expect(treeOfRows(rows, branched.current)).toEqual(branched);
  const at = (id: number, change: object) => rows.map((row) => (row.id === id ? { ...row, ...change } : row));
  const bad: readonly unknown[] = [
    null,
    [],
    rows.slice(1),
    rows.slice(0, -1),
    at(4, { parent: 6 }),
    at(4, { parent: 99 }),
    at(2, { action: { kind: 'explode' } }),
    at(2, { label: 7 }),
    at(2, { chosen: 5 }),
    at(0, { parent: 3 }),
    at(6, { children: [0] }),
    [...rows, rows[2]],
  ];
  for (const one of bad) expect(treeOfRows(one, 0), JSON.stringify(one)).toBeNull();
  expect(treeOfRows(rows, 'x')?.current).toBe(0);
});

test('a tree takes no more states than it may have', () => {
  const long = 'x'.repeat(treeNodesMax - 1);
  const full = play(emptyTree, 0, long);
  expect(full.nodes.size).toBe(treeNodesMax);
  expect(extend(full, full.current, [{ action: fire('y'), label: 'y' }])).toBeNull();
});
