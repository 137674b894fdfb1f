import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Data, isList } from '../../src/model';
import { type DataDiff, diffData, isRecord, listChanges, sameData } from '../../src/view';

test('changed, added and removed fields are told apart, each with its path', () => {
  const before = { phase: 'waiting', votes: { p1: 'yes' }, retry: 1 };
  const after = { phase: 'done', votes: { p1: 'yes', p2: 'no' } };
  expect(listChanges(diffData(before, after))).toEqual([
    { path: ['phase'], change: 'changed', before: 'waiting', after: 'done' },
    { path: ['votes', 'p2'], change: 'added', before: undefined, after: 'no' },
    { path: ['retry'], change: 'removed', before: 1, after: undefined },
  ]);
});

test('taking the head of a queue is one removal', () => {
  const changes = listChanges(diffData(['a', 'b', 'c'], ['b', 'c']));
  expect(changes).toEqual([{ path: [''], change: 'removed', before: 'a', after: undefined }]);
});

test('a changed entry of a log is compared inside', () => {
  const diff = diffData([{ term: 1, value: 'x' }, 'end'], [{ term: 2, value: 'x' }, 'end']);
  expect(listChanges(diff)).toEqual([{ path: ['0', 'term'], change: 'changed', before: 1, after: 2 }]);
});

test('a value of another type is replaced as a whole', () => {
  expect(diffData(null, { ballot: 1 })).toEqual({ key: '', change: 'changed', before: null, after: { ballot: 1 } });
});

test('the order of keys is no change', () => {
  expect(diffData({ a: 1, b: 2 }, { b: 2, a: 1 }).change).toBe('same');
});

test('keys that objects inherit are keys like any other', () => {
  const before = JSON.parse('{"constructor": 1}') as Data;
  const after = JSON.parse('{"__proto__": 2, "constructor": 1}') as Data;
  expect(listChanges(diffData(before, after))).toEqual([
    { path: ['__proto__'], change: 'added', before: undefined, after: 2 },
  ]);
});

const data = fc.letrec<{ value: Data }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    fc.constantFrom<Data>(null, true, 0, 1, 'a', 'b'),
    fc.array(tie('value'), { maxLength: 5 }) as fc.Arbitrary<Data>,
    fc.dictionary(fc.constantFrom('a', 'b', 'c'), tie('value'), { noNullPrototype: true }) as fc.Arbitrary<Data>,
  ),
})).value;

test('either value can be rebuilt from the difference', () => {
  fc.assert(
    fc.property(data, data, (before, after) => {
      const diff = diffData(before, after);
      expect(sameData(rebuild(diff, 'before') as Data, before)).toBe(true);
      expect(sameData(rebuild(diff, 'after') as Data, after)).toBe(true);
      expect(diff.change === 'same').toBe(sameData(before, after));
    }),
    { seed: 11, numRuns: 500 },
  );
});

/** One side of a difference, from its leaves; undefined if that side does not have it. */
function rebuild(diff: DataDiff, side: 'before' | 'after'): Data | undefined {
  const own = diff[side];
  if (own === undefined || !diff.children || diff.change !== 'changed') return own;
  const parts = diff.children.flatMap((child) => {
    const value = rebuild(child, side);
    return value === undefined ? [] : [[child.key, value] as const];
  });
  if (isList(own)) return parts.map(([, value]) => value);
  return isRecord(own) ? Object.fromEntries(parts) : own;
}
