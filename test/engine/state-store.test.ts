/** The state table: what it has been asked to make room for, it keeps room for. */
import { expect, test } from 'vitest';
import { StateStore } from '../../src/engine/state-store';

test('a field that was widened stays wide when another is, though nothing that needs it is stored yet', () => {
  // The successors of one state are stored together: if each widening undid the one before, a state with successors that
  // need two wide fields could never be expanded.
  const store = new StateStore(4, 100, { shared: false });
  for (const slot of [0, 1, 2, 3]) expect(store.widen(slot, 100_000 + slot)).toBe(true);
  expect(Array.from(store.packing.max, (max, slot) => max >= 100_000 + slot)).toEqual([true, true, true, true]);
});
