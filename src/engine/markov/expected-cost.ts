/**
 * The expected cost until a target is reached. It is infinite where the target is not reached with probability one, which
 * graph analysis decides: for the largest cost under every scheduler, for the smallest under the best one.
 *
 * Where it is finite, lower ends begin at 0. Upper ends begin, for vertices that depend on each other, at a bound from the
 * probability of leaving them: if every vertex leaves within k edges with a probability of at least q, whatever came
 * before, then k / q edges are expected at most. For the smallest cost that is computed for one fixed way to the target.
 * (Haddad and Monmege, 2018; Baier, Klein, Leuschner, Parker and Wunderlich, 2017.) Cycles that cost nothing would let a
 * smallest cost stop short; they are made one vertex before. (de Alfaro, "Computing minimum and maximum reachability
 * times in probabilistic systems", 1999.)
 */
import { assert, unitsPerPiece, type Work } from '../../base';
import { certaintyOf } from './certainty';
import type { DecisionProcess } from './decision-process';
import { endOf, largest } from './enclosure';
import { endComponentsOf } from './end-components';
import { defaultIteration, type Ends, type IterationOptions, iterate, type Values } from './interval-iteration';
import { exactPart, spread } from './reach-probability';
import { fates, type ReducedProcess, reduceProcess } from './reduced-process';

/**
 * Encloses the expected cost by vertex. Where it is infinite both ends are; where only the upper end is, no bound was
 * found within the work allowed.
 */
export function* expectedCost(
  process: DecisionProcess,
  isTarget: Uint8Array,
  options: IterationOptions = defaultIteration,
): Work<Values> {
  const { cost } = process;
  assert(cost !== undefined, 'the process has costs');
  const surely = yield* surelyReaching(process, isTarget);
  const fate = new Uint8Array(process.vertexCount).fill(fates.avoided);
  const computed = new Uint8Array(process.vertexCount);
  for (let vertex = 0; vertex < process.vertexCount; vertex++) {
    if (isTarget[vertex] === 1) fate[vertex] = fates.zero;
    else if (surely[vertex] === 1) {
      fate[vertex] = fates.computed;
      computed[vertex] = 1;
    }
  }
  yield;
  const endComponent =
    process.aim === 'minimum' ? yield* endComponentsOf(process, computed, (edge) => cost[edge] === 0) : undefined;
  const reduced = yield* reduceProcess(process, fate, endComponent);
  const ends: Ends = {
    lower: new Float64Array(reduced.vertexCount + 2),
    upper: new Float64Array(reduced.vertexCount + 2).fill(Number.POSITIVE_INFINITY),
  };
  ends.upper[reduced.zero] = 0;
  const way = process.aim === 'minimum' ? yield* wayToTarget(reduced) : undefined;
  yield* iterate(reduced, ends, options, (from, until) =>
    startUpperEnds({ process: reduced, ends, way, unitsMax: options.unitsMax }, from, until),
  );
  return { ...spread(process, reduced, ends), ...(yield* exactPart(reduced, ends, options)) };
}

/** For the smallest cost the scheduler wants to reach the target; for the largest it wants not to. */
function* surelyReaching(process: DecisionProcess, isTarget: Uint8Array): Work<Uint8Array> {
  const aim = process.aim === 'minimum' ? 'maximum' : 'minimum';
  return (yield* certaintyOf({ ...process, aim }, isTarget)).surely;
}

