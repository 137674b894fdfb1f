/** The short way to read an edit takes what the long way takes, and nothing else. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { canonicalText } from '../../src/submission';
import { readCanonical } from '../../src/submission/canonical-file';
import { recordSchema } from '../../src/submission/log-schema';
import { plainEdit } from '../../src/submission/plain-edit';
import { challengeHash, fullLog, longLog } from './samples';

/** Values of which some belong where they are put and some do not. */
const strange = fc.constantFrom<unknown>(
  0,
  -0,
  -1,
  0.5,
  1e21,
  2 ** 53,
  Number.MAX_SAFE_INTEGER,
  '',
  '1',
  '"',
  null,
  [],
  {},
  true,
);
const hash = fc.constantFrom<unknown>(challengeHash, challengeHash.toUpperCase(), `${challengeHash}0`, '","x":"', 7);
const splice = fc.record(
  {
    after: fc.oneof(fc.nat(9_999), strange),
    from: fc.oneof(fc.nat(9), strange),
    inserted: fc.oneof(
      fc.string({ unit: 'binary', maxLength: 5 }),
      fc.constantFrom('\ud800', '"\\', '\u2028'),
      strange,
    ),
    removed: fc.oneof(fc.nat(9), strange),
    more: fc.constant(1),
  },
  { requiredKeys: ['after', 'from', 'inserted', 'removed'] },
);
const usually = <Value>(value: Value, other: fc.Arbitrary<unknown>) =>
  fc.oneof({ weight: 8, arbitrary: fc.constant<unknown>(value) }, { weight: 1, arbitrary: other });
const record = fc.record({
  at: usually(1_772_442_000_000, strange),
  challenge: usually(challengeHash, hash),
  elapsed: usually(1.5, strange),
  event: fc.record({
    file: usually('notes.md', fc.constantFrom('other.md', '", "x', '__proto__', 1)),
    kind: usually('edit', fc.constantFrom('gap', 'edit2')),
    origin: usually('typed', fc.constantFrom('spoken', '', null)),
    splices: usually([{ after: 0, from: 1, inserted: 'é', removed: 2 }], fc.array(splice, { maxLength: 3 })),
  }),
  n: usually(4, strange),
  previous: usually(challengeHash, hash),
});

describe('an edit', () => {
  test('is read the short way exactly if the long way reads it, and as the same', () => {
    let taken = 0;
    fc.assert(
      fc.property(record, (value) => {
        const line = canonicalText(value);
        const long = readCanonical(line, recordSchema);
        const short = plainEdit(line, JSON.parse(line));
        expect(short).toEqual(long.kind === 'ok' && long.value.event.kind === 'edit' ? long.value : null);
        if (short !== null) taken++;
      }),
      { seed: 1, numRuns: 5_000 },
    );
    expect(taken).toBeGreaterThan(1_000);
  });

  test('in a line that is not canonical, or has more to it, is left to the long way', () => {
    const edit = fullLog().records.find(({ event }) => event.kind === 'edit');
    const line = canonicalText(edit);
    expect(plainEdit(line, JSON.parse(line))).toEqual(edit);
    for (const other of [
      line.replace('{', '{ '),
      line.replace('{', '{"__proto__":1,'),
      line.replace('{', '{"a":1,'),
      line.replace(/\}$/, ',"z":1}'),
      line.replace('"event":{', '"event":{"a":1,'),
      line.replace('"at":', '"at":1,"at":'),
      line.replace('"after":0', '"after":0.0'),
      line.replace('"after":0', '"after":-0'),
      line.replace('P', '\\u0050'),
    ]) {
      expect(other).not.toBe(line);
      expect(plainEdit(other, JSON.parse(other))).toBeNull();
    }
    for (const value of [null, 1, 'x', [], {}, { event: null }, { event: { kind: 'edit' } }])
      expect(plainEdit('', value)).toBeNull();
  });

  test('is what nearly all records of a long log are', () => {
    const { records } = longLog(1_000);
    const short = records.filter((entry) => plainEdit(canonicalText(entry), entry) !== null);
    expect(short.length).toBeGreaterThan(900);
  });
});
