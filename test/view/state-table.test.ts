import { expect, test } from 'vitest';
import { countChanges, linesNeeded, listChanges, stateTable } from '../../src/view';
import { empty, faults, twoPhaseCommit } from './scenes';

test('the initial state has no changes', () => {
  const rows = stateTable(twoPhaseCommit.trace, 0);
  expect(rows.map((row) => row.id)).toEqual(['coordinator', 'p1', 'p2']);
  expect(countChanges(rows)).toBe(0);
  expect(rows.some((row) => row.acts)).toBe(false);
});

test('a delivery takes its message from the inbox and puts the answer into another', () => {
  const rows = stateTable(twoPhaseCommit.trace, 2);
  const [coordinator, p1, p2] = rows;
  expect(p1?.acts).toBe(true);
  expect(p1?.pending.map(({ kind, change }) => `${change} ${kind}`)).toEqual(['removed message', 'added timer']);
  expect(listChanges(p1!.state)).toEqual([
    { path: ['phase'], change: 'changed', before: 'working', after: 'prepared' },
  ]);
  expect(coordinator?.pending.map(({ kind, change, from }) => `${change} ${kind} ${from}`)).toEqual([
    'added message p1',
  ]);
  expect(p2?.pending.map(({ change }) => change)).toEqual(['same']);
});

test('a crash takes the timers and all but the durable fields', () => {
  const row = stateTable(faults.trace, 7)[1];
  expect(row?.upChange).toBe('crashed');
  expect(listChanges(row!.state)).toEqual([{ path: ['balance'], change: 'removed', before: 60, after: undefined }]);
  expect(stateTable(faults.trace, 9)[1]?.upChange).toBe('restarted');
});

test('an output is new in the step that shows it', () => {
  expect(stateTable(twoPhaseCommit.trace, 7)[2]?.outputs.map(({ change }) => change)).toEqual(['added']);
  expect(stateTable(twoPhaseCommit.trace, 8)[2]?.outputs.map(({ change }) => change)).toEqual(['same']);
});

test('equal timers are counted, not confused', () => {
  const [before] = empty.trace.initial;
  const now = { ...before!, timers: ['tick', 'tick'] };
  const trace = { ...empty.trace, initial: [{ ...before!, timers: ['tick', 'tock'] }], steps: [] };
  const step = { ...twoPhaseCommit.trace.steps[0]!, node: now.id, after: [now] };
  const [row] = stateTable({ ...trace, steps: [step] }, 1);
  expect(row?.pending.map(({ change, data }) => `${change} ${data}`)).toEqual([
    'same tick',
    'removed tock',
    'added tick',
  ]);
});

test('the lines a row needs are those of its fullest state', () => {
  expect(linesNeeded(twoPhaseCommit.trace, 0, 10)).toBe(3);
  expect(linesNeeded(faults.trace, 2, 10)).toBe(4);
  expect(linesNeeded(faults.trace, 2, 2)).toBe(2);
});
