/** Canonical JSON against the examples of RFC 8785 and against another implementation of it. */
import canonicalize from 'canonicalize';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { canonicalText, hashOf, textHash } from '../../src/submission';

describe('canonical JSON', () => {
  test('is that of the example in section 3.2.2 of RFC 8785', () => {
    const value = {
      numbers: [Number('333333333.33333329'), 1e30, 4.5, 2e-3, 0.000000000000000000000000001],
      string: '\u20ac$\u000f\u000aA\'\u0042\u0022\u005c\\"/',
      literals: [null, true, false],
    };
    expect(canonicalText(value)).toBe(
      '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}',
    );
  });

  test('sorts keys by UTF-16 units, as the example in section 3.2.3 does', () => {
    const value = { '\u20ac': 1, '\r': 2, '\ufb33': 3, '1': 4, '\u{1f600}': 5, '\u0080': 6, '\u00f6': 7 };
    expect(Object.values(JSON.parse(canonicalText(value)) as object)).toHaveLength(7);
    expect([...canonicalText(value).matchAll(/:(\d)/g)].map(([, digit]) => digit).join('')).toBe('2467153');
  });

  test('equals that of another implementation, and reads back as the same value', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 5 }), (value) => {
        const text = canonicalText(value);
        if (!/\\ud[89a-f]/.test(text)) expect(text).toBe(canonicalize(value));
        expect(canonicalText(JSON.parse(text))).toBe(text);
      }),
      { seed: 1, numRuns: 500 },
    );
  });

  test('writes a surrogate that stands alone as its escape, where others refuse', () => {
    expect(canonicalText({ a: '\ud800' })).toBe('{"a":"\\ud800"}');
  });

  test('leaves out keys that are undefined', () => {
    expect(canonicalText({ b: undefined, a: 1 })).toBe('{"a":1}');
  });

  test('refuses what JSON does not have, and nesting that would exhaust the stack', () => {
    for (const value of [Number.NaN, Number.POSITIVE_INFINITY, undefined, () => 1, 1n, [undefined]])
      expect(() => canonicalText(value)).toThrow('Not true');
    const deep: unknown = JSON.parse(`${'['.repeat(200)}${']'.repeat(200)}`);
    expect(() => canonicalText(deep)).toThrow('at most 128 levels');
  });
});

describe('hashes', () => {
  test('are over the UTF-8 of the canonical text', () => {
    // printf '{"a":"ö"}' | sha256sum
    expect(hashOf({ a: 'ö' })).toBe(textHash('{"a":"ö"}'));
    expect(hashOf({ a: 'ö' })).toBe('0c012ddd20b0a67114dcf3b03080ac1c51e5b0b4c96c4bb42033c7e444d2fe2c');
  });
});
