/**
 * Which states are doomed: bad ones, and those from which every future meets a bad one. A future may end in any state
 * in which only faults can still happen, because faults need not happen; cycles count as futures that go on.
 *
 * Sum: 4 bytes an edge and 8 a state besides the search's own.
 */
import { assert } from '../base';
import type { TransitionSystem } from '../model';
import type { Search } from './search';
import { successorsOf } from './successors';

/**
 * @param isBad whether a state's observation (configuration of the label slot), quiescent or not, is bad
 * @returns one byte a state, 1 = doomed; undefined if a handler fails somewhere, so that the graph is incomplete
 */
export function doomedStates(
  system: TransitionSystem,
  search: Search,
  isBad: (observation: number, quiescent: boolean) => boolean,
) {
  assert(search.end?.kind === 'exhausted', 'the whole space was explored');
  const count = search.stateCount;
  const indexOf = indexByVector(search, system.slotCount);
  const doomed = new Uint8Array(count);
  const escapes = new Int32Array(count);
  const sources: number[] = [];
  const targets: number[] = [];
  for (let state = 0; state < count; state++) {
    const vector = vectorOf(search, system.slotCount, state);
    const next = successorsOf(system, search.effects, vector);
    const quiescent = next.every((successor) => successor.fault);
    if (isBad(vector[system.labelSlot]!, quiescent)) doomed[state] = 1;
    escapes[state] = quiescent ? -1 : next.length; // -1 never reaches zero: staying is an escape
    for (const successor of next) {
      if (successor.vector === undefined) return undefined;
      sources.push(state);
      targets.push(indexOf(successor.vector));
    }
  }
  const incoming = groupByTarget(sources, targets, count);
  const work: number[] = [];
  for (let state = 0; state < count; state++) if (doomed[state] === 1) work.push(state);
  for (let state = work.pop(); state !== undefined; state = work.pop()) {
    for (let at = incoming.start[state]!; at < incoming.start[state + 1]!; at++) {
      const source = incoming.source[at]!;
      if (doomed[source] === 1) continue;
      escapes[source]!--;
      if (escapes[source] === 0) {
        doomed[source] = 1;
        work.push(source);
      }
    }
  }
  return { doomed, indexOf };
}

function vectorOf(search: Search, slotCount: number, state: number): Int32Array {
  return search.records.slice(state * search.stride, state * search.stride + slotCount);
}

function indexByVector(search: Search, slotCount: number): (vector: Int32Array) => number {
  const ids = new Map<string, number>();
  for (let state = 0; state < search.stateCount; state++) ids.set(vectorOf(search, slotCount, state).join(), state);
  return (vector) => {
    const id = ids.get(vector.join());
    assert(id !== undefined, 'a successor of an explored state was explored');
    return id;
  };
}

function groupByTarget(sources: readonly number[], targets: readonly number[], count: number) {
  const start = new Int32Array(count + 1);
  for (const target of targets) start[target + 1]!++;
  for (let state = 0; state < count; state++) start[state + 1]! += start[state]!;
  const fill = start.slice();
  const source = new Int32Array(sources.length);
  targets.forEach((target, edge) => {
    source[fill[target]!++] = sources[edge]!;
  });
  return { start, source };
}
