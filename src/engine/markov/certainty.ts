/**
 * Where a target is never reached and where it is reached with probability one, for the scheduler of the process. By
 * graph analysis: weights above zero are all alike here, so these answers are exact. (de Alfaro, "Formal verification of
 * probabilistic systems", 1997; Baier and Katoen, "Principles of model checking", 2008, sections 10.1 and 10.6.)
 */

import { unitsPerPiece, type Work } from '../../base';
import type { DecisionProcess } from './decision-process';

export interface Certainty {
  /** By vertex, 1 where the value is exactly 0. */
  readonly never: Uint8Array;
  /** By vertex, 1 where the value is exactly 1. */
  readonly surely: Uint8Array;
}

/** @param isTarget by vertex; edges out of a target play no part */
export function* certaintyOf(process: DecisionProcess, isTarget: Uint8Array): Work<Certainty> {
  const sources = yield* sourcesOf(process);
  if (process.aim === 'minimum' || !hasDecisions(process)) {
    const forced = yield* attract(process, sources, isTarget);
    const never = complement(forced);
    const leaving = yield* reachInto(process, sources, never, isTarget);
    return { never, surely: complement(leaving) };
  }
  const reaching = yield* reachInto(process, sources, isTarget, new Uint8Array(process.vertexCount));
  const surely = yield* surelyWithBestChoices(process, sources, isTarget, reaching);
  return { never: complement(reaching), surely };
}

/** The vertices that lead to each vertex, once for each edge. */
interface Sources {
  readonly start: Int32Array;
  readonly source: Int32Array;
}

function* sourcesOf(process: DecisionProcess): Work<Sources> {
  const { vertexCount, target } = process;
  const start = new Int32Array(vertexCount + 1);
  for (const vertex of target) start[vertex + 1]!++;
  for (let vertex = 0; vertex < vertexCount; vertex++) start[vertex + 1]! += start[vertex]!;
  yield;
  const fill = start.slice();
  const source = new Int32Array(target.length);
  for (let vertex = 0; vertex < vertexCount; vertex++) {
    for (let edge = process.start[vertex]!; edge < process.start[vertex + 1]!; edge++)
      source[fill[target[edge]!]!++] = vertex;
  }
  yield;
  return { start, source };
}

function hasDecisions({ vertexCount, total, start }: DecisionProcess): boolean {
  for (let vertex = 0; vertex < vertexCount; vertex++)
    if (total[vertex] === 0 && start[vertex + 1]! - start[vertex]! > 1) return true;
  return false;
}

function complement(set: Uint8Array): Uint8Array {
  return set.map((inside) => 1 - inside);
}

/** Vertices with some path into `goal` on which only the last may be `closed`. */
function* reachInto(
  process: DecisionProcess,
  sources: Sources,
  goal: Uint8Array,
  closed: Uint8Array,
): Work<Uint8Array> {
  const reaching = goal.slice();
  const queue = new Int32Array(process.vertexCount);
  let length = 0;
  for (let vertex = 0; vertex < process.vertexCount; vertex++) if (goal[vertex] === 1) queue[length++] = vertex;
  let units = 0;
  for (let next = 0; next < length; next++) {
    const vertex = queue[next]!;
    for (let at = sources.start[vertex]!; at < sources.start[vertex + 1]!; at++) {
      const source = sources.source[at]!;
      if (reaching[source] === 1 || closed[source] === 1) continue;
      reaching[source] = 1;
      queue[length++] = source;
    }
    units += sources.start[vertex + 1]! - sources.start[vertex]!;
    if (units > unitsPerPiece) {
      units = 0;
      yield;
    }
  }
  return reaching;
}

/** Vertices from which the goal is reached with a probability above zero whatever the scheduler chooses. */
function* attract(process: DecisionProcess, sources: Sources, goal: Uint8Array): Work<Uint8Array> {
  const { vertexCount, start, total } = process;
  const attracted = goal.slice();
  const open = new Int32Array(vertexCount);
  const queue = new Int32Array(vertexCount);
  let length = 0;
  for (let vertex = 0; vertex < vertexCount; vertex++) {
    open[vertex] = total[vertex] === 0 ? start[vertex + 1]! - start[vertex]! : 1;
    if (goal[vertex] === 1) queue[length++] = vertex;
  }
  let units = 0;
  for (let next = 0; next < length; next++) {
    const vertex = queue[next]!;
    for (let at = sources.start[vertex]!; at < sources.start[vertex + 1]!; at++) {
      const source = sources.source[at]!;
      if (attracted[source] === 1) continue;
      open[source]!--;
      if (open[source]! > 0) continue;
      attracted[source] = 1;
      queue[length++] = source;
    }
    units += sources.start[vertex + 1]! - sources.start[vertex]!;
    if (units > unitsPerPiece) {
      units = 0;
      yield;
    }
  }
  return attracted;
}

/**
 * Vertices from which some scheduler reaches the target with probability one: the largest set in which every vertex
 * reaches the target without ever risking to leave the set. Vertices that do not are taken away, and with them chance
 * vertices that may lead to them, until nothing changes.
 */
function* surelyWithBestChoices(
  process: DecisionProcess,
  sources: Sources,
  isTarget: Uint8Array,
  reaching: Uint8Array,
): Work<Uint8Array> {
  const { vertexCount, total } = process;
  let inside = reaching;
  for (;;) {
    const closed = complement(inside);
    for (let vertex = 0; vertex < vertexCount; vertex++) {
      if (inside[vertex] === 1) continue;
      for (let at = sources.start[vertex]!; at < sources.start[vertex + 1]!; at++) {
        const source = sources.source[at]!;
        if (total[source]! > 0 && isTarget[source] === 0) closed[source] = 1;
      }
    }
    yield;
    const kept = yield* reachInto(process, sources, isTarget, closed);
    let same = true;
    for (let vertex = 0; vertex < vertexCount && same; vertex++) same = kept[vertex] === inside[vertex];
    if (same) return inside;
    inside = kept;
  }
}
