/** Charts of machines: nothing overlaps, everything is there, and the same machine is laid out the same. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { readChart } from '../../src/host';
import { compileSource } from '../../src/host/compile';
import { loadSandboxWasm } from '../../src/host/wasm-node';
import type { Chart, ChartState } from '../../src/model';
import {
  activeStates,
  layoutStatechart,
  type StatechartLayout,
  takenTransitions,
  transitionKey,
  transitionWords,
  withGuardSources,
} from '../../src/view';

const wasm = loadSandboxWasm();

/** A connection with twenty states: regions, ways out of inner states, ways back, two ways to one state. */
const session = `import { setup } from 'xstate';
export default setup({}).createMachine({
  id: 'session',
  initial: 'idle',
  on: { reset: '.idle' },
  states: {
    idle: { on: { start: 'connecting', poke: { target: 'idle', reenter: true } } },
    connecting: {
      initial: 'resolving',
      after: { 30000: 'failed' },
      on: { stop: 'idle' },
      states: {
        resolving: { on: { ok: 'dialling', fail: { guard: ({ context }) => context.tries < 3, target: 'backoff' } } },
        dialling: { on: { ok: 'greeting', fail: 'backoff' } },
        greeting: { on: { ok: '#session.open', fail: 'backoff', back: 'dialling' } },
        backoff: { after: { 1000: 'resolving' }, on: { retry: 'resolving', fail: '#session.failed' } },
      },
    },
    open: {
      type: 'parallel',
      on: { stop: 'closing', fail: 'failed' },
      states: {
        reader: {
          initial: 'header',
          states: {
            header: { on: { next: 'body' } },
            body: { on: { next: 'trailer', fail: 'header' } },
            trailer: { on: { next: 'header' } },
          },
        },
        writer: {
          initial: 'empty',
          states: {
            empty: { on: { start: 'filling' } },
            filling: { on: { next: 'flushing', pause: 'held' } },
            flushing: { on: { ok: 'empty', fail: 'held' } },
            held: { on: { resume: 'filling' } },
          },
        },
        keepalive: {
          initial: 'quiet',
          states: { quiet: { after: { 5000: 'waiting' } }, waiting: { on: { ok: 'quiet' }, after: { 2000: '#session.failed' } } },
        },
      },
    },
    closing: { on: { ok: 'closed' }, after: { 1000: 'closed' } },
    failed: { on: { retry: 'connecting' } },
    closed: { type: 'final' },
  },
});
`;

function sourceOf(file: string): string {
  if (file === 'session') return session;
  return readFileSync(new URL(`../../challenges/wallet-statechart/${file}`, import.meta.url), 'utf8');
}

async function chartOf(file: string): Promise<Chart> {
  return chartOfSource(sourceOf(file), file);
}

async function chartOfSource(source: string, file: string): Promise<Chart> {
  const compiled = compileSource(source, file);
  if (compiled.kind === 'refused') throw new Error('refused');
  const outcome = await readChart(wasm, compiled.program);
  if (outcome.kind === 'refused') throw new Error(outcome.problem.sentence);
  return outcome.chart;
}

function pathsBelow(state: ChartState): readonly string[] {
  return [state.path, ...state.states.flatMap(pathsBelow)];
}