/** By vertex, an edge that leads nearer to the target; taken for ever, it is reached with probability one. */
function* wayToTarget(process: ReducedProcess): Work<Int32Array> {
  const { vertexCount, start, target, zero } = process;
  const way = new Int32Array(vertexCount).fill(-1);
  const sourceStart = new Int32Array(zero + 2);
  for (const next of target) if (next <= zero) sourceStart[next + 1]!++;
  for (let vertex = 0; vertex <= zero; vertex++) sourceStart[vertex + 1]! += sourceStart[vertex]!;
  const fill = sourceStart.slice();
  const edgeOf = new Int32Array(target.length);
  const sourceOf = new Int32Array(target.length);
  for (let vertex = 0; vertex < vertexCount; vertex++) {
    for (let edge = start[vertex]!; edge < start[vertex + 1]!; edge++) {
      const place = fill[target[edge]!]!++;
      edgeOf[place] = edge;
      sourceOf[place] = vertex;
    }
  }
  yield;
  const queue = new Int32Array(vertexCount + 1);
  queue[0] = zero;
  let length = 1;
  for (let next = 0; next < length; next++) {
    for (let at = sourceStart[queue[next]!]!; at < sourceStart[queue[next]! + 1]!; at++) {
      const source = sourceOf[at]!;
      if (way[source] !== -1) continue;
      way[source] = edgeOf[at]!;
      queue[length++] = source;
    }
  }
  assert(length === vertexCount + 1, 'every vertex has a way to the target');
  return way;
}

/** A vertex leaves with at least this probability before the bound is taken. */
const enoughLeaving = 0.25;
/** The probability of leaving is computed with plain rounding, which stays far below this share of it. */
const safety = 1 + 1e-6;

interface Bounding {
  readonly process: ReducedProcess;
  readonly ends: Ends;
  /** By vertex, the edge that leads nearer to the target, where decisions are made for that. */
  readonly way: Int32Array | undefined;
  readonly unitsMax: number;
}

/** Sets the upper ends of the vertices order[from … until-1], which depend on each other. */
function* startUpperEnds({ process, ends, way, unitsMax }: Bounding, from: number, until: number): Work<void> {
  const { order, start, target, cost } = process;
  const place = new Map<number, number>();
  for (let at = from; at < until; at++) place.set(order[at]!, at - from);
  let costMax = 0;
  let exitMax = 0;
  for (const vertex of place.keys()) {
    for (let edge = start[vertex]!; edge < start[vertex + 1]!; edge++) {
      costMax = Math.max(costMax, cost?.[edge] ?? 0);
      if (!place.has(target[edge]!)) exitMax = Math.max(exitMax, ends.upper[target[edge]!]!);
    }
  }
  const { steps, least } = yield* leavingProbability(process, way, place, unitsMax);
  const bound = ((costMax * steps) / least) * safety + exitMax * safety;
  const upper = bound < largest ? bound : Number.POSITIVE_INFINITY;
  for (const vertex of place.keys()) ends.upper[vertex] = upper;
}

/** After how many edges every vertex has left with some probability, at least `least`. */
function* leavingProbability(
  process: ReducedProcess,
  way: Int32Array | undefined,
  place: ReadonlyMap<number, number>,
  unitsMax: number,
): Work<{ readonly steps: number; readonly least: number }> {
  const vertices = [...place.keys()];
  // A process whose decisions put off leaving, or follow the way; its values are probabilities of having left.
  const values = new Float64Array(process.vertexCount + 2).fill(1);
  for (const vertex of vertices) values[vertex] = 0;
  const leaving = { ...process, cost: undefined, aim: 'minimum' as const };
  const after = new Float64Array(vertices.length);
  let steps = 0;
  let least = 0;
  let units = 0;
  let pauseAt = unitsPerPiece;
  while (least < enoughLeaving) {
    steps++;
    least = 1;
    for (const [index, vertex] of vertices.entries()) {
      const follows = way !== undefined && process.total[vertex] === 0;
      const value = follows ? values[process.target[way[vertex]!]!]! : endOf(leaving, vertex, values, -1);
      after[index] = value;
      if (value < least) least = value;
      units += process.start[vertex + 1]! - process.start[vertex]! + 1;
      if (units > pauseAt) {
        pauseAt = units + unitsPerPiece;
        yield;
      }
    }
    for (const [index, vertex] of vertices.entries()) values[vertex] = after[index]!;
    if (units > unitsMax) break; // Any number of steps gives a bound, if with zero as the probability none at all.
  }
  return { steps, least };
}
