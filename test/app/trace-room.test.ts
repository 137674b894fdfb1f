import { expect, test } from 'vitest';
import { arrange } from '../../src/app/trace/arrange';
import { groupLines, linesText } from '../../src/app/trace/line-groups';
import { wrapLines } from '../../src/app/trace/wrap-lines';

const all = { diagram: true, sentences: true, states: true };
const tenPixels = (text: string): number => text.length * 10;
const fonts = { words: tenPixels, names: tenPixels, data: tenPixels };

test('the more room there is, the more views stand side by side', () => {
  expect(arrange(480, 3, all)).toMatchObject({ sentences: 'below', states: 'below', diagramWidth: 480 });
  expect(arrange(700, 3, all)).toMatchObject({ sentences: 'beside', states: 'below', mainWidth: 700 });
  expect(arrange(1280, 3, all)).toMatchObject({ sentences: 'beside', states: 'beside', mainWidth: 768 });
});

test('many lanes keep the sentences below until both have room', () => {
  expect(arrange(700, 8, all).sentences).toBe('below');
  expect(arrange(1000, 8, all).sentences).toBe('beside');
});

test('what is closed leaves its room to the others', () => {
  expect(arrange(700, 3, { ...all, sentences: false }).diagramWidth).toBe(700);
  expect(arrange(1280, 3, { ...all, states: false }).mainWidth).toBe(1280);
});

test('diagram and sentences fill the main column exactly', () => {
  for (let width = 480; width < 1600; width += 37) {
    for (let nodes = 1; nodes <= 10; nodes += 1) {
      const { diagramWidth, sentencesWidth, mainWidth } = arrange(width, nodes, all);
      expect(diagramWidth + sentencesWidth).toBe(mainWidth);
    }
  }
});

test('a sentence wraps at spaces', () => {
  const words = (text: string) => [{ kind: 'words' as const, text }];
  expect(wrapLines(words('one two'), 70, fonts)).toBe(1);
  expect(wrapLines(words('one two'), 69, fonts)).toBe(2);
  expect(wrapLines(words('one two three'), 70, fonts)).toBe(2);
  expect(wrapLines([], 70, fonts)).toBe(1);
});

test('a word wider than the column counts as many lines as it fills', () => {
  expect(wrapLines([{ kind: 'data', text: 'a'.repeat(15) }], 70, fonts)).toBe(3);
});

test('lines that follow one another are one group', () => {
  expect(groupLines([3, 4, 5, 9, 11, 12])).toEqual([
    { from: 3, to: 5 },
    { from: 9, to: 9 },
    { from: 11, to: 12 },
  ]);
  expect(groupLines([])).toEqual([]);
  expect(linesText({ from: 9, to: 9 })).toBe('line 9');
  expect(linesText({ from: 3, to: 5 })).toBe('lines 3 to 5');
});
