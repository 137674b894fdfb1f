/**
 * What the futures of a counterexample's states tell: its point of no return, the last state from which some future still
 * avoids the violation, and how likely the violation was in each state. On the whole graph; given up silently where the
 * graph is too large, because the verdict does not depend on it.
 */
import { doomedStates, Search, type StateGraph, StateGraphBuilder, successorsOf } from '../engine';
import type { Futures, Trace } from '../model';
import type { ProtocolSystem } from '../system';
import { actionWords } from '../verdict';
import { quiescentStates } from './state-lists';
import { violationProbability } from './violation-probability';

/** How much may be done about the futures; in units of work, so that the answer does not depend on the machine's speed. */
export interface FuturesLimits {
  readonly states: number;
  /** Pieces of the search of 20,000 units of its work. */
  readonly steps: number;
  /** States and their table; texts and tables of the system that are added; the graph: of each so much at most. */
  readonly bytes: number;
  /** Edges looked at for the probabilities. */
  readonly edges: number;
}

/** What a verdict waits for: a fraction of a second. */
const promptLimits: FuturesLimits = { states: 60_000, steps: 50, bytes: 64_000_000, edges: 20_000_000 };
/** What may come after the verdict: some ten seconds, and a gigabyte for a moment. */
export const lateLimits: FuturesLimits = { states: 1_500_000, steps: 2000, bytes: 160_000_000, edges: 200_000_000 };

const unitsPerStep = 20_000;

export interface Pauses {
  readonly pause: () => Promise<void>;
  readonly isCancelled: () => boolean;
}

/**
 * @param vectors the states of the counterexample, first to last
 * @param bit the violated property
 * @param limits what a verdict waits for, unless told
 */
export async function futuresOf(
  system: ProtocolSystem,
  vectors: readonly Int32Array[],
  bit: number,
  quiescentOnly: boolean,
  pauses: Pauses,
  limits: FuturesLimits = promptLimits,
): Promise<Futures> {
  const searchLimits = { states: limits.states, bytes: limits.bytes, depth: 1_000_000 };
  const search = new Search(system, searchLimits, { bits: 0, stopBits: 0 });
  const bytesBefore = system.bytes;
  for (let step = 0; step < limits.steps && !search.step(unitsPerStep); step++) {
    if (system.bytes - bytesBefore > limits.bytes) return {};
    await pauses.pause();
    if (pauses.isCancelled()) return {};
  }
  if (search.end?.kind !== 'exhausted') return {};
  const builder = new StateGraphBuilder(system, search, limits.bytes);
  while (!builder.step(unitsPerStep)) {
    await pauses.pause();
    if (pauses.isCancelled()) return {};
  }
  if (builder.end !== 'built') return {};
  const mask = 1 << bit;
  const vector = new Int32Array(system.slotCount);
  const isBad = (state: number, quiescent: boolean): boolean => {
    if (quiescentOnly && !quiescent) return false;
    search.vectorInto(state, vector);
    const labels = quiescentOnly ? system.quiescentLabels : system.labels;
    return ((labels[vector[system.labelSlot] as number] as number) & mask) !== 0;
  };
  const doomed = doomedStates(system, builder.graph, isBad);
  if (doomed === undefined) return {};
  const point = pointOfNoReturn(system, search, vectors, doomed);
  const curve = await probabilityOf(system, search, builder.graph, vectors, isBad, pauses, limits.edges);
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
  unitsMax: number,
): Promise<Trace['violationProbability']> {
  const quiescent = quiescentStates(system, graph);
  const states = vectors.map((vector) => search.indexOf(vector));
  const isViolated = (state: number): boolean => isBad(state, quiescent[state] === 1);
  const work = violationProbability(system, graph, quiescent, isViolated, states, unitsMax);
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
