/** Views in short, and the two histograms over them. */
import { expect, test } from 'vitest';
import { bestGuess, layoutHistogramPair, viewRows } from '../../src/view';

test('views that are built alike become rows of values, and what all share is said once', () => {
  const view = (own: number, share: number, subtotal: number) =>
    `input {kind: "add",value: 0}, draws ${own}; {kind: "share",share: ${share}} from bob; {kind: "subtotal",subtotal: ${subtotal}} from cat`;
  expect(viewRows([view(0, 1, 1), view(0, 0, 1), view(0, 1, 0)])).toEqual({
    shared: ['input add 0', 'draws 0'],
    rows: [
      { name: 'share from bob', values: ['1', '0', '1'] },
      { name: 'subtotal from cat', values: ['1', '1', '0'] },
    ],
    texts: [
      'share 1 from bob; subtotal 1 from cat',
      'share 0 from bob; subtotal 1 from cat',
      'share 1 from bob; subtotal 0 from cat',
    ],
  });
});

test('views that are a single value become one row', () => {
  expect(viewRows(['false', 'true']).rows).toEqual([{ name: 'seen', values: ['false', 'true'] }]);
});

test('views that are built differently stay texts', () => {
  expect(viewRows(['draws 1; {kind: "word",bit: 0} from a', 'draws 1'])).toEqual({
    shared: ['draws 1'],
    rows: [],
    texts: ['word 0 from a', 'nothing else'],
  });
});

test('what cannot be read as data stays as it is written', () => {
  expect(viewRows(['{kind: "a, b: {"} from x']).texts).toEqual(['{kind: "a, b: {"} from x']);
});

test('both histograms have one scale, and the views that differ most are known', () => {
  const bar = (first: string, second: string) => ({ view: '', probabilities: [first, second] as const });
  const { columns, top } = layoutHistogramPair([bar('1/2', '1/4'), bar('1/2', '3/4')], 40, 240, 60);
  expect(top).toBe(0.75);
  expect(columns.map(({ lengths }) => lengths)).toEqual([
    [40, 20],
    [40, 60],
  ]);
  expect(columns.map(({ isFurthest }) => isFurthest)).toEqual([true, true]);
  expect(columns.map(({ x, width }) => [x, width])).toEqual([
    [40, 64],
    [104, 64],
  ]);
});

test('the best guess is right in half and half the distance of all cases', () => {
  expect(bestGuess('0')).toBe('1/2');
  expect(bestGuess('1')).toBe('1');
  expect(bestGuess('3/10')).toBe('13/20');
  expect(bestGuess('1/3')).toBe('2/3');
});
