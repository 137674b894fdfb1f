/** A cut and its healing in the space-time diagram. */
import { expect, test } from 'vitest';
import type { Action, Step, Trace } from '../../src/model';
import { defaultGeometry, happenedBefore, layoutSpaceTime } from '../../src/view';
import { twoPhaseCommit } from './scenes';

const { trace } = twoPhaseCommit;
const step = (index: number, action: Action): Step => ({
  ...trace.steps[0]!,
  index,
  action,
  node: 'p1',
  envelope: undefined,
  sent: [],
  outputs: [],
  timersSet: [],
  timersCancelled: [],
  after: trace.initial,
});
const groups = [['coordinator', 'p2'], ['p1']];
const cut: Trace = { ...trace, steps: [step(1, { kind: 'partition', groups }), step(2, { kind: 'heal' })] };

test('each has a mark on the lane of the node that is cut off, and a label with the groups', () => {
  const { events, labels, frame } = layoutSpaceTime(cut, defaultGeometry, { kind: 'open' });
  expect(events.map(({ kind, x, filled }) => [kind, x, filled])).toEqual([
    ['partition', frame.lane('p1')?.x, false],
    ['heal', frame.lane('p1')?.x, false],
  ]);
  expect(events.every(({ path }) => path.startsWith('M'))).toBe(true);
  expect(labels.map(({ kind, text, full }) => [kind, text, full])).toEqual([
    ['partition', 'cut', 'coordinator, p2 | p1'],
    ['heal', 'healed', 'healed'],
  ]);
});

test('a message that the cut lost is a stub with a cross, and one that was there already is not drawn', () => {
  const sent = (['lost', 'repeated'] as const).map((inVain, index) => ({
    id: 100 + index,
    from: 'coordinator',
    to: 'p1',
    message: 'x',
    sentAt: 2,
    inVain,
  }));
  const sending = { ...step(2, { kind: 'timeout', node: 'coordinator', timer: 't' }), node: 'coordinator', sent };
  const { messages, frame } = layoutSpaceTime({ ...cut, steps: [cut.steps[0]!, sending] }, defaultGeometry, {
    kind: 'open',
  });
  expect(messages.map(({ id, end, fromStep, toStep }) => [id, end, fromStep, toStep])).toEqual([
    [100, 'dropped', 2, 2],
  ]);
  expect(Math.abs(messages[0]!.curve.end.x - frame.lane('p1')!.x)).toBeGreaterThan(frame.radius);
});

test('neither is a step of the node: nothing there happened because of it', () => {
  const { causeOf, happenedBefore: isBefore } = happenedBefore(cut);
  expect([causeOf(1), causeOf(2), isBefore(1, 2)]).toEqual([0, 0, false]);
});
