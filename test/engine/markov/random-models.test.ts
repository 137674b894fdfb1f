/** Small random models: the engine against exact values found by trying every scheduler. */
import { expect, test } from 'vitest';
import { createPrng, type Fraction as Exact, finish, fractionText, type Prng } from '../../../src/base';
import { boundedReach, defaultIteration, expectedCost, reachProbability, targetsOf } from '../../../src/engine';
import type { Scheduler } from '../../../src/model';
import { encloses, type Fraction, fraction } from './fraction';
import { slowBounded, slowCosts, slowProbabilities } from './slow-values';
import { processOf, type Tree, type TreeEvent, type TreeModel } from './tree-model';

const schedulers: readonly Scheduler[] = ['minimum', 'maximum', 'uniform'];

function randomTree(prng: Prng, stateCount: number, depth: number): Tree {
  const kind = prng.below(depth === 0 ? 5 : 9);
  if (kind === 0 && depth < 2) return { choose: trees(prng, stateCount, depth) };
  if (kind <= 3 && depth < 2)
    return {
      random: trees(prng, stateCount, depth).map((tree, index) => [
        index === 0 ? 1 + prng.below(3) : prng.below(4),
        tree,
      ]),
    };
  return prng.below(stateCount);
}

function trees(prng: Prng, stateCount: number, depth: number): readonly Tree[] {
  return Array.from({ length: 1 + prng.below(3) }, () => randomTree(prng, stateCount, depth + 1));
}

/** Few enough decisions for all schedulers to be tried. */
function randomModel(seed: number): TreeModel {
  const prng = createPrng(seed);
  const stateCount = 2 + prng.below(5);
  return {
    states: Array.from({ length: stateCount }, () =>
      Array.from(
        { length: prng.below(4) },
        (): TreeEvent => ({ tree: randomTree(prng, stateCount, 0), fault: prng.below(5) === 0, cost: prng.below(4) }),
      ),
    ),
  };
}

function decisionCount(tree: Tree): number {
  if (typeof tree === 'number') return 1;
  if ('choose' in tree)
    return tree.choose.reduce<number>((product, next) => product * decisionCount(next), tree.choose.length);
  return tree.random.reduce<number>((product, [, next]) => product * decisionCount(next), 1);
}

function isSmall({ states }: TreeModel): boolean {
  const schedulerCount = states.reduce(
    (product, events) => product * (events.length + 1) * events.reduce((all, { tree }) => all * decisionCount(tree), 1),
    1,
  );
  return schedulerCount <= 3000;
}

const models = Array.from({ length: 400 }, (_, seed) => [seed, randomModel(seed)] as const).filter(([, model]) =>
  isSmall(model),
);

test('probabilities enclose the exact ones of the best and worst scheduler, and of the uniform one', () => {
  const seen = { models: 0, inside: 0, different: 0 };
  for (const [, model] of models) {
    seen.models++;
    const goal = model.states.length - 1;
    const exact = schedulers.map((scheduler) => slowProbabilities(model, scheduler, new Set([goal])));
    for (const [index, scheduler] of schedulers.entries()) {
      const process = processOf(model, scheduler);
      const { lower, upper } = finish(
        reachProbability(
          process,
          targetsOf(process, (state) => state === goal),
        ),
      );
      for (const [state, value] of exact[index]!.entries()) {
        const ends = { lower: lower[state]!, upper: upper[state]! };
        expect(encloses(ends, value)).toBe(true);
        expect(ends.upper - ends.lower).toBeLessThanOrEqual(1e-9);
        // Zero and one are exact answers of the graph.
        if (value.top === 0n || value.top === value.bottom) expect(ends.lower).toBe(ends.upper);
        else seen.inside++;
      }
    }
    if (exact[0]!.some((value, state) => value.top * exact[1]![state]!.bottom !== exact[1]![state]!.top * value.bottom))
      seen.different++;
  }
  expect(seen.models).toBeGreaterThan(150);
  expect(seen.inside).toBeGreaterThan(150);
  expect(seen.different).toBeGreaterThan(50);
});

