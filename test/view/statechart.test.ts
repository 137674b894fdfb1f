/** Charts of machines: nothing overlaps, everything is there, and the same machine is laid out the same. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { readChart } from '../../src/host';
import { compileSource } from '../../src/host/compile';
import { loadSandboxWasm } from '../../src/host/wasm-node';
import type { Chart, ChartState } from '../../src/model';
import { activeStates, layoutStatechart, type StatechartBox, transitionWords } from '../../src/view';

const wasm = loadSandboxWasm();

async function chartOf(file: string): Promise<Chart> {
  const source = readFileSync(new URL(`../../challenges/wallet-statechart/${file}`, import.meta.url), 'utf8');
  const compiled = compileSource(source, file);
  if (compiled.kind === 'refused') throw new Error('refused');
  const outcome = await readChart(wasm, compiled.program);
  if (outcome.kind === 'refused') throw new Error(outcome.problem.sentence);
  return outcome.chart;
}

function pathsBelow(state: ChartState): readonly string[] {
  return [state.path, ...state.states.flatMap(pathsBelow)];
}

function contains(outer: StatechartBox, inner: StatechartBox): boolean {
  return (
    inner.x >= outer.x &&
    inner.y >= outer.y &&
    inner.x + inner.width <= outer.x + outer.width &&
    inner.y + inner.height <= outer.y + outer.height
  );
}

function overlap(a: StatechartBox, b: StatechartBox): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

describe.each(['reference.ts', 'starter.ts', 'alternates/two-regions.ts', 'alternates/one-at-a-time.ts'])(
  '%s',
  (file) => {
    test('has a box for every state, inside the box of the state around it and beside its siblings', async () => {
      const chart = await chartOf(file);
      const { boxes } = layoutStatechart(chart);
      expect(boxes.map(({ path }) => path)).toEqual(pathsBelow(chart.root));
      for (const [index, box] of boxes.entries()) {
        for (const other of boxes.slice(index + 1)) {
          const isInside = box.path === '' || other.path.startsWith(`${box.path}.`);
          expect([box.path, other.path, isInside ? contains(box, other) : !overlap(box, other)]).toEqual([
            box.path,
            other.path,
            true,
          ]);
        }
      }
    });

    test('shows every transition once: on an arrow, or in its state', async () => {
      const chart = await chartOf(file);
      const { arrows, boxes } = layoutStatechart(chart);
      const count = (state: ChartState): number =>
        state.transitions.length + state.states.reduce((sum, child) => sum + count(child), 0);
      const drawn = arrows.reduce((sum, { labels }) => sum + labels.length, 0);
      const noted = boxes.reduce((sum, { notes }) => sum + notes.filter(({ line }) => line > 0).length, 0);
      expect(drawn + noted).toBe(count(chart.root));
    });

    test('is laid out the same again', async () => {
      const chart = await chartOf(file);
      expect(layoutStatechart(chart)).toEqual(layoutStatechart(chart));
    });
  },
);

test('the words of a transition name its cause, its guard and what it does', () => {
  const rest = { targets: [], reenters: false, line: 1 };
  expect(transitionWords({ kind: 'event', event: 'pin', guard: 'isRight', actions: ['assign'], ...rest })).toBe(
    'pin [isRight] / assign',
  );
  expect(transitionWords({ kind: 'after', event: '300000', actions: [], ...rest })).toBe('after 5 min');
  expect(transitionWords({ kind: 'after', event: 'soon', actions: [], ...rest })).toBe('after soon');
  expect(transitionWords({ kind: 'always', event: '', actions: [], ...rest })).toBe('always');
  expect(transitionWords({ kind: 'done', event: '', actions: ['log'], ...rest })).toBe('done / log');
});

test('a state value names the outer states as well as the inner ones', () => {
  expect(activeStates('locked')).toEqual(['locked']);
  expect(activeStates({ unlocked: 'home' })).toEqual(['unlocked', 'unlocked.home']);
  expect(activeStates({ lock: 'open', desk: { at: 'work' } })).toEqual([
    'lock',
    'lock.open',
    'desk',
    'desk.at',
    'desk.at.work',
  ]);
  expect(activeStates({})).toEqual([]);
});