interface Rectangle {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

function contains(outer: Rectangle, inner: Rectangle): boolean {
  return (
    inner.x >= outer.x &&
    inner.y >= outer.y &&
    inner.x + inner.width <= outer.x + outer.width &&
    inner.y + inner.height <= outer.y + outer.height
  );
}

function overlap(a: Rectangle, b: Rectangle): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

/** Where the straight parts and the curves of a path begin and end. */
function stations(path: string): readonly (readonly [x: number, y: number])[] {
  let x = 0;
  return [...path.matchAll(/([MVC])([^MVC]*)/g)].map(([, command, text]) => {
    const numbers = (text ?? '').trim().split(' ').map(Number);
    if (command !== 'V') x = numbers.at(-2) ?? 0;
    return [x, numbers.at(-1) ?? 0];
  });
}

function isOnBorder([x, y]: readonly [number, number], box: Rectangle): boolean {
  const near = (a: number, b: number): boolean => Math.abs(a - b) < 0.11;
  return x >= box.x && x <= box.x + box.width && (near(y, box.y) || near(y, box.y + box.height));
}

describe.each(['reference.ts', 'starter.ts', 'alternates/two-regions.ts', 'alternates/one-at-a-time.ts', 'session'])(
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

    test('has no label on a state, on a title or on another label', async () => {
      const { boxes, arrows, width, height } = layoutStatechart(await chartOf(file));
      for (const [index, { labelBox, from, to }] of arrows.entries()) {
        const covered = [
          ...boxes.filter(({ kind, bodyTop }) => kind === 'atomic' || kind === 'final' || bodyTop === undefined),
          ...boxes.flatMap(({ bodyTop, ...box }) =>
            bodyTop === undefined ? [] : [{ ...box, path: `title of ${box.path}`, height: bodyTop - box.y }],
          ),
          ...arrows.slice(index + 1).map((other) => ({ ...other.labelBox, path: `${other.from} ${other.to}` })),
        ].filter((other) => overlap(labelBox, other));
        expect([from, to, covered.map(({ path }) => path)]).toEqual([from, to, []]);
        expect(contains({ x: 0, y: 0, width, height }, labelBox)).toBe(true);
      }
    });

    test('has arrows that go from border to border, through their label, and across no other state', async () => {
      const { boxes, arrows } = layoutStatechart(await chartOf(file));
      const boxOf = (path: string) => boxes.find((box) => box.path === path) as StatechartLayout['boxes'][number];
      for (const { from, to, path, tip, labelBox } of arrows) {
        const points = stations(path);
        const [start, end] = [points[0] as [number, number], points.at(-1) as [number, number]];
        const [source, target] = [boxOf(from), boxOf(to)];
        const leaves = isOnBorder(start, source) || Math.abs(start[1] - (source.bodyTop ?? source.y)) < 0.11;
        expect([from, to, leaves, isOnBorder(end, target)]).toEqual([from, to, true, true]);
        expect(tip).toEqual(end);
        const middle = labelBox.x + labelBox.width / 2;
        expect(points.some(([x, y]) => Math.abs(x - middle) < 0.2 && Math.abs(y - labelBox.y) <= 80)).toBe(true);
        const inside = boxes.filter(
          (box) =>
            ![from, to].some((end) => end === box.path || end.startsWith(`${box.path}.`)) &&
            box.path !== '' &&
            points.some(
              ([x, y]) => x > box.x && x < box.x + box.width && y > box.y + 0.2 && y < box.y + box.height - 0.2,
            ),
        );
        const around = boxes.filter(
          (box) => box.path === '' || (from.startsWith(`${box.path}.`) && to.startsWith(`${box.path}.`)),
        );
        expect([from, to, inside.filter((box) => !around.includes(box)).map((box) => box.path)]).toEqual([
          from,
          to,
          [],
        ]);
      }
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

test('a transition that leads back to its own state is said in the state', async () => {
  const { boxes, arrows } = layoutStatechart(await chartOf('session'));
  expect(boxes.find(({ path }) => path === 'idle')?.notes.map(({ text }) => text)).toEqual(['poke ↺ enters again']);
  expect(arrows.some(({ from, to }) => from === to)).toBe(false);
});

test('a condition without a name is read off the source, one of several on a line by its place', async () => {
  const source = `import { setup } from 'xstate';
export default setup({ guards: { isReady: () => true } }).createMachine({
  context: { n: 0 },
  initial: 'a',
  states: {
    a: {
      always: [{ guard: 'isReady', target: 'b' }, { guard: ({ context }) => context.n >= 3, target: 'c' }],
      on: {
        x: { guard: ({ context, event }) => ['}', ","].includes(event.type), target: 'b' },
        y: {
          target: 'c',
          guard: ({ context }) =>
            context.n
              === 1,
        },
        z: { guard: ({ context }) => { return context.n > 1; }, target: 'b' },
      },
    },
    b: {},
    c: {},
  },
});
`;
  const chart = withGuardSources(await chartOfSource(source, 'machine.ts'), source);
  const guards = chart.root.states[0]?.transitions.map(({ kind, event, guard }) => [kind, event, guard]);
  expect(guards).toEqual([
    ['event', 'x', `['}', ","].includes(event.type)`],
    ['event', 'y', 'context.n === 1'],
    ['event', 'z', '…'],
    ['always', '', 'isReady'],
    ['always', '', 'context.n >= 3'],
  ]);
});

test('of conditions that were asked, only the transition whose condition allowed it was taken', () => {
  const leaf = { kind: 'atomic' as const, entry: [], exit: [], states: [], transitions: [], line: 0 };
  const pin = { kind: 'event' as const, event: 'pin', actions: [], reenters: false };
  const locked = {
    ...leaf,
    path: 'locked',
    key: 'locked',
    transitions: [
      { ...pin, guard: '…', targets: ['open'], line: 4 },
      { ...pin, guard: '…', targets: ['wiped'], line: 5 },
      { ...pin, targets: [], line: 6 },
    ],
  };
  const states = [locked, { ...leaf, path: 'open', key: 'open' }, { ...leaf, path: 'wiped', key: 'wiped' }];
  const root = { ...leaf, path: '', key: 'wallet', kind: 'compound' as const, states };
  const taken = (lines: readonly number[], value: string) =>
    takenTransitions({ root, durable: [] }, { value: 'locked', context: {} }, {
      index: 1,
      node: 'w',
      lines,
      sent: [],
      outputs: [],
      timersSet: [],
      after: [{ id: 'w', state: { value, context: {} } }],
    } as unknown as Parameters<typeof takenTransitions>[2]);
  const keys = locked.transitions.map((transition) => transitionKey(locked, transition));
  expect(taken([4], 'open')).toEqual(new Set([keys[0]]));
  expect(taken([4, 5], 'wiped')).toEqual(new Set([keys[1]]));
  expect(taken([4, 5, 6], 'locked')).toEqual(new Set([keys[2]]));
  expect(taken([4, 5], 'locked')).toEqual(new Set());
  expect(taken([], 'locked')).toEqual(new Set());
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
