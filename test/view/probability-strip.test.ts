import { expect, test } from 'vitest';
import { layoutProbabilityStrip, probabilityStripText, probabilityText } from '../../src/view';

const exact = (value: number) => ({ lower: value, upper: value });
const curve = [exact(0), exact(0.25), { lower: 0.4999999999, upper: 0.5000000001 }, exact(0.0001), exact(1), exact(1)];

test('every state has a bar in its place, as high as the violation is likely', () => {
  const bars = layoutProbabilityStrip(curve, { width: 600, height: 40 });
  expect(bars.map(({ state, height, kind }) => [state, height, kind])).toEqual([
    [0, 1, 'impossible'],
    [1, 10, 'possible'],
    [2, 20, 'possible'],
    [3, 2, 'possible'],
    [4, 40, 'certain'],
    [5, 40, 'certain'],
  ]);
  for (const [index, { x, y, width, height }] of bars.entries()) {
    expect(y + height).toBe(40);
    const before = bars[index - 1];
    expect(x).toBeGreaterThanOrEqual(before === undefined ? 0 : before.x + before.width);
    expect(x + width).toBeLessThanOrEqual(600.1);
  }
});

test('a long trace has bars without gaps, and no room gives no width', () => {
  const long = Array.from({ length: 400 }, () => exact(0.5));
  const bars = layoutProbabilityStrip(long, { width: 200, height: 20 });
  expect(bars.at(-1)).toMatchObject({ x: 199.5, width: 0.5 });
  expect(layoutProbabilityStrip(long, { width: 0, height: 20 })[7]).toMatchObject({ x: 0, width: 0 });
  expect(layoutProbabilityStrip([], { width: 200, height: 20 })).toEqual([]);
});

test('only what is certain is told as 1, and only what is impossible as 0', () => {
  expect(
    [exact(0), exact(1e-9), exact(0.001), exact(0.5), exact(0.9991), { lower: 0.9999999, upper: 1 }, exact(1)].map(
      probabilityText,
    ),
  ).toEqual(['0', '<0.001', '0.001', '0.500', '>0.999', '>0.999', '1']);
});

test('in words it names the steps that change it', () => {
  expect(probabilityStripText(curve)).toBe(
    'Probability of the violation, every enabled step equally likely: 0 at first, 0.250 after step 1, 0.500 after step 2, <0.001 after step 3, 1 after step 4.',
  );
});
