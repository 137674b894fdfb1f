/**
 * The explored space with what fairness demands of its edges: the graph on which liveness is decided.
 *
 * Sum: 4 bytes an edge besides the graph's own.
 */
import { type Fairness, type TransitionSystem, transitionFlags, transitionLayout } from '../model';
import type { StateGraph } from './state-graph';

/** Values of `FairGraph.event` that name no event. */
export const edgeEvents = {
  /** An edge of an event that may be put off for ever. */
  unconstrained: -1,
  /** An edge that is no step: a delivery that is idle in all its outcomes. It leads to the state it comes from. */
  ignored: -2,
} as const;

export interface FairGraph {
  readonly graph: StateGraph;
  /** For each edge the number of its event if fairness constrains it, else one of `edgeEvents`. */
  readonly event: Int32Array;
  /** For each event 1 if its fairness is strong, 0 if it is weak. */
  readonly strong: Uint8Array;
}

/** Edges between two pauses. */
const edgesPerStep = 1 << 18;

/**
 * @param eventOf the event of a transition, a number that is not negative; asked once a transition
 * @param fairnessOf the fairness of an event
 */
export function* createFairGraph(
  system: TransitionSystem,
  graph: StateGraph,
  eventOf: (transition: number) => number,
  fairnessOf: (event: number) => Fairness,
): Generator<undefined, FairGraph> {
  const { entries } = system;
  const event = new Int32Array(graph.edgeCount);
  const strong: number[] = [];
  /** By transition: one more than its event, 0 while that was not asked for. By event: its number among the constrained. */
  const known = new Int32Array(entries.length);
  const numbers = new Map<number, number>();
  const ownOf = (transition: number): number => {
    if (known[transition] !== 0) return known[transition]! - 1;
    const own = eventOf(transition);
    known[transition] = own + 1;
    if (numbers.has(own)) return own;
    const fairness = fairnessOf(own);
    numbers.set(own, fairness === 'none' ? edgeEvents.unconstrained : strong.push(fairness === 'strong' ? 1 : 0) - 1);
    return own;
  };
  const isIdle = (state: number, edge: number): boolean =>
    graph.target[edge] === state &&
    (entries[graph.transition[edge]! + transitionLayout.flags]! & transitionFlags.idle) !== 0;
  let pauseAt = edgesPerStep;
  for (let state = 0; state < graph.stateCount; state++) {
    const first = graph.start[state]!;
    const end = graph.start[state + 1]!;
    for (let edge = first; edge < end; edge++) {
      const own = ownOf(graph.transition[edge]!);
      let ignored = isIdle(state, edge);
      // Where another outcome changes something, the event is a step, and so is this outcome of it.
      for (let other = first; ignored && other < end; other++)
        ignored = ownOf(graph.transition[other]!) !== own || isIdle(state, other);
      event[edge] = ignored ? edgeEvents.ignored : numbers.get(own)!;
    }
    if (end >= pauseAt) {
      pauseAt = end + edgesPerStep;
      yield;
    }
  }
  return { graph, event, strong: Uint8Array.from(strong) };
}
