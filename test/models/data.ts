/** Plain data drawn at random: every kind, with the keys, texts and numbers that are easy to get wrong. */
import fc from 'fast-check';
import type { Data } from '../../src/model';

const text = fc.oneof(
  fc.string(),
  fc.string({ unit: 'binary' }),
  fc.constantFrom(
    '',
    '$',
    '$signed',
    '$$',
    '__proto__',
    'constructor',
    'toJSON',
    '\ud800',
    '\udc00\ud800',
    '\u0000',
    '\u2028',
    'é',
    'e\u0301',
    '😀',
    '"',
    '\\',
    '0',
    '-0',
    '1e3',
  ),
);
const number = fc.oneof(
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.integer(),
  fc.constantFrom(
    0,
    -0,
    1e21,
    1e-7,
    5e-324,
    Number.MAX_VALUE,
    Number.MAX_SAFE_INTEGER,
    0.1 + 0.2,
    123456789012345680000,
  ),
);

export const data: fc.Arbitrary<Data> = fc.letrec<{ data: Data }>((tie) => ({
  data: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.oneof(fc.constant(null), fc.boolean(), number, text),
    fc.array(tie('data'), { maxLength: 4 }),
    fc.array(fc.tuple(text, tie('data')), { maxLength: 4 }).map((entries) => Object.fromEntries(entries)),
  ),
})).data;

/** The same data with the keys of every object written in the opposite order, `undefined` under a new key, and 0 as -0. */
export function rewritten(value: Data): Data {
  if (value === 0) return -0;
  if (value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) return value.map(rewritten);
  const entries = Object.entries(value).map(([key, inner]): [string, Data | undefined] => [key, rewritten(inner)]);
  return Object.fromEntries([...entries, [`unset${entries.length}`, undefined]].reverse()) as Data;
}
