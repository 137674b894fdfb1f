import { expect, test } from 'vitest';
import { layoutOf, phases } from '../../../src/app/workbench/phase';

const arrangements = ['wide', 'narrow', 'stacked'] as const;

test.each(arrangements)('in every phase the editor is open and the shares add up (%s page)', (arrangement) => {
  for (const { phase } of phases) {
    const { panes } = layoutOf(phase, arrangement);
    expect(panes.map(({ pane }) => pane)).toContain('editor');
    expect(panes.reduce((sum, { share }) => sum + share, 0)).toBe(100);
    expect(new Set(panes.map(({ pane }) => pane)).size).toBe(panes.length);
  }
});

test.each(arrangements)('a trace is shown where things are broken and explained (%s page)', (arrangement) => {
  const shown = phases.filter(({ phase }) => layoutOf(phase, arrangement).trace);
  expect(shown.map(({ phase }) => phase)).toEqual(['break', 'explain']);
});

test('stacked panes are those of a narrow page, equally tall', () => {
  for (const { phase } of phases) {
    const stacked = layoutOf(phase, 'stacked').panes;
    expect(stacked.map(({ pane }) => pane)).toEqual(layoutOf(phase, 'narrow').panes.map(({ pane }) => pane));
    expect(new Set(stacked.map(({ share }) => share)).size).toBe(1);
  }
});
