import fc from 'fast-check';
import { expect, test } from 'vitest';
import { happenedBefore } from '../../src/view';
import { empty, faults, paxos, ringTrace, scenes, twoPhaseCommit } from './scenes';

test('the past of a delivery holds its sending and the steps before on both nodes', () => {
  const causality = happenedBefore(twoPhaseCommit.trace);
  // By hand: 6 is the delivery of p2's vote (sent at 4, which follows the input at 1); 3 is before it on the coordinator.
  expect([...causality.past(6)].sort()).toEqual([1, 2, 3, 4, 6]);
  expect(causality.happenedBefore(5, 6)).toBe(false);
  expect(causality.happenedBefore(6, 5)).toBe(false);
  expect(causality.happenedBefore(1, 8)).toBe(true);
  expect(causality.happenedBefore(4, 4)).toBe(false);
});

test('the cause of a delivery is its sending, of a timeout the setting of its timer, of a restart the crash', () => {
  const commit = happenedBefore(twoPhaseCommit.trace);
  expect(commit.causeOf(3)).toBe(2);
  expect(commit.causeOf(5)).toBe(2);
  expect(commit.causeOf(1)).toBe(0);
  expect(commit.causeOf(0)).toBeUndefined();
  const various = happenedBefore(faults.trace);
  expect(various.causeOf(3)).toBe(1);
  expect(various.causeOf(9)).toBe(7);
});

test('an effect is the first step that was brought about', () => {
  const causality = happenedBefore(twoPhaseCommit.trace);
  expect(causality.effectOf(1)).toBe(2);
  expect(causality.effectOf(6)).toBe(7);
  expect(causality.effectOf(7)).toBeUndefined();
  expect(causality.effectOf(0)).toBe(1);
});

test('a loss changes no node: nothing that follows on the receiver depends on it', () => {
  const causality = happenedBefore(faults.trace);
  // By hand: 2 loses the message that 1 sent; 3 is a timeout at the sender; 5 delivers what 3 sent.
  expect([...causality.past(2)].sort()).toEqual([1, 2]);
  expect(causality.past(5).has(2)).toBe(false);
  expect(causality.past(5).has(3)).toBe(true);
});

test('a copy depends on the duplication that made it', () => {
  const causality = happenedBefore(faults.trace);
  expect(causality.causeOf(10)).toBe(4);
  expect(causality.past(10).has(4)).toBe(true);
});

test('steps of one node are found in both directions', () => {
  const causality = happenedBefore(paxos.trace);
  expect(causality.nextOnNode(1)).toBe(4);
  expect(causality.previousOnNode(4)).toBe(1);
  expect(causality.previousOnNode(1)).toBeUndefined();
  expect(causality.nextOnNode(18)).toBeUndefined();
});

test('a trace without steps has an empty relation', () => {
  const causality = happenedBefore(empty.trace);
  expect(causality.past(0).size).toBe(0);
  expect(causality.effectOf(0)).toBeUndefined();
});

test('happened-before is a strict partial order that the numbering extends', () => {
  const relations = [...scenes.map(({ trace }) => trace), ringTrace(['a', 'b', 'c'], 25)].map((trace) => ({
    relation: happenedBefore(trace),
    count: trace.steps.length,
  }));
  for (const { relation, count } of relations) {
    if (count === 0) continue;
    const step = fc.integer({ min: 1, max: count });
    fc.assert(
      fc.property(step, step, step, (first, second, third) => {
        if (relation.happenedBefore(first, second)) expect(first).toBeLessThan(second);
        if (relation.happenedBefore(first, second) && relation.happenedBefore(second, third)) {
          expect(relation.happenedBefore(first, third)).toBe(true);
        }
      }),
      { seed: 7 },
    );
  }
});

test('the past of every step of a long run is that of its sending and of the step before on its node, and itself', () => {
  const trace = ringTrace(['a', 'b', 'c', 'd', 'e', 'f'], 240);
  const causality = happenedBefore(trace);
  const lastAtNode = new Map<string, number>();
  for (const step of trace.steps) {
    const before = [lastAtNode.get(step.node) ?? 0, step.envelope?.sentAt ?? 0];
    const expected = new Set(before.flatMap((earlier) => [...causality.past(earlier)]).concat(step.index));
    expect([step.index, [...causality.past(step.index)].sort((a, b) => a - b)]).toEqual([
      step.index,
      [...expected].sort((a, b) => a - b),
    ]);
    lastAtNode.set(step.node, step.index);
  }
});
