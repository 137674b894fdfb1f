import { expect, test } from 'vitest';
import {
  cycleText,
  defaultGeometry,
  emphasiseMessage,
  emphasiseStep,
  endingText,
  happenedBefore,
  layoutSpaceTime,
  noReturnText,
  type SpaceTime,
} from '../../src/view';
import { overlap } from '../../src/view/place-labels';
import { empty, faults, livelock, paxos, ring, ringTrace, type Scene, scenes, twoPhaseCommit } from './scenes';

const layout = (scene: Scene, width = 480): SpaceTime =>
  layoutSpaceTime(scene.trace, { ...defaultGeometry, width }, scene.ending);

test.each([twoPhaseCommit, paxos, faults, livelock, empty])('the shapes of $name are as recorded', async (scene) => {
  await expect(record(layout(scene))).toMatchFileSnapshot(`./shapes/${scene.name}.txt`);
});

test('every step has an event in its own row, a name and, at its end, an ending', () => {
  for (const scene of scenes) {
    const { events, labels, frame, bands } = layout(scene);
    expect(events.map((event) => event.step)).toEqual(scene.trace.steps.map((step) => step.index));
    expect(labels.map((label) => label.step)).toEqual(scene.trace.steps.map((step) => step.index));
    for (const event of events) {
      const row = frame.rows[event.step]!;
      expect(Math.abs(event.y - row.middle)).toBeLessThan(row.height / 2);
    }
    expect(bands.some((band) => band.kind === scene.ending.kind)).toBe(true);
  }
});

test('every message is drawn once, ending where its way ended', () => {
  const { messages } = layout(faults);
  expect(messages.map(({ end, isCopy }) => `${end}${isCopy ? ' copy' : ''}`)).toEqual([
    'pending',
    'dropped',
    'delivered',
    'delivered copy',
    'delivered',
    'delivered',
    'pending',
    'delivered',
  ]);
});

test.each(scenes)('in $name no text covers other text or an event, at any width', (scene) => {
  for (const width of [480, 700, 1000]) {
    const { labels, outputs, pending, events } = layout(scene, width);
    const boxes = [...labels, ...outputs, ...pending].map(({ box }) => box);
    for (const [position, box] of boxes.entries()) {
      for (const other of boxes.slice(position + 1)) expect(overlap(box, other)).toBe(false);
      for (const { x, y, kind } of events) {
        if (kind !== 'drop') expect(overlap(box, { x: x - 5, y: y - 5, width: 10, height: 10 })).toBe(false);
      }
    }
  }
});

test.each(scenes)('in $name all text is inside the diagram', (scene) => {
  for (const width of [480, 700, 1000]) {
    const { labels, outputs, frame } = layout(scene, width);
    for (const { box } of [...labels, ...outputs]) {
      expect(box.x).toBeGreaterThanOrEqual(frame.gutter);
      expect(box.x + box.width).toBeLessThanOrEqual(frame.width);
    }
  }
});

test('the life of a crashed node has a gap until it restarts', () => {
  const pieces = layout(faults).lifelines.filter((piece) => piece.node === 1);
  expect(pieces.map(({ fromStep, toStep, up }) => [fromStep, toStep, up])).toEqual([
    [0, 5, true],
    [5, 6, true],
    [6, 7, true],
    [7, 9, false],
    [9, 10, true],
    [10, undefined, true],
  ]);
});

test('the point of no return stands between the last state with a way out and the next step', () => {
  const { bands, frame } = layout(twoPhaseCommit);
  const band = bands.find(({ kind }) => kind === 'no-return')!;
  expect(band.top).toBeGreaterThanOrEqual(frame.rows[4]!.top + frame.rows[4]!.height);
  expect(band.top + band.height).toBeLessThanOrEqual(frame.rows[5]!.top);
  expect(band.text).toBe('Point of no return. Still safe here: coordinator receives vote yes from p2');
});

