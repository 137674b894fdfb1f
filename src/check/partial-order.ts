/** Uses partial-order reduction where it is sound, and checks afterwards that what it left out would change nothing. */
import type { Search } from '../engine';
import { type Data, isLiveness, isMeasured, monitorsOf, type Observation, type SystemSpec } from '../model';
import type { Prepared } from './prepare';

/** Why partial-order reduction cannot be used although it is asked for. */
function obstacle(spec: SystemSpec, symmetryUsed: boolean): string | undefined {
  if (symmetryUsed) return 'Symmetry is used, and one excludes the other.';
  if (spec.properties.some((property) => isLiveness(property) || isMeasured(property)))
    return 'Fairness and probability depend on the order of steps.';
  if (spec.nodes.some((node) => node.twins === true || node.adversary !== undefined))
    return 'There are Byzantine nodes.';
  if ((spec.faults.partition ?? 0) > 0) return 'The network can be cut.';
  if (spec.nodes.length > 30) return 'There are more than 30 nodes.';
  return undefined;
}

/** Prepares the system for it. Answers why it cannot be used, or nothing if it can. */
export function preparePartialOrder({ spec, system }: Prepared, symmetryUsed: boolean): string | undefined {
  const reason = obstacle(spec, symmetryUsed);
  if (reason !== undefined) return reason;
  return system.foresee() ? undefined : 'What single nodes may do, taken out of all context, has no end.';
}

/** Why the result of a reduced search is not the last word. `found`: what it found is real, but perhaps not shortest. */
export interface Doubt {
  readonly reason: string;
  readonly found: boolean;
}

/**
 * Whether the result of a reduced search stands for all schedules; undefined if it does.
 *
 * Where a step was taken before others, a state was left out in which the others have shown something and this node has
 * not yet. What was seen there is what was seen in some state visited, without last outputs that were shown in such steps.
 * So the labels of all such beginnings are looked at: if they carry no bit that no visited state carries, nothing was missed.
 * Anything found is searched for again without the reduction, because the schedule found may not be a shortest.
 */
export function partialOrderDoubt(prepared: Prepared, search: Search): Doubt | undefined {
  const { system, properties, spec } = prepared;
  const found = spec.properties.some(
    (property, index) =>
      (search.firstState[index] ?? -1) >= 0 && (property.kind === 'always' || property.kind === 'deadlock'),
  );
  if (found || (search.firstState[properties.threwBit] ?? -1) >= 0 || search.end?.kind === 'failed')
    return { found: true, reason: 'Something was found, and without it the schedule is sure to be a shortest one.' };
  // Where there are monitors, no step that shows anything is taken before others.
  if (search.end?.kind !== 'exhausted' || monitorsOf(spec.properties).length > 0) return undefined;
  let visited = 0;
  search.firstState.forEach((state, bit) => {
    if (state >= 0) visited |= 1 << bit;
  });
  const beginnings = new Beginnings((slot, output) => system.mayShowEarly(slot, output));
  for (let number = 0; number < system.observationCount; number++) beginnings.add(system.observation(number));
  for (let observation = beginnings.next(); observation !== undefined; observation = beginnings.next()) {
    if (beginnings.count > beginningsMax)
      return { found: false, reason: 'There are too many observations that it may have left out.' };
    if ((properties.label(observation).every & ~visited) !== 0)
      return { found: false, reason: 'A property may be otherwise in a state that it left out.' };
  }
  return undefined;
}

/** Observations looked at beside those visited. */
const beginningsMax = 200_000;

/** Observations, and all that come of them by taking away last outputs. Each once. */
class Beginnings {
  readonly #known = new Set<string>();
  readonly #waiting: Observation[] = [];
  readonly #mayBeMissing: (slot: number, output: Data) => boolean;

  constructor(mayBeMissing: (slot: number, output: Data) => boolean) {
    this.#mayBeMissing = mayBeMissing;
  }

  get count(): number {
    return this.#known.size;
  }

  add(observation: Observation): void {
    const key = JSON.stringify(observation);
    if (this.#known.has(key)) return;
    this.#known.add(key);
    this.#waiting.push(observation);
  }

  next(): Observation | undefined {
    const observation = this.#waiting.pop();
    observation?.nodes.forEach((node, index) => {
      const last = node.outputs.at(-1);
      if (last === undefined || !this.#mayBeMissing(index, last)) return;
      const nodes = observation.nodes.with(index, { ...node, outputs: node.outputs.slice(0, -1) });
      this.add({ ...observation, nodes });
    });
    return observation;
  }
}
