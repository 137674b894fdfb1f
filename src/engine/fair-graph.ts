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
  /** An edge that is no step: an idle delivery that leaves the state as it is. It leads to the state it comes from. */
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
 * @param eventOf the event of a transition, a number of any size
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
  const eventOfTransition = new Int32Array(entries.length);
  const numbers = new Map<number, number>();
  const strong: number[] = [];
  const isKnown = new Uint8Array(entries.length);
  const numberOf = (transition: number): number => {
    const own = eventOf(transition);
    const known = numbers.get(own);
    if (known !== undefined) return known;
    const fairness = fairnessOf(own);
    const number = fairness === 'none' ? edgeEvents.unconstrained : strong.push(fairness === 'strong' ? 1 : 0) - 1;
    numbers.set(own, number);
    return number;
  };
  let pauseAt = edgesPerStep;
  for (let state = 0; state < graph.stateCount; state++) {
    for (let edge = graph.start[state]!; edge < graph.start[state + 1]!; edge++) {
      const transition = graph.transition[edge]!;
      if (isKnown[transition] === 0) {
        isKnown[transition] = 1;
        eventOfTransition[transition] = numberOf(transition);
      }
      const stays = graph.target[edge] === state;
      const idle = (entries[transition + transitionLayout.flags]! & transitionFlags.idle) !== 0;
      event[edge] = stays && idle ? edgeEvents.ignored : eventOfTransition[transition]!;
    }
    if (graph.start[state + 1]! >= pauseAt) {
      pauseAt += edgesPerStep;
      yield;
    }
  }
  return { graph, event, strong: Uint8Array.from(strong) };
}
