/** Values that are known by hand or from the literature. */
import { describe, expect, test } from 'vitest';
import { finish } from '../../../src/base';
import {
  boundedReach,
  defaultIteration,
  type Ends,
  expectedCost,
  reachProbability,
  targetsOf,
} from '../../../src/engine';
import type { Scheduler } from '../../../src/model';
import { encloses, type Fraction, fraction } from './fraction';
import { processOf, type Tree, type TreeModel, treeModel } from './tree-model';

const coin = (heads: Tree, tails: Tree): Tree => ({
  random: [
    [1, heads],
    [1, tails],
  ],
});

function probability(model: TreeModel, scheduler: Scheduler, goal: number, state = 0) {
  const process = processOf(model, scheduler);
  return at(
    finish(
      reachProbability(
        process,
        targetsOf(process, (each) => each === goal),
      ),
    ),
    state,
  );
}

function within(model: TreeModel, scheduler: Scheduler, goal: number, stepCount: number, state = 0) {
  const process = processOf(model, scheduler);
  return at(
    finish(
      boundedReach(
        process,
        targetsOf(process, (each) => each === goal),
        stepCount,
      ),
    ),
    state,
  );
}

function cost(model: TreeModel, scheduler: Scheduler, goals: readonly number[], state = 0) {
  const process = processOf(model, scheduler);
  return at(
    finish(
      expectedCost(
        process,
        targetsOf(process, (each) => goals.includes(each)),
      ),
    ),
    state,
  );
}

const at = ({ lower, upper }: Ends, state: number) => ({ lower: lower[state]!, upper: upper[state]! });

function expectClose(ends: { lower: number; upper: number }, value: Fraction): void {
  expect(encloses(ends, value)).toBe(true);
  expect(ends.upper - ends.lower).toBeLessThanOrEqual(1e-9 * Math.max(1, ends.lower));
}

const schedulers = ['minimum', 'maximum', 'uniform'] as const;

test.each(schedulers)('a fair coin shows heads with probability one half, exactly (%s)', (scheduler) => {
  const model = treeModel([[coin(1, 2)], [], []]);
  expect(probability(model, scheduler, 1)).toEqual({ lower: 0.5, upper: 0.5 });
});

describe('the die of Knuth and Yao, made of fair coins', () => {
  // Knuth and Yao, "The complexity of nonuniform random number generation", 1976: states 0-6 toss, 7-12 are the faces.
  const model = treeModel([
    [coin(1, 2)],
    [coin(3, 4)],
    [coin(5, 6)],
    [coin(1, 7)],
    [coin(8, 9)],
    [coin(10, 11)],
    [coin(12, 2)],
    ...Array.from({ length: 6 }, () => []),
  ]);
  test.each([7, 8, 9, 10, 11, 12])('shows face %i with probability 1/6', (face) => {
    for (const scheduler of schedulers) expectClose(probability(model, scheduler, face), fraction(1, 6));
  });

  test('takes 11/3 tosses on average', () => {
    for (const scheduler of schedulers) expectClose(cost(model, scheduler, [7, 8, 9, 10, 11, 12]), fraction(11, 3));
  });
});

describe('the ruin of a gambler', () => {
  // Feller, "An introduction to probability theory and its applications", volume 1, XIV.2-3: from i of N with odds p : q,
  // ruin has probability (r^i - r^N) / (1 - r^N) with r = q/p, and 1 - i/N in a fair game, which lasts i (N - i) rounds.
  const game = (size: number, win: number, lose: number): TreeModel =>
    treeModel(
      Array.from({ length: size + 1 }, (_, capital): readonly Tree[] =>
        capital === 0 || capital === size
          ? []
          : [
              {
                random: [
                  [win, capital + 1],
                  [lose, capital - 1],
                ],
              },
            ],
      ),
    );

  test('in a fair game', () => {
    for (const start of [1, 3, 9]) {
      expectClose(probability(game(10, 1, 1), 'uniform', 0, start), fraction(10 - start, 10));
      expectClose(cost(game(10, 1, 1), 'maximum', [0, 10], start), fraction(start * (10 - start)));
    }
  });

  test('at odds of 2 to 3', () => {
    for (const start of [1, 4, 9]) {
      const [own, all] = [3n ** BigInt(start) * 2n ** BigInt(10 - start), 3n ** 10n];
      expectClose(probability(game(10, 2, 3), 'minimum', 0, start), fraction(all - own, all - 2n ** 10n));
    }
  });
});

