/**
 * The probability of reaching a target within a number of steps. A step is one event; what is chosen and drawn in its
 * handler is part of it. Schedulers may look at the number of steps left.
 */

import { unitsPerPiece, type Work } from '../../base';
import type { DecisionProcess } from './decision-process';
import { endOf } from './enclosure';
import { exactBoundedValue } from './exact-bounded-value';
import type { IterationOptions, Values } from './interval-iteration';

/** Encloses the probability by state. Costs play no part. Work: steps × edges, less where nothing changes any more. */
export function* boundedReach(
  given: DecisionProcess,
  isTarget: Uint8Array,
  stepCount: number,
  { exactVertex }: Pick<IterationOptions, 'exactVertex'> = {},
): Work<Values> {
  const process = { ...given, cost: undefined };
  const { stateCount, vertexCount, start } = process;
  const now = { lower: new Float64Array(vertexCount), upper: new Float64Array(vertexCount) };
  for (let state = 0; state < stateCount; state++) {
    now.lower[state] = isTarget[state]!;
    now.upper[state] = isTarget[state]!;
  }
  const next = { lower: now.lower.slice(0, stateCount), upper: now.upper.slice(0, stateCount) };
  let units = 0;
  for (let step = 0; step < stepCount; step++) {
    for (let vertex = stateCount; vertex < vertexCount - 1; vertex++) {
      now.lower[vertex] = endOf(process, vertex, now.lower, -1);
      now.upper[vertex] = endOf(process, vertex, now.upper, 1);
    }
    let changed = false;
    for (let state = 0; state < stateCount; state++) {
      if (isTarget[state] === 1) continue;
      next.lower[state] = endOf(process, state, now.lower, -1);
      next.upper[state] = Math.min(1, endOf(process, state, now.upper, 1));
      changed ||= next.lower[state] !== now.lower[state] || next.upper[state] !== now.upper[state];
      units += start[state + 1]! - start[state]! + 1;
      if (units > unitsPerPiece) {
        units = 0;
        yield;
      }
    }
    if (!changed) break;
    now.lower.set(next.lower);
    now.upper.set(next.upper);
  }
  if (exactVertex === undefined) return next;
  const exact = yield* exactBoundedValue(process, isTarget, stepCount, exactVertex);
  return exact === undefined ? next : { ...next, exact };
}
