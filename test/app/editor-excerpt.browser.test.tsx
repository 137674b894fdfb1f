/** Code without an editor: cut into coloured pieces, with lines standing out. */
import fc from 'fast-check';
import { createRoot, type Root } from 'react-dom/client';
import { afterEach, describe, expect, test } from 'vitest';
import { CodeExcerpt } from '../../src/app/editor';
import { stepMarkText, stepMarkWords } from '../../src/app/editor/step-marks';
import { textChange } from '../../src/app/editor/text-change';
import { tokenLines } from '../../src/app/editor/tokens';
import '../../src/app/theme/theme.css';

const snippets = [
  "'a'",
  '`b${',
  '}`',
  '`',
  '/',
  '/*',
  '*/',
  '//',
  '\n',
  ' ',
  '"',
  "\\'",
  'const',
  'x1',
  'Map',
  '12.5e3',
  '{',
  '}',
  '=',
  ')',
  'é😀',
  '$',
];

function coloured(source: string): string {
  return tokenLines(source)
    .map((line) => line.map(({ kind, text }) => (kind === 'plain' ? text : `<${kind}|${text}>`)).join(''))
    .join('\n');
}

describe('tokens', () => {
  test.each([
    [
      "const a: Map<string, number> = 'x';",
      "<keyword|const> a: <type|Map><<keyword|string>, <keyword|number>> = <string|'x'>;",
    ],
    ['return this.from / 2 / b; // half', '<keyword|return> <keyword|this>.from / <number|2> / b; <comment|// half>'],
    ['a = /[/"]+/g.test(b)', 'a = <string|/[/"]+/g>.test(b)'],
    [
      `\`a\${b + \`c\${{ d: 1 }.d}\`}e\` + f`,
      `<string|\`a\${>b + <string|\`c\${>{ d: <number|1> }.d<string|}\`}e\`> + f`,
    ],
    ['/* a\nb */ c', '<comment|/* a>\n<comment|b */> c'],
    ["'open\nlet a", "<string|'open>\n<keyword|let> a"],
  ])('of `%s`', (source, expected) => {
    expect(coloured(source)).toBe(expected);
  });

  test('add up to the source, whatever it is', () => {
    const anything = fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc.array(fc.constantFrom(...snippets)).map((list) => list.join('')),
    );
    fc.assert(
      fc.property(anything, (source) => {
        const lines = tokenLines(source).map((line) => line.map(({ text }) => text).join(''));
        expect(lines.join('\n')).toBe(source);
      }),
      { numRuns: 500 },
    );
  });
});

describe('the change between two texts', () => {
  test('is one replacement, as small as can be, that never cuts a character in two', () => {
    const text = fc.array(fc.constantFrom('a', 'b', '\n', '😀', '😁')).map((list) => list.join(''));
    fc.assert(
      fc.property(text, text, (before, after) => {
        const change = textChange(before, after);
        if (change === undefined) {
          expect(before).toBe(after);
          return;
        }
        expect(before.slice(0, change.start) + change.text + before.slice(change.end)).toBe(after);
        expect(change.text).not.toMatch(/\p{Surrogate}/u);
        expect(before.slice(change.start, change.end)).not.toMatch(/\p{Surrogate}/u);
      }),
      { numRuns: 500 },
    );
    expect(textChange('let a = 1;', 'let ab = 1;')).toEqual({ start: 5, end: 5, text: 'b' });
  });
});

describe('the steps of a line', () => {
  test.each([
    [[3], '3', 'step 3'],
    [[3, 7], '3,7', 'steps 3, 7'],
    [[1, 2, 17], '1…17', 'steps 1, 2, 17'],
    [[10, 11, 240], '10…', 'steps 10, 11, 240'],
    [[10, 99], '10,99', 'steps 10, 99'],
  ])('%j fit the margin', (steps, text, words) => {
    expect(stepMarkText(steps)).toBe(text);
    expect(stepMarkWords(steps, false)).toBe(words);
  });
});

describe('an excerpt', () => {
  let root: Root | undefined;
  const container = document.createElement('div');
  afterEach(() => {
    root?.unmount();
    container.remove();
  });

  test('shows the lines that were asked for, with their numbers, and says what the marks mean', async () => {
    document.body.append(container);
    root = createRoot(container);
    const source = 'one();\ntwo();\nthree();\nfour();\nfive();\n';
    root.render(
      <CodeExcerpt
        source={source}
        firstLine={2}
        lastLine={4}
        marks={[
          { line: 3, tone: 'guilty', label: 'sends first' },
          { line: 4, tone: 'step' },
          { line: 5, tone: 'step' },
        ]}
      />,
    );
    await expect.poll(() => container.querySelectorAll('li').length).toBe(3);
    const lines = [...container.querySelectorAll('li')];
    expect(lines.map((line) => line.textContent)).toEqual(['2two();', '3three();sends first', '4four();this step']);
    expect(container.querySelector('ol')?.start).toBe(2);
    expect(lines.map((line) => getComputedStyle(line).borderLeftColor)).toEqual([
      'rgba(0, 0, 0, 0)',
      'rgb(184, 13, 51)',
      'rgb(31, 87, 195)',
    ]);
  });
});
