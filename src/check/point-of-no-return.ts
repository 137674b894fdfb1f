/**
 * The point of no return of a counterexample: the last state from which some future still avoids the violation. Exact,
 * on the whole graph; given up silently where the graph is too large, because the verdict does not depend on it.
 */
import { doomedStates, Search, StateGraphBuilder, successorsOf } from '../engine';
import type { Trace } from '../model';
import type { ProtocolSystem } from '../system';
import { actionWords } from '../verdict';

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
export async function pointOfNoReturn(
  system: ProtocolSystem,
  vectors: readonly Int32Array[],
  bit: number,
  quiescentOnly: boolean,
  pauses: Pauses,
): Promise<Trace['pointOfNoReturn']> {
  const limits = { states: stateCountMax, bytes: 100_000_000, depth: 1_000_000 };
  const search = new Search(system, limits, { bits: 0, stopBits: 0 });
  const bytesBefore = system.bytes;
  for (let step = 0; step < stepCountMax && !search.step(unitsPerStep); step++) {
    if (system.bytes - bytesBefore > bytesMax) return undefined;
    await pauses.pause();
    if (pauses.isCancelled()) return undefined;
  }
  if (search.end?.kind !== 'exhausted') return undefined;
  const builder = new StateGraphBuilder(system, search, bytesMax);
  while (!builder.step(unitsPerStep)) {
    await pauses.pause();
    if (pauses.isCancelled()) return undefined;
  }
  if (builder.end !== 'built') return undefined;
  const mask = 1 << bit;
  const doomed = doomedStates(system, builder.graph, (state, quiescent) => {
    const labels = quiescentOnly ? (quiescent ? system.quiescentLabels : undefined) : system.labels;
    return ((labels?.[search.vectorOf(state)[system.labelSlot] as number] ?? 0) & mask) !== 0;
  });
  if (doomed === undefined) return undefined;
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
