/**
 * The futures of a counterexample's states where the space is too large for a verdict to wait for them: up to 1.5 million
 * states, within about ten seconds and a gigabyte. Everything is explored again, without the check that found it.
 */
import type { Challenge, CheckRequest, Futures, Schedule } from '../model';
import { futuresOf, lateLimits, type Pauses } from './point-of-no-return';
import { prepare } from './prepare';
import { vectorsAlong } from './shrink';

/**
 * @param property the violated property, by its name
 * @param schedule that ends in its violation
 * @returns nothing where the space is too large, the memory does not suffice, or the schedule does not end so
 */
export async function lateFutures(
  request: CheckRequest,
  challenge: Challenge,
  wasm: WebAssembly.Module,
  { property, schedule }: { readonly property: string; readonly schedule: Schedule },
  pauses: Pauses,
): Promise<Futures> {
  // There the schedule is one of a variant, and the property says nothing of it.
  if (challenge.writes === 'properties') return {};
  const prepared = await prepare(request, challenge, wasm);
  if (prepared.kind === 'refused') return {};
  const { system, spec, host } = prepared;
  try {
    const bit = spec.properties.findIndex(({ name }) => name === property);
    const vectors = vectorsAlong(system, schedule);
    const last = vectors?.at(-1)?.[system.labelSlot];
    if (bit < 0 || vectors === undefined || last === undefined) return {};
    const quiescentOnly = spec.properties[bit]?.at === 'quiescent';
    const labels = quiescentOnly ? system.quiescentLabels : system.labels;
    if (((labels[last] as number) & (1 << bit)) === 0) return {};
    return await futuresOf(system, vectors, bit, quiescentOnly, pauses, lateLimits);
  } catch (error) {
    if (error instanceof RangeError) return {}; // No memory left for an array.
    throw error;
  } finally {
    host.dispose();
  }
}
