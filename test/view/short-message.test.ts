import { expect, test } from 'vitest';
import type { Data } from '../../src/model';
import { shortMessage } from '../../src/view';

test('the tag leads and the other values follow without their keys', () => {
  expect(shortMessage({ kind: 'prepare' })).toBe('prepare');
  expect(shortMessage({ kind: 'promise', ballot: 2, accepted: null })).toBe('promise 2 ∅');
  expect(shortMessage({ ballot: 2, type: 'accept', value: 'x' })).toBe('accept 2 x');
});

test('the order of keys makes no difference', () => {
  expect(shortMessage({ accepted: null, ballot: 2, kind: 'promise' })).toBe('promise 2 ∅');
  expect(shortMessage({ value: 'x', kind: 'accept', urgent: true, ballot: 2 })).toBe('accept 2 x urgent');
});

test('flags are written as their key, with ¬ if they are false', () => {
  expect(shortMessage({ kind: 'vote', yes: true })).toBe('vote yes');
  expect(shortMessage({ kind: 'vote', yes: false })).toBe('vote ¬yes');
});

test('without a tag the keys stay', () => {
  expect(shortMessage({ term: 3, granted: true })).toBe('term 3 granted');
  expect(shortMessage({})).toBe('{}');
});

test('single values are written as they are', () => {
  expect(shortMessage('retry')).toBe('retry');
  expect(shortMessage(0)).toBe('0');
  expect(shortMessage(null)).toBe('∅');
  expect(shortMessage(false)).toBe('false');
  expect(shortMessage('')).toBe('""');
});

test('what is inside is bracketed, and collapsed where there is no room for it', () => {
  expect(shortMessage({ kind: 'promise', ballot: 3, accepted: { ballot: 1, value: 'x' } }, 32)).toBe(
    'promise 3 (ballot 1 value x)',
  );
  expect(shortMessage({ kind: 'promise', ballot: 3, accepted: { ballot: 1, value: 'x' } })).toBe('promise 3 (…)');
  expect(shortMessage({ kind: 'append', entries: [1, 2, 3], term: 1 })).toBe('append 1 [1 2 3]');
  expect(shortMessage({ kind: 'append', entries: ['first', 'second', 'third'], term: 1 })).toBe('append 1 […]');
});

test('a signed value names its signer', () => {
  expect(shortMessage({ signer: 'p1', value: { kind: 'vote', round: 2 } })).toBe('(vote 2) ✎p1');
});

test('nothing is longer than the limit, and what is left out is seen to be', () => {
  const values: readonly Data[] = [
    'a long sentence that no label could ever hold',
    { kind: 'a-tag-that-is-much-too-long-for-any-label', ballot: 1 },
    { kind: 'request', first: 123456, second: 123456, third: 123456 },
    [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14],
  ];
  for (const value of values) {
    expect(shortMessage(value, 20).length).toBeLessThanOrEqual(20);
  }
  expect(shortMessage(values[0] ?? null, 20)).toBe('a long sentence tha…');
  expect(shortMessage(values[2] ?? null, 20)).toBe('request 123456 …');
  expect(shortMessage(values[3] ?? null, 20)).toBe('[14 items]');
});
