import { expect, test } from 'vitest';
import { layoutOf, phases } from '../../../src/app/workbench/phase';

test.each([true, false])('in every phase the editor is open and the widths add up (wide page: %s)', (isWide) => {
  for (const { phase } of phases) {
    const { panes } = layoutOf(phase, isWide);
    expect(panes.map(({ pane }) => pane)).toContain('editor');
    expect(panes.reduce((sum, { share }) => sum + share, 0)).toBe(100);
    expect(new Set(panes.map(({ pane }) => pane)).size).toBe(panes.length);
  }
});

test('a trace is shown where things are broken and explained', () => {
  expect(phases.filter(({ phase }) => layoutOf(phase, false).trace).map(({ phase }) => phase)).toEqual([
    'break',
    'explain',
  ]);
});
