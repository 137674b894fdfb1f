/** Laws of the canonical text. */
import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compareText, dataText, parseDataText, plainData } from '../../src/model';
import { data, rewritten } from './data';

const options = { seed: 31, numRuns: 500 };

describe('the canonical text', () => {
  test('reads back as the data, and writes again as itself', () => {
    fc.assert(
      fc.property(data, (value) => {
        const text = dataText(value);
        expect(dataText(parseDataText(text))).toBe(text);
        // Equal but for -0, which is written 0.
        expect(JSON.parse(JSON.stringify(parseDataText(text)))).toEqual(JSON.parse(JSON.stringify(value)));
      }),
      options,
    );
  });

  test('is one for data that differs in the order of keys, in keys without a value and in the sign of zero', () => {
    fc.assert(
      fc.property(
        data.filter((value) => !JSON.stringify(value).includes('unset')),
        (value) => {
          expect(dataText(rewritten(value))).toBe(dataText(value));
        },
      ),
      options,
    );
  });

  test('is two for data that differs', () => {
    fc.assert(
      fc.property(data, data, (one, other) => {
        fc.pre(!fc.stringify(one).includes('-0') && !fc.stringify(other).includes('-0'));
        expect(dataText(one) === dataText(other)).toBe(isDeepStrictEqual(one, other));
      }),
      options,
    );
  });

  test('of escaped data holds no signed value, and escaping loses nothing', () => {
    fc.assert(
      fc.property(data, (value) => {
        expect(dataText(plainData(value))).not.toContain('{"$signed":');
        expect(dataText(unescaped(plainData(value)))).toBe(dataText(value));
      }),
      options,
    );
  });

  test('is pinned for what is easy to get wrong', () => {
    expect(dataText({ b: [1, -0, 1e21, 0.1], a: { d: null, c: '\u2028"' } })).toBe(
      '{"a":{"c":"\u2028\\"","d":null},"b":[1,0,1e+21,0.1]}',
    );
    expect(dataText(JSON.parse('{"__proto__":1,"a":2}'))).toBe('{"__proto__":1,"a":2}');
    expect(dataText(plainData(JSON.parse('{"__proto__":{"$":1}}')))).toBe('{"__proto__":{"$$":1}}');
    expect(['b', 'a', 'B', 'é', 'z', '😀', ''].sort(compareText)).toEqual(['', 'B', 'a', 'b', 'z', 'é', '😀']);
  });
});

function unescaped(value: ReturnType<typeof plainData>): ReturnType<typeof plainData> {
  if (value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) return value.map(unescaped);
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [key.startsWith('$') ? key.slice(1) : key, unescaped(inner)]),
  );
}
