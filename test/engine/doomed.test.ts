/** Doomed states, against the definition computed the slow way. */
import { describe, expect, test } from 'vitest';
import { doomedStates, Search, type Successor, successorsOf } from '../../src/engine';
import { randomTables, TableSystem, type Tables } from './graph-system';

function explored(tables: Tables) {
  const system = new TableSystem(tables);
  const search = new Search(system, { states: 100_000, bytes: 100_000_000, depth: 100_000 }, { bits: 0, stopBits: 0 });
  search.step(1_000_000_000);
  const vectors = Array.from({ length: search.stateCount }, (_, state) =>
    search.records.slice(state * search.stride, state * search.stride + system.slotCount),
  );
  return { system, search, vectors };
}

/** Bad, or something other than a fault can happen and whatever happens next is doomed: repeated until nothing changes. */
function slowlyDoomed(
  bad: readonly boolean[],
  next: readonly (readonly Successor[])[],
  indexOf: (vector: Int32Array) => number,
): readonly boolean[] {
  const doomed = [...bad];
  for (let changed = true; changed; ) {
    changed = false;
    for (const [state, successors] of next.entries()) {
      if (doomed[state] || successors.every((successor) => successor.fault)) continue;
      if (successors.some((successor) => !doomed[indexOf(successor.vector!)])) continue;
      doomed[state] = true;
      changed = true;
    }
  }
  return doomed;
}

describe('doomed states', () => {
  test('are the bad ones and those from which every future meets a bad one', () => {
    let doomedButNotBad = 0;
    let quiescentBad = 0;
    for (let seed = 0; seed < 300; seed++) {
      const { system, search, vectors } = explored(randomTables(seed));
      const isBad = (observation: number, quiescent: boolean): boolean =>
        observation === 1 || (quiescent && observation === 2);
      const result = doomedStates(system, search, isBad)!;
      const next = vectors.map((vector) => successorsOf(system, search.effects, vector));
      const bad = vectors.map((vector, state) =>
        isBad(
          vector[system.labelSlot]!,
          next[state]!.every((successor) => successor.fault),
        ),
      );
      const index = new Map(vectors.map((vector, state) => [vector.join(), state]));
      const expected = slowlyDoomed(bad, next, (vector) => index.get(vector.join())!);
      expect(Array.from(result.doomed, (byte) => byte === 1)).toEqual(expected);
      for (const [state, vector] of vectors.entries()) expect(result.indexOf(vector)).toBe(state);
      doomedButNotBad += expected.filter((isDoomed, state) => isDoomed && !bad[state]).length;
      quiescentBad += vectors.filter((vector, state) => bad[state] && vector[system.labelSlot] === 2).length;
    }
    expect(doomedButNotBad).toBe(42);
    expect(quiescentBad).toBeGreaterThan(20);
  });

  test('are not computed where a handler fails, because the graph is incomplete', () => {
    const tables = {
      ...randomTables(1),
      actorCount: 1,
      sizes: [2, 1],
      initial: [0, 0],
      operations: [],
      labels: [0],
      quiescentLabels: [0],
    };
    const rows = (target: number) => [
      [[{ fault: false, target: 1, operations: [] }], [{ fault: false, target, operations: [] }]],
    ];
    const whole = explored({ ...tables, rows: rows(0) });
    expect(doomedStates(whole.system, whole.search, () => false)?.doomed).toEqual(Uint8Array.of(0, 0));
    const broken = explored({ ...tables, rows: rows(-1) });
    expect(broken.search.end?.kind).toBe('failed');
    expect(() => doomedStates(broken.system, broken.search, () => false)).toThrow('the whole space was explored');
  });
});
