/**
 * Which states are doomed: bad ones, and those from which every future meets a bad one. A future may end in any state
 * in which only faults can still happen, because faults need not happen; cycles count as futures that go on.
 */
import { type TransitionSystem, transitionFlags, transitionLayout } from '../model';
import { incomingEdges, type StateGraph } from './state-graph';

/**
 * @param isBad whether a state is bad, given whether only faults can still happen in it
 * @returns one byte a state, 1 = doomed; undefined if a handler fails somewhere, so that the graph is incomplete
 */
export function doomedStates(
  system: TransitionSystem,
  graph: StateGraph,
  isBad: (state: number, quiescent: boolean) => boolean,
): Uint8Array | undefined {
  const doomed = new Uint8Array(graph.stateCount);
  const escapes = new Int32Array(graph.stateCount);
  const work: number[] = [];
  for (let state = 0; state < graph.stateCount; state++) {
    const quiescent = isQuiescent(system, graph, state);
    escapes[state] = quiescent ? -1 : countEscapes(system, graph, state); // -1 never reaches zero: staying is an escape
    if (isBad(state, quiescent)) {
      doomed[state] = 1;
      work.push(state);
    }
  }
  if (graph.target.includes(-1)) return undefined;
  const incoming = incomingEdges(graph);
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
  return doomed;
}

/** True if nothing but faults, and steps that change nothing, can happen in the state. */
export function isQuiescent(system: TransitionSystem, graph: StateGraph, state: number): boolean {
  for (let edge = graph.start[state]!; edge < graph.start[state + 1]!; edge++) {
    const flags = system.entries[graph.transition[edge]! + transitionLayout.flags]!;
    if ((flags & transitionFlags.fault) === 0 && !isIdle(graph, state, edge, flags)) return false;
  }
  return true;
}

/** Edges that a future can take out of the state. */
function countEscapes(system: TransitionSystem, graph: StateGraph, state: number): number {
  let count = 0;
  for (let edge = graph.start[state]!; edge < graph.start[state + 1]!; edge++)
    if (!isIdle(graph, state, edge, system.entries[graph.transition[edge]! + transitionLayout.flags]!)) count++;
  return count;
}

function isIdle(graph: StateGraph, state: number, edge: number, flags: number): boolean {
  return (flags & transitionFlags.idle) !== 0 && graph.target[edge] === state;
}
