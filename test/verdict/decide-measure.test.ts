import { expect, test } from 'vitest';
import type { Measure, MeasuredValue } from '../../src/model';
import { decideMeasure } from '../../src/verdict/decide-measure';

const ask = (value: MeasuredValue, demand: Pick<Measure, 'atLeast' | 'atMost'>) =>
  decideMeasure({ quantity: 'probability', scheduler: 'uniform', value, ...demand });
const ends = { kind: 'interval', lower: 0.25, upper: 0.5 } as const;

test('ends decide a demand only if it lies beside them', () => {
  expect(ask(ends, { atLeast: 0.25 })).toBe('holds');
  expect(ask(ends, { atLeast: 0.3 })).toBe('inconclusive');
  expect(ask(ends, { atMost: 0.3 })).toBe('inconclusive');
  expect(ask(ends, { atLeast: 0.51 })).toBe('violated');
  expect(ask(ends, { atMost: 0.24 })).toBe('violated');
  expect(ask(ends, {})).toBe('measured');
  expect(ask({ kind: 'at-least', lower: 7 }, { atMost: 8 })).toBe('inconclusive');
  expect(ask({ kind: 'infinite' }, { atMost: 8 })).toBe('violated');
});

test('an exact value decides every demand, by fractions', () => {
  const third = { ...ends, exact: '1/3' } as const;
  expect(ask(third, { atLeast: 1 / 3, atMost: 1 / 3 })).toBe('holds');
  expect(ask(third, { atLeast: 0.3334 })).toBe('violated');
  expect(ask(third, { atMost: 0.3333 })).toBe('violated');
  expect(ask({ ...ends, exact: '1/10' }, { atLeast: 0.1, atMost: 0.1 })).toBe('holds');
});
