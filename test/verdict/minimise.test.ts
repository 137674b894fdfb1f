/** Making a schedule smaller: what it shows stays, and nothing that is left can go. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Schedule } from '../../src/model';
import { minimise as minimised } from '../../src/verdict';

/** A schedule of inputs 0, 1, 2 … */
const numbered = (values: readonly number[]): Schedule => values.map((input) => ({ kind: 'input', node: 'n1', input }));
const inputsOf = (schedule: Schedule): readonly unknown[] =>
  schedule.map((action) => action.kind === 'input' && action.input);

/** By a test that says only whether a candidate fails. */
const minimise = (schedule: Schedule, fails: (schedule: Schedule) => boolean): Schedule =>
  minimised(schedule, (candidate) => (fails(candidate) ? candidate : undefined));

describe('minimise', () => {
  test('keeps exactly what is needed, in its order', () => {
    const needs = (schedule: Schedule): boolean =>
      inputsOf(schedule).join().includes('3,1') || (inputsOf(schedule).includes(3) && inputsOf(schedule).includes(1));
    expect(inputsOf(minimise(numbered([5, 3, 4, 1, 2]), needs))).toEqual([3, 1]);
  });

  test('goes round again when one removal makes another possible', () => {
    // 1 can go only after 2 has gone, and stands before it.
    const needs = (schedule: Schedule): boolean => !(inputsOf(schedule).includes(2) && !inputsOf(schedule).includes(1));
    expect(minimise(numbered([1, 2]), needs)).toEqual([]);
    const later = (schedule: Schedule): boolean => !(inputsOf(schedule).includes(1) && !inputsOf(schedule).includes(2));
    expect(minimise(numbered([1, 2]), later)).toEqual([]);
  });

  test('goes on with the part of a candidate that fails', () => {
    // Whatever is after the first 3 is not needed, and a candidate that has no 3 does not fail.
    const untilThree = (values: readonly number[]): readonly number[] | undefined =>
      values.includes(3) ? values.slice(0, values.indexOf(3) + 1) : undefined;
    expect(minimised([5, 3, 4, 3, 1], untilThree)).toEqual([3]);
  });

  test('asks about few candidates where most of a long schedule can go', () => {
    let asked = 0;
    const small = minimised(
      Array.from({ length: 4096 }, (_, index) => index),
      (values) => {
        asked++;
        return values.includes(77) && values.includes(3001) ? values : undefined;
      },
    );
    expect(small).toEqual([77, 3001]);
    // Two chunks are kept at each of the eleven sizes; one by one it would be 4,096 and more.
    expect(asked).toBeLessThan(80);
  });

  test('keeps a schedule of which nothing can go', () => {
    const all = numbered([1, 2, 3]);
    expect(minimise(all, (schedule) => schedule.length === 3)).toEqual(all);
    expect(minimise([], () => true)).toEqual([]);
  });

  test('keeps what the schedule shows, loses nothing that can stay, and leaves nothing that can go', () => {
    fc.assert(
      fc.property(
        fc.array(fc.nat(6), { maxLength: 12 }),
        fc.array(fc.array(fc.nat(6), { minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 3 }),
        (values, causes) => {
          // It fails if the inputs of some cause are all there: removing can make it pass, never fail again.
          const fails = (schedule: Schedule): boolean =>
            causes.some((cause) => cause.every((value) => inputsOf(schedule).includes(value)));
          fc.pre(fails(numbered(values)));
          const small = minimise(numbered(values), fails);
          expect(fails(small)).toBe(true);
          for (let index = 0; index < small.length; index++) expect(fails(small.toSpliced(index, 1))).toBe(false);
          let at = 0;
          for (const value of inputsOf(small)) at = values.indexOf(value as number, at) + 1;
          expect(at).toBeGreaterThanOrEqual(small.length);
        },
      ),
      { seed: 21, numRuns: 300 },
    );
  });
});
