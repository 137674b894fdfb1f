/**
 * The exact probability of reaching a target within a number of steps, as a fraction, where that is not too much work: from
 * the state asked for forwards, each pair of a state and a number of steps left is worked out once.
 */
import {
  addFractions,
  compareFractions,
  divideFractions,
  type Fraction,
  fractionOf,
  multiplyFractions,
  one,
  type Work,
  zero,
} from '../../base';
import type { DecisionProcess } from './decision-process';

/** Values worked out, at most: about a second. */
const valueCountMax = 200_000;
/** As in `exactValue`. */
const bitCountMax = 4_096n;
const valuesPerPiece = 5_000;

/** @returns undefined if it is too much work */
export function* exactBoundedValue(
  process: DecisionProcess,
  isTarget: Uint8Array,
  stepCount: number,
  state: number,
): Work<Fraction | undefined> {
  const { stateCount, start, target, weight, total, aim } = process;
  const levels = reachedWithin(process, isTarget, stepCount, state);
  if (levels === undefined) return undefined;
  let after = new Map<number, Fraction>();
  let count = 0;
  for (let level = levels.length - 1; level >= 0; level--) {
    const now = new Map<number, Fraction>();
    const auxiliary = new Map<number, Fraction>();
    /** A vertex that is no state belongs to the step that led to it. */
    const valueAfter = (vertex: number): Fraction => {
      if (vertex < stateCount) return isTarget[vertex] === 1 ? one : (after.get(vertex) ?? zero);
      let value = auxiliary.get(vertex);
      if (value === undefined) {
        value = mean(vertex);
        auxiliary.set(vertex, value);
      }
      return value;
    };
    const mean = (vertex: number): Fraction => {
      let best: Fraction | undefined;
      let sum = zero;
      for (let edge = start[vertex]!; edge < start[vertex + 1]!; edge++) {
        const value = valueAfter(target[edge]!);
        if (total[vertex] !== 0) sum = addFractions(sum, multiplyFractions(fractionOf(weight[edge]!), value));
        else if (best === undefined) best = value;
        else if (aim === 'minimum' ? compareFractions(value, best) < 0 : compareFractions(value, best) > 0)
          best = value;
      }
      return total[vertex] === 0 ? (best ?? zero) : divideFractions(sum, fractionOf(total[vertex]!));
    };
    for (const each of levels[level]!) {
      const value = isTarget[each] === 1 ? one : level === stepCount ? zero : mean(each);
      if (value.denominator >> bitCountMax !== 0n) return undefined;
      now.set(each, value);
      if (++count % valuesPerPiece === 0) yield;
    }
    after = now;
  }
  return after.get(state);
}

/** By number of steps taken, the states that can be reached; undefined if they are too many. */
function reachedWithin(
  { stateCount, start, target }: DecisionProcess,
  isTarget: Uint8Array,
  stepCount: number,
  from: number,
): readonly ReadonlySet<number>[] | undefined {
  const levels = [new Set([from])];
  let count = 1;
  for (let step = 0; step < stepCount; step++) {
    const next = new Set<number>();
    const pending = [...levels[step]!].filter((vertex) => isTarget[vertex] === 0);
    const seen = new Set(pending);
    for (let vertex = pending.pop(); vertex !== undefined; vertex = pending.pop()) {
      for (let edge = start[vertex]!; edge < start[vertex + 1]!; edge++) {
        const reached = target[edge]!;
        if (reached < stateCount) next.add(reached);
        else if (!seen.has(reached)) {
          seen.add(reached);
          pending.push(reached);
        }
      }
    }
    count += next.size;
    if (count > valueCountMax) return undefined;
    levels.push(next);
  }
  return levels;
}