test('a livelock says where its cycle begins, leads back there, and stays what it was without one', () => {
  const { bands, frame, loop, ending } = layout(livelock);
  const cycle = bands.find(({ kind }) => kind === 'cycle')!;
  expect(cycle.state).toBe(2);
  expect(cycle.top).toBeGreaterThanOrEqual(frame.rows[2]!.top + frame.rows[2]!.height);
  expect(cycle.top + cycle.height).toBeLessThanOrEqual(frame.rows[3]!.top);
  expect(cycle.text).toBe('Here a cycle begins: the 3 steps below repeat for ever');
  expect(bands.find(({ kind }) => kind === 'violation')?.text).toBe(
    'Back in the state after step 2, and so on for ever. Put off: b gets the lock in the end',
  );
  expect(loop?.line).toMatch(/^M/);
  expect(endingText(ending, { ...livelock.trace, cycleStart: 0 })).toContain('Back in the initial state');
  expect(cycleText({ ...livelock.trace, cycleStart: 4 })).toBe('Here a cycle begins: the step below repeats for ever');
  const plain = layout({ ...livelock, trace: { ...livelock.trace, cycleStart: undefined } });
  expect(plain.loop).toBeUndefined();
  expect(plain.bands.map(({ text }) => text)).toEqual(['Violated: b gets the lock in the end']);
});

test('values in the safe alternative are shortened, other text stays', () => {
  expect(noReturnText('m receives {"item":"p1.2","kind":"put"} from p1 (choosing option 1)')).toBe(
    'Point of no return. Still safe here: m receives put p1.2 from p1 (choosing option 1)',
  );
  expect(noReturnText('a [bracket that is {no data')).toBe(
    'Point of no return. Still safe here: a [bracket that is {no data',
  );
  expect(noReturnText('')).toBe('Point of no return');
});

test('a selection tells its causal past from what it could not have known', () => {
  const causality = happenedBefore(twoPhaseCommit.trace);
  const emphases = twoPhaseCommit.trace.steps.map((step) => emphasiseStep(step.index, 6, causality));
  expect(emphases).toEqual(['past', 'past', 'past', 'past', 'aside', 'now', 'future', 'future']);
  const { messages } = layout(twoPhaseCommit);
  expect(messages.map((message) => emphasiseMessage(message, 6, causality))).toEqual([
    'past',
    'past',
    'past',
    'now',
    'now',
    'now',
  ]);
  expect(messages.map((message) => emphasiseMessage(message, 3, causality))).toEqual([
    'past',
    'waiting',
    'now',
    'future',
    'future',
    'future',
  ]);
});

test('lanes that do not fit make the diagram wider than its room', () => {
  const nodes = Array.from({ length: 16 }, (_, index) => `n${index}`);
  const { frame } = layoutSpaceTime(ringTrace(nodes, 20), defaultGeometry, { kind: 'open' });
  expect(frame.width).toBe(34 + 16 * 44);
});

test('names that are wider than a lane alternate between two rows', () => {
  const { frame } = layout(ring);
  expect(frame.lanes.map(({ nameY }) => nameY)).toEqual([16, 36, 16, 36, 16, 36, 16, 36]);
});

test('two hundred steps of ten nodes are laid out completely', () => {
  const trace = ringTrace(
    Array.from({ length: 10 }, (_, index) => `n${index}`),
    200,
  );
  const { events, labels } = layoutSpaceTime(trace, defaultGeometry, { kind: 'open' });
  expect(events).toHaveLength(200);
  expect(labels).toHaveLength(200);
});

/** One mark a line. Numbers to a tenth, so that a recording does not depend on the last bit of a sine. */
function record({ frame, ending, ...marks }: SpaceTime): string {
  const line = (kind: string, mark: object): string =>
    `${kind} ${JSON.stringify(mark, (_key, value) => (typeof value === 'number' ? Math.round(value * 10) / 10 : value))}`;
  const { lanes, rows, ...sizes } = frame;
  const lines = [
    line('frame', sizes),
    line('ending', ending),
    ...lanes.map((lane) => line('lane', lane)),
    ...rows.map((row) => line('row', row)),
    ...Object.entries(marks).flatMap(([kind, list]) =>
      list === undefined ? [] : [list].flat().map((mark) => line(kind, mark)),
    ),
  ];
  return `${lines.join('\n')}\n`;
}
