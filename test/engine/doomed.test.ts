/** Doomed states, against the definition computed the slow way. */
import { describe, expect, test } from 'vitest';
import { doomedStates, Search, StateGraphBuilder, type Successor, successorsOf } from '../../src/engine';
import { randomTables, TableSystem, type Tables } from './graph-system';

function explored(tables: Tables) {
  const system = new TableSystem(tables);
  const search = new Search(system, { states: 100_000, bytes: 100_000_000, depth: 100_000 }, { bits: 0, stopBits: 0 });
  search.step(1_000_000_000);
  const vectors = Array.from({ length: search.stateCount }, (_, state) => search.vectorOf(state));
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

function graphOf({ system, search }: Pick<ReturnType<typeof explored>, 'system' | 'search'>) {
  const builder = new StateGraphBuilder(system, search, 100_000_000);
  while (!builder.step(7));
  return builder.graph;
}

describe('doomed states', () => {
  test('are the bad ones and those from which every future meets a bad one', () => {
    let doomedButNotBad = 0;
    let quiescentBad = 0;
    for (let seed = 0; seed < 300; seed++) {
      const { system, search, vectors } = explored(randomTables(seed));
      const isBad = (observation: number, quiescent: boolean): boolean =>
        observation === 1 || (quiescent && observation === 2);
      const doomed = doomedStates(system, graphOf({ system, search }), (state, quiescent) =>
        isBad(vectors[state]![system.labelSlot]!, quiescent),
      )!;
      const next = vectors.map((vector) => successorsOf(system, search.effects, vector));
      const bad = vectors.map((vector, state) =>
        isBad(
          vector[system.labelSlot]!,
          next[state]!.every((successor) => successor.fault),
        ),
      );
      const index = new Map(vectors.map((vector, state) => [vector.join(), state]));
      const expected = slowlyDoomed(bad, next, (vector) => index.get(vector.join())!);
      expect(Array.from(doomed, (byte) => byte === 1)).toEqual(expected);
      for (const [state, vector] of vectors.entries()) expect(search.indexOf(vector)).toBe(state);
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
    expect(doomedStates(whole.system, graphOf(whole), () => false)).toEqual(Uint8Array.of(0, 0));
    const broken = explored({ ...tables, rows: rows(-1) });
    expect(broken.search.end?.kind).toBe('failed');
    expect(() => graphOf(broken)).toThrow('the whole space was explored');
  });
});
