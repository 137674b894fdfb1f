/** What is true of each explored state, as arrays by state. */
import type { Work } from '../base';
import { isQuiescent, type Search, type StateGraph } from '../engine';
import type { ProtocolSystem } from '../system';

const statesPerPiece = 50_000;

/** 1 where nothing but faults can happen. */
export function quiescentStates(system: ProtocolSystem, graph: StateGraph): Uint8Array {
  const quiescent = new Uint8Array(graph.stateCount);
  for (let state = 0; state < graph.stateCount; state++) if (isQuiescent(system, graph, state)) quiescent[state] = 1;
  return quiescent;
}

/** The configuration of the observer. */
export function* observedStates(system: ProtocolSystem, search: Search): Work<Int32Array> {
  const observed = new Int32Array(search.stateCount);
  const vector = new Int32Array(system.slotCount);
  for (let state = 0; state < search.stateCount; state++) {
    search.vectorInto(state, vector);
    observed[state] = vector[system.labelSlot] as number;
    if (state % statesPerPiece === 0) yield;
  }
  return observed;
}
