import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const css = readFileSync(new URL('../../../src/app/theme/theme.css', import.meta.url), 'utf8');

/** The colours of one theme, by variable name without the prefix. */
function coloursOf(theme: string): Record<string, string> {
  const block = css.slice(css.indexOf(`[data-mantine-color-scheme='${theme}'] {`)).split('}')[0] ?? '';
  return Object.fromEntries(
    [...block.matchAll(/--iv-([\w-]+): (#[0-9a-f]{6});/g)].map(([, name, value]) => [name, value]),
  );
}

/** Contrast ratio of two colours: WCAG 2.2, relative luminance. */
function contrast(one: string, other: string): number {
  const [light, dark] = [luminance(one), luminance(other)].sort((a, b) => b - a) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

function luminance(colour: string): number {
  const [red, green, blue] = [1, 3, 5]
    .map((at) => Number.parseInt(colour.slice(at, at + 2), 16) / 255)
    .map((part) => (part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4)) as [number, number, number];
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

const surfaces = ['bg', 'surface', 'surface-2', 'accent-soft', 'violation-soft', 'ok-soft', 'warn-soft'];
const texts = [
  'text',
  'text-dim',
  'accent',
  'violation',
  'ok',
  'warn',
  ...Array.from({ length: 8 }, (_, at) => `node-${at + 1}`),
];

test.each(['light', 'dark'])('in the %s theme every text colour is readable on every surface', (theme) => {
  const colours = coloursOf(theme);
  for (const text of texts) {
    for (const surface of surfaces) {
      const ratio = contrast(colours[text] ?? '', colours[surface] ?? '');
      expect(ratio, `${text} on ${surface}`).toBeGreaterThanOrEqual(4.5);
    }
  }
  expect(contrast(colours['on-accent'] ?? '', colours.accent ?? '')).toBeGreaterThanOrEqual(4.5);
});

test.each(['light', 'dark'])('in the %s theme the borders of controls can be seen', (theme) => {
  const colours = coloursOf(theme);
  for (const surface of ['bg', 'surface', 'surface-2']) {
    expect(contrast(colours['border-strong'] ?? '', colours[surface] ?? ''), surface).toBeGreaterThanOrEqual(3);
  }
});

test('both themes define the same variables', () => {
  expect(Object.keys(coloursOf('dark')).sort()).toEqual(Object.keys(coloursOf('light')).sort());
});