test('probabilities within a number of steps enclose the exact ones', () => {
  for (const [, model] of models.slice(0, 120)) {
    const goal = model.states.length - 1;
    for (const scheduler of schedulers) {
      const process = processOf(model, scheduler);
      for (const steps of [0, 1, 3]) {
        const exact = slowBounded(model, scheduler, new Set([goal]), steps);
        const { lower, upper } = finish(
          boundedReach(
            process,
            targetsOf(process, (state) => state === goal),
            steps,
          ),
        );
        for (const [state, value] of exact.entries()) {
          expect(encloses({ lower: lower[state]!, upper: upper[state]! }, value)).toBe(true);
          expect(upper[state]! - lower[state]!).toBeLessThanOrEqual(1e-13);
        }
      }
    }
  }
});

test('expected costs enclose the exact ones, and are infinite where those are', () => {
  const seen = { finite: 0, infinite: 0 };
  for (const [seed, model] of models) {
    const goal = model.states.length - 1;
    for (const scheduler of schedulers) {
      const exact = slowCosts(model, scheduler, new Set([goal]));
      const process = processOf(model, scheduler);
      const { lower, upper } = finish(
        expectedCost(
          process,
          targetsOf(process, (state) => state === goal),
        ),
      );
      for (const [state, value] of exact.entries()) {
        const found = { seed, scheduler, state, infinite: lower[state] === Number.POSITIVE_INFINITY };
        expect(found).toEqual({ ...found, infinite: value === 'infinite' });
        if (value === 'infinite') {
          seen.infinite++;
          continue;
        }
        seen.finite++;
        expect(encloses({ lower: lower[state]!, upper: upper[state]! }, value)).toBe(true);
        expect(upper[state]! - lower[state]!).toBeLessThanOrEqual(1e-9 * Math.max(1, ...lower.filter(Number.isFinite)));
      }
    }
  }
  expect(seen.finite).toBeGreaterThan(300);
  expect(seen.infinite).toBeGreaterThan(300);
});

test('the exact value comes out of every small model, whatever is asked for', () => {
  const seen = { values: 0, cyclic: 0 };
  for (const [seed, model] of models.slice(0, 150)) {
    const goal = model.states.length - 1;
    const state = seed % model.states.length;
    for (const scheduler of schedulers) {
      const process = processOf(model, scheduler);
      const isTarget = targetsOf(process, (each) => each === goal);
      const options = { ...defaultIteration, exactVertex: state };
      const reached = finish(reachProbability(process, isTarget, options)).exact;
      expect([seed, scheduler, text(reached)]).toEqual([
        seed,
        scheduler,
        lowest(slowProbabilities(model, scheduler, new Set([goal]))[state]),
      ]);
      const bounded = finish(boundedReach(process, isTarget, 3, options)).exact;
      expect(text(bounded)).toEqual(lowest(slowBounded(model, scheduler, new Set([goal]), 3)[state]));
      const cost = finish(expectedCost(process, isTarget, options)).exact;
      const slow = slowCosts(model, scheduler, new Set([goal]))[state];
      expect([seed, scheduler, text(cost)]).toEqual([seed, scheduler, slow === 'infinite' ? undefined : lowest(slow)]);
      seen.values++;
      if (slow !== 'infinite' && slow !== undefined && slow.bottom > 1n) seen.cyclic++;
    }
  }
  expect(seen.values).toBeGreaterThan(300);
  expect(seen.cyclic).toBeGreaterThan(30);
});

function lowest(value: Fraction | 'infinite' | undefined): string {
  if (value === undefined || value === 'infinite') throw new Error('There is a finite value.');
  const { top, bottom } = fraction(value.top, value.bottom);
  return bottom === 1n ? `${top}` : `${top}/${bottom}`;
}

function text(value: Exact | undefined): string | undefined {
  return value && fractionText(value);
}
