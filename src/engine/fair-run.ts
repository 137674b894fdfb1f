/**
 * Fair runs that stay where they should not: the counterexamples of liveness. A run is a stem and then either a cycle
 * that goes round for ever, or nothing, where nothing that fairness demands is enabled.
 */
import { assert } from '../base';
import { fairComponents } from './fair-components';
import { createFairCycle, createTourMemory } from './fair-cycle';
import { edgeEvents, type FairGraph } from './fair-graph';
import { isFairCycle } from './short-cycle';
import { type Ways, waysThrough, wayTo } from './shortest-paths';

/** Edges of the graph, in order. */
export interface FairRun {
  readonly stem: readonly number[];
  /** Empty for a run that ends. */
  readonly cycle: readonly number[];
}

/** Cycles are built from so many of the nearest states at most, as long as that takes no more edges than this. */
const candidateCountMax = 64;
const candidateEdgesMax = 1_000_000;

/**
 * A fair run that comes to a source and from then on visits allowed states only; undefined if there is none, which is
 * exact. One that ends is a shortest one of those. One that goes round is the shortest of some that were built, and
 * shorter than every one that ends; it need not be the shortest there is.
 *
 * @param first shortest ways from the initial state
 * @param sources 1 for states at which the second part may begin; only allowed ones count
 * @param allowed 1 for states that the run may visit from then on
 */
export function* findFairRun(
  fair: FairGraph,
  first: Ways,
  sources: Uint8Array,
  allowed: Uint8Array,
): Generator<undefined, FairRun | undefined> {
  const { graph } = fair;
  const begin = sources.map((bit, state) => bit & allowed[state]!);
  const ways = yield* waysThrough(fair, first, begin, allowed);
  const region = new Uint8Array(graph.stateCount);
  for (let at = 0; at < ways.count; at++) region[ways.order[at]!] = 1;
  const end = nearest(ways, (state) => mayEnd(fair, state));
  const { component, count } = yield* fairComponents(fair, region);
  const runs: FairRun[] = [];
  if (end !== -1) runs.push({ stem: wayTo(graph, first, ways, end), cycle: [] });
  if (count > 0) runs.push(...(yield* cyclingRuns(fair, first, ways, component)));
  yield;
  return runs.reduce<FairRun | undefined>(
    (best, run) => (best === undefined || lengthOf(run) < lengthOf(best) ? run : best),
    undefined,
  );
}

function lengthOf({ stem, cycle }: FairRun): number {
  return stem.length + cycle.length;
}

/** Whether a run may end in the state: whether no event that fairness constrains is enabled. */
function mayEnd({ graph, event }: FairGraph, state: number): boolean {
  for (let edge = graph.start[state]!; edge < graph.start[state + 1]!; edge++) if (event[edge]! >= 0) return false;
  return true;
}

function nearest(ways: Ways, is: (state: number) => boolean): number {
  for (let at = 0; at < ways.count; at++) if (is(ways.order[at]!)) return ways.order[at]!;
  return -1;
}

/** A run for each of the nearest states that lie in a fair component, until those farther away cannot be shorter. */
function* cyclingRuns(
  fair: FairGraph,
  first: Ways,
  ways: Ways,
  component: Int32Array,
): Generator<undefined, readonly FairRun[]> {
  const { graph, event } = fair;
  const runs: FairRun[] = [];
  const memory = createTourMemory(graph.stateCount);
  let edgesLeft = candidateEdgesMax;
  let shortest = Number.POSITIVE_INFINITY;
  for (let at = 0; at < ways.count && runs.length < candidateCountMax && edgesLeft > 0; at++) {
    const state = ways.order[at]!;
    if (component[state] === 0) continue;
    if (ways.distance[state]! + 1 >= shortest) break;
    const found = yield* createFairCycle(fair, component, state, memory);
    edgesLeft -= found.edgesLooked;
    assert(isFairCycle(fair, found.cycle), 'a cycle that is reported is fair');
    for (const edge of found.cycle) assert(event[edge] !== edgeEvents.ignored, 'a cycle is made of steps');
    const run = { stem: [...wayTo(graph, first, ways, state), ...found.lead], cycle: found.cycle };
    shortest = Math.min(shortest, lengthOf(run));
    runs.push(run);
  }
  return runs;
}
