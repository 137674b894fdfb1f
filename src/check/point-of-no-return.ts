/**
 * What the futures of a counterexample's states tell: its point of no return, the last state from which some future still
 * avoids the violation, and how likely the violation was in each state. On the whole graph; given up silently where the
 * graph is too large, because the verdict does not depend on it.
 */
import { doomedStates, Search, type StateGraph, StateGraphBuilder, successorsOf } from '../engine';
import type { Trace } from '../model';
import type { ProtocolSystem } from '../system';
import { actionWords } from '../verdict';
import { quiescentStates } from './state-lists';
import { violationProbability } from './violation-probability';

/** What a trace says of the futures of its states. */
export type Futures = Pick<Trace, 'pointOfNoReturn' | 'violationProbability'>;

const stateCountMax = 60_000;
/** In units of the search's work, so that the answer does not depend on the machine's speed. */
const unitsPerStep = 20_000;
const stepCountMax = 50;
/** Texts and tables that the exploration may add. */
const bytesMax = 64_000_000;

interface Pauses {
  readonly pause: () => Promise<void>;
  readonly isCancelled: () => boolean;
}

/**
 * @param vectors the states of the counterexample, first to last
 * @param bit the violated property
 */
export async function futuresOf(
  system: ProtocolSystem,
  vectors: readonly Int32Array[],
  bit: number,
  quiescentOnly: boolean,
  pauses: Pauses,
): Promise<Futures> {
  const limits = { states: stateCountMax, bytes: 100_000_000, depth: 1_000_000 };
  const search = new Search(system, limits, { bits: 0, stopBits: 0 });
  const bytesBefore = system.bytes;
  for (let step = 0; step < stepCountMax && !search.step(unitsPerStep); step++) {
    if (system.bytes - bytesBefore > bytesMax) return {};
    await pauses.pause();
    if (pauses.isCancelled()) return {};
  }
  if (search.end?.kind !== 'exhausted') return {};
  const builder = new StateGraphBuilder(system, search, bytesMax);
  while (!builder.step(unitsPerStep)) {
    await pauses.pause();
    if (pauses.isCancelled()) return {};
  }
  if (builder.end !== 'built') return {};
  const mask = 1 << bit;
  const isBad = (state: number, quiescent: boolean): boolean => {
    const labels = quiescentOnly ? (quiescent ? system.quiescentLabels : undefined) : system.labels;
    return ((labels?.[search.vectorOf(state)[system.labelSlot] as number] ?? 0) & mask) !== 0;
  };
  const doomed = doomedStates(system, builder.graph, isBad);
  if (doomed === undefined) return {};
  const point = pointOfNoReturn(system, search, vectors, doomed);
  const curve = await probabilityOf(system, search, builder.graph, vectors, isBad, pauses);
  return {
    ...(point === undefined ? {} : { pointOfNoReturn: point }),
    ...(curve === undefined ? {} : { violationProbability: curve }),
  };
}

async function probabilityOf(
  system: ProtocolSystem,
  search: Search,
  graph: StateGraph,
  vectors: readonly Int32Array[],
  isBad: (state: number, quiescent: boolean) => boolean,
  pauses: Pauses,
): Promise<Trace['violationProbability']> {
  const quiescent = quiescentStates(system, graph);
  const states = vectors.map((vector) => search.indexOf(vector));
  const isViolated = (state: number): boolean => isBad(state, quiescent[state] === 1);
  const work = violationProbability(system, graph, quiescent, isViolated, states);
  for (;;) {
    const { done, value } = work.next();
    if (done === true) return value;
    await pauses.pause();
    if (pauses.isCancelled()) return undefined;
  }
}

function pointOfNoReturn(
  system: ProtocolSystem,
  search: Search,
  vectors: readonly Int32Array[],
  doomed: Uint8Array,
): Trace['pointOfNoReturn'] {
  const isSafe = (vector: Int32Array): boolean => doomed[search.indexOf(vector)] === 0;
  const state = vectors.findLastIndex(isSafe);
  const vector = vectors[state];
  if (vector === undefined) return undefined;
  const safe = successorsOf(system, search.effects, vector).find(
    (next) => next.vector !== undefined && isSafe(next.vector),
  );
  return {
    state,
    alternative:
      safe === undefined
        ? 'nothing more happens'
        : actionWords(system.actionOf(safe.transition), system.drawsOf(safe.transition)),
  };
}
