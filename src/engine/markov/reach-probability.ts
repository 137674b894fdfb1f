/** The probability of reaching a target: exactly 0 and 1 by graph analysis, the rest by interval iteration. */

import type { Work } from '../../base';
import { certaintyOf } from './certainty';
import type { DecisionProcess } from './decision-process';
import { endComponentsOf } from './end-components';
import { exactValue } from './exact-value';
import { defaultIteration, type Ends, type IterationOptions, iterate, type Values } from './interval-iteration';
import { fates, type ReducedProcess, reduceProcess } from './reduced-process';

/**
 * Encloses the probability by vertex. Costs play no part.
 * @param isTarget by vertex; `targetsOf` makes it from states
 */
export function* reachProbability(
  given: DecisionProcess,
  isTarget: Uint8Array,
  options: IterationOptions = defaultIteration,
): Work<Values> {
  const process = { ...given, cost: undefined };
  const { never, surely } = yield* certaintyOf(process, isTarget);
  const fate = new Uint8Array(process.vertexCount);
  for (let vertex = 0; vertex < process.vertexCount; vertex++) {
    if (never[vertex] === 1) fate[vertex] = fates.zero;
    else if (surely[vertex] === 1) fate[vertex] = fates.one;
  }
  yield;
  const endComponent =
    process.aim === 'maximum'
      ? yield* endComponentsOf(
          process,
          fate.map((each) => (each === fates.computed ? 1 : 0)),
        )
      : undefined;
  const reduced = yield* reduceProcess(process, fate, endComponent);
  const ends: Ends = {
    lower: new Float64Array(reduced.vertexCount + 2),
    upper: new Float64Array(reduced.vertexCount + 2).fill(1),
  };
  ends.upper[reduced.zero] = 0;
  ends.lower[reduced.one] = 1;
  yield* iterate(reduced, ends, options);
  return { ...spread(process, reduced, ends), ...(yield* exactPart(reduced, ends, options)) };
}

/** The exact value that was asked for, if it can be had. */
export function* exactPart(
  reduced: ReducedProcess,
  ends: Ends,
  { exactVertex }: IterationOptions,
): Work<Pick<Values, 'exact'>> {
  const vertex = exactVertex === undefined ? -1 : reduced.image[exactVertex]!;
  const exact = vertex < 0 ? undefined : yield* exactValue(reduced, ends, vertex);
  return exact === undefined ? {} : { exact };
}

/** The ends of a reduced process by vertex of the process it was made of; what plays no part is without bound. */
export function spread({ vertexCount }: DecisionProcess, { image }: ReducedProcess, ends: Ends): Ends {
  const lower = new Float64Array(vertexCount).fill(Number.POSITIVE_INFINITY);
  const upper = new Float64Array(vertexCount).fill(Number.POSITIVE_INFINITY);
  for (let vertex = 0; vertex < vertexCount; vertex++) {
    const number = image[vertex]!;
    if (number < 0) continue;
    lower[vertex] = ends.lower[number]!;
    upper[vertex] = ends.upper[number]!;
  }
  return { lower, upper };
}

/** Marks by vertex, from marks by state. */
export function targetsOf(process: DecisionProcess, isTarget: (state: number) => boolean): Uint8Array {
  const targets = new Uint8Array(process.vertexCount);
  for (let state = 0; state < process.stateCount; state++) if (isTarget(state)) targets[state] = 1;
  return targets;
}
