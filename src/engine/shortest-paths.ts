/**
 * Shortest ways through a graph in two stages: from the initial state to some source, and from there on through allowed
 * states only. Ways of equal length are chosen by the order of edges, so they depend on content alone.
 *
 * Sum: 24 bytes a state.
 */
import type { FairGraph } from './fair-graph';
import type { StateGraph } from './state-graph';

/** Edges between two pauses. */
const edgesPerPause = 1 << 18;

export interface Ways {
  /** States in the order of their distance; those before `count` are reached. */
  readonly order: Int32Array;
  readonly count: number;
  /** Steps from the initial state, -1 where it is not reached. */
  readonly distance: Int32Array;
  /** The last edge of a shortest way; -1 at the state where the stage begins. */
  readonly edge: Int32Array;
}

/** Shortest ways from the initial state, number 0. */
export function* waysFromStart(fair: FairGraph): Generator<undefined, Ways> {
  const ways = emptyWays(fair.graph.stateCount);
  reach(ways, 0, 0, -1);
  return yield* spread(fair, ways, { next: () => -1, distance: -1 }, undefined);
}

/**
 * Shortest ways to and through allowed states, beginning at sources.
 *
 * @param first shortest ways from the initial state
 * @param sources 1 for the states, allowed themselves, at which the second stage may begin
 * @param allowed 1 for the states that it may visit
 */
export function* waysThrough(
  fair: FairGraph,
  first: Ways,
  sources: Uint8Array,
  allowed: Uint8Array,
): Generator<undefined, Ways> {
  let at = 0;
  const queue = {
    distance: -1,
    next(): number {
      while (at < first.count && sources[first.order[at]!] === 0) at++;
      if (at === first.count) return -1;
      const state = first.order[at++]!;
      queue.distance = first.distance[state]!;
      return state;
    },
  };
  return yield* spread(fair, emptyWays(fair.graph.stateCount), queue, allowed);
}

/** The edges of a shortest way to a state of the second stage. */
export function wayTo(graph: StateGraph, first: Ways, second: Ways, state: number): number[] {
  const edges: number[] = [];
  let at = follow(graph, second, state, edges);
  at = follow(graph, first, at, edges);
  return edges.reverse();
}

/** The state an edge comes from. */
export function sourceOf(graph: StateGraph, edge: number): number {
  let low = 0;
  let high = graph.stateCount - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (graph.start[middle]! <= edge) low = middle;
    else high = middle - 1;
  }
  return low;
}

function emptyWays(stateCount: number): { order: Int32Array; count: number; distance: Int32Array; edge: Int32Array } {
  return {
    order: new Int32Array(stateCount),
    count: 0,
    distance: new Int32Array(stateCount).fill(-1),
    edge: new Int32Array(stateCount).fill(-1),
  };
}

type FillingWays = ReturnType<typeof emptyWays>;

function reach(ways: FillingWays, state: number, distance: number, edge: number): void {
  ways.distance[state] = distance;
  ways.edge[state] = edge;
  ways.order[ways.count++] = state;
}

/** Breadth-first search that lets further states in at their own distances. */
function* spread(
  { graph }: FairGraph,
  ways: FillingWays,
  entering: { next(): number; readonly distance: number },
  allowed: Uint8Array | undefined,
): Generator<undefined, Ways> {
  let pauseAt = edgesPerPause;
  let edges = 0;
  let waiting = entering.next();
  for (let at = 0; ; at++) {
    // Whoever is one step farther than the next in the queue enters now, before those that the next one reaches.
    while (waiting >= 0 && (at === ways.count || entering.distance <= ways.distance[ways.order[at]!]! + 1)) {
      if (ways.distance[waiting] === -1) reach(ways, waiting, entering.distance, -1);
      waiting = entering.next();
    }
    if (at === ways.count) return ways;
    const state = ways.order[at]!;
    for (let edge = graph.start[state]!; edge < graph.start[state + 1]!; edge++) {
      const next = graph.target[edge]!;
      if (next < 0 || ways.distance[next] !== -1) continue;
      if (allowed === undefined || allowed[next] === 1) reach(ways, next, ways.distance[state]! + 1, edge);
    }
    edges += graph.start[state + 1]! - graph.start[state]!;
    if (edges >= pauseAt) {
      pauseAt = edges + edgesPerPause;
      yield;
    }
  }
}

function follow(graph: StateGraph, ways: Ways, state: number, edges: number[]): number {
  let at = state;
  for (let edge = ways.edge[at]!; edge >= 0; edge = ways.edge[at]!) {
    edges.push(edge);
    at = sourceOf(graph, edge);
  }
  return at;
}
