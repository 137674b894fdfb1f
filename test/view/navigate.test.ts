import { expect, test } from 'vitest';
import { happenedBefore, moveTo, type TraceMove } from '../../src/view';
import { empty, twoPhaseCommit } from './scenes';

test('every move stays within the trace', () => {
  const moves: TraceMove[] = [
    'next',
    'previous',
    'next-on-node',
    'previous-on-node',
    'cause',
    'effect',
    'first',
    'last',
    'no-return',
  ];
  for (const { trace } of [twoPhaseCommit, empty]) {
    const causality = happenedBefore(trace);
    for (let state = 0; state <= trace.steps.length; state += 1) {
      for (const move of moves) {
        const target = moveTo(move, state, trace, causality);
        expect(target).toBeGreaterThanOrEqual(0);
        expect(target).toBeLessThanOrEqual(trace.steps.length);
      }
    }
  }
});

test('moves lead where their names say', () => {
  const { trace } = twoPhaseCommit;
  const causality = happenedBefore(trace);
  const from = (state: number, move: TraceMove): number => moveTo(move, state, trace, causality);
  expect(from(6, 'cause')).toBe(4);
  expect(from(4, 'effect')).toBe(6);
  expect(from(1, 'cause')).toBe(0);
  expect(from(0, 'cause')).toBe(0);
  expect(from(2, 'next-on-node')).toBe(5);
  expect(from(5, 'previous-on-node')).toBe(2);
  expect(from(0, 'next-on-node')).toBe(1);
  expect(from(3, 'no-return')).toBe(4);
  expect(from(3, 'last')).toBe(8);
});