describe('two schedulers', () => {
  // States 0 and 1 are an end component: a scheduler may go to and fro for ever. Leaving 0 reaches the goal 2 or the trap 3
  // alike, leaving 1 reaches it with probability 1/5. Any value up to 1 is a fixed point of plain value iteration from above.
  const model = treeModel([
    [1, coin(2, 3)],
    [
      0,
      {
        random: [
          [1, 2],
          [4, 3],
        ],
      },
    ],
    [],
    [],
  ]);

  test('differ where one stays for ever in an end component', () => {
    expect(probability(model, 'minimum', 2)).toEqual({ lower: 0, upper: 0 });
    expect(probability(model, 'minimum', 2, 1)).toEqual({ lower: 0, upper: 0 });
    expectClose(probability(model, 'maximum', 2), fraction(1, 2));
    expectClose(probability(model, 'maximum', 2, 1), fraction(1, 2));
  });

  test('leave a mean between them under the uniform scheduler', () => {
    // x = y/2 + 1/4, y = x/2 + 1/10, so x = 2/5 and y = 3/10.
    expectClose(probability(model, 'uniform', 2), fraction(2, 5));
    expectClose(probability(model, 'uniform', 2, 1), fraction(3, 10));
  });

  test('give a finite expectation to the one that wants to arrive, an infinite one to the other', () => {
    // From 0: arrive with probability 1/2, else try again; or stay in 1, which costs as much and leads back.
    const retry = treeModel([[coin(2, 0), 1], [0], []]);
    expectClose(cost(retry, 'minimum', [2]), fraction(2));
    expect(cost(retry, 'maximum', [2])).toEqual({
      lower: Number.POSITIVE_INFINITY,
      upper: Number.POSITIVE_INFINITY,
    });
    // x = 1 + (x/2)/2 + (1 + x)/2, so x = 6.
    expectClose(cost(retry, 'uniform', [2]), fraction(6));
  });

  test('do not stop short in a cycle that costs nothing', () => {
    const free: TreeModel = {
      states: [
        [
          { tree: 1, cost: 0 },
          { tree: 2, cost: 7 },
        ],
        [
          { tree: 0, cost: 0 },
          { tree: 2, cost: 5 },
        ],
        [],
      ],
    };
    expectClose(cost(free, 'minimum', [2]), fraction(5));
    expectClose(cost(free, 'minimum', [2], 1), fraction(5));
  });

  test('may mix with chance inside one event', () => {
    // The scheduler chooses a coin, then sees it, and may then toss another one or keep what it has.
    const event: Tree = {
      random: [
        [1, { choose: [1, coin(1, 2)] }],
        [3, { choose: [2, coin(1, 2)] }],
      ],
    };
    const model = treeModel([[event], [], []]);
    expect(probability(model, 'maximum', 1)).toEqual({ lower: 0.625, upper: 0.625 });
    expect(probability(model, 'minimum', 1)).toEqual({ lower: 0.125, upper: 0.125 });
    expect(probability(model, 'uniform', 1)).toEqual({ lower: 0.375, upper: 0.375 });
  });
});

describe('at rest', () => {
  // State 0 is bad only after a fault; state 1 may lose its message (a fault) or deliver it.
  const model: TreeModel = {
    states: [[{ tree: 2, fault: true }], [{ tree: 0 }, { tree: 2, fault: true }], []],
  };

  test('a fault may happen or not, and under the uniform scheduler it does not', () => {
    expect(schedulers.map((scheduler) => probability(model, scheduler, 2, 0).lower)).toEqual([0, 1, 0]);
  });

  test('is not where something else can happen: then the uniform scheduler lets faults happen alike', () => {
    expect(schedulers.map((scheduler) => probability(model, scheduler, 2, 1).lower)).toEqual([0, 1, 0.5]);
  });
});

describe('within a number of steps', () => {
  test('the first success comes as the geometric distribution says, exactly while numbers can hold it', () => {
    const model = treeModel([[coin(1, 0)], []]);
    for (const steps of [0, 1, 2, 10, 50]) {
      const value = 1 - 2 ** -steps;
      for (const scheduler of schedulers)
        expect(within(model, scheduler, 1, steps)).toEqual({ lower: value, upper: value });
    }
    const third = treeModel([
      [
        {
          random: [
            [1, 1],
            [2, 0],
          ],
        },
      ],
      [],
    ]);
    expectClose(within(third, 'uniform', 1, 40), fraction(3n ** 40n - 2n ** 40n, 3n ** 40n));
    expect(probability(third, 'minimum', 1)).toEqual({ lower: 1, upper: 1 });
  });

  test('a scheduler plays for time', () => {
    // A sure way of three steps against a coin at once: best with two steps left, not with three.
    const model = treeModel([[1, coin(3, 4)], [2], [3], [], []]);
    expect([1, 2, 3].map((steps) => within(model, 'maximum', 3, steps).lower)).toEqual([0.5, 0.5, 1]);
    expect([1, 2, 3].map((steps) => within(model, 'minimum', 3, steps).upper)).toEqual([0, 0, 0.5]);
  });
});

test('with less work than needed the ends are further apart, and still right', () => {
  const model = treeModel(
    Array.from({ length: 41 }, (_, capital): readonly Tree[] =>
      capital === 0 || capital === 40 ? [] : [coin(capital + 1, capital - 1)],
    ),
  );
  const process = processOf(model, 'uniform');
  const goal = targetsOf(process, (state) => state === 40);
  const ends = finish(reachProbability(process, goal, { ...defaultIteration, unitsMax: 1000 }));
  expect(ends.upper[20]! - ends.lower[20]!).toBeGreaterThan(0.1);
  expect(encloses(at(ends, 20), fraction(1, 2))).toBe(true);
  expectClose(at(finish(reachProbability(process, goal)), 20), fraction(1, 2));
});
