/** Replacements between texts: found, applied, and applied many at a time. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { applySplice, spliceBetween, wellFormed } from '../../src/submission';
import { TextPieces } from '../../src/submission/text-pieces';

const seed = { seed: 3, numRuns: 2_000 };
/** Few letters, so that texts have much in common, and characters whose surrogate pairs share a half. */
const texts = fc.array(fc.constantFrom('a', 'b', '\n', '😀', '😁', '🤀'), { maxLength: 12 }).map((all) => all.join(''));

describe('the replacement between two texts', () => {
  test('leads from the one to the other, and is null only between equal ones', () => {
    fc.assert(
      fc.property(texts, texts, (before, after) => {
        const change = spliceBetween(before, after);
        expect(change === null).toBe(before === after);
        if (change !== null) expect(applySplice(before, change)).toBe(after);
      }),
      seed,
    );
  });

  test('never cuts a surrogate pair', () => {
    fc.assert(
      fc.property(texts, texts, (before, after) => {
        const change = spliceBetween(before, after);
        if (change === null) return;
        const parts = [before.slice(0, change.from), change.inserted, before.slice(change.from + change.removed)];
        for (const part of parts) expect(part).toBe(wellFormed(part));
      }),
      seed,
    );
    // U+1F600 and U+1F601 share their first half, U+1F600 and U+1F900 their second.
    expect(spliceBetween('x😀', 'x😁')).toEqual({ from: 1, removed: 2, inserted: '😁' });
    expect(spliceBetween('😀x', '🨀x')).toEqual({ from: 0, removed: 2, inserted: '🨀' });
  });

  test('is the shortest: what is common at both ends is left alone', () => {
    expect(spliceBetween('aaa', 'aaaa')).toEqual({ from: 3, removed: 0, inserted: 'a' });
    expect(spliceBetween('one two three', 'one 2 three')).toEqual({ from: 4, removed: 3, inserted: '2' });
  });
});

test('a text is well-formed once surrogates that stand alone are replaced', () => {
  expect(wellFormed('a\ud800b😀\udc00')).toBe('a\ufffdb😀\ufffd');
});

describe('a text in pieces', () => {
  test('is after any replacements what the plain text is', () => {
    const changes = fc.array(
      fc.record({ at: fc.nat(30_000), removed: fc.nat(9_000), length: fc.constantFrom(0, 1, 5, 2_047, 2_048, 5_000) }),
      { maxLength: 30 },
    );
    fc.assert(
      fc.property(fc.nat(20_000), changes, (length, all) => {
        let plain = 'x'.repeat(length);
        const pieces = new TextPieces(plain);
        all.forEach(({ at, removed, length: inserted }, index) => {
          const from = at % (plain.length + 1);
          const letter = String.fromCharCode(97 + (index % 26));
          const change = { from, removed: Math.min(removed, plain.length - from), inserted: letter.repeat(inserted) };
          plain = applySplice(plain, change);
          expect(pieces.splice(change)).toBe(true);
          expect(pieces.length).toBe(plain.length);
        });
        expect(pieces.toString()).toBe(plain);
      }),
      { seed: 3, numRuns: 300 },
    );
  });

  test('refuses what does not lie within it, and stays as it was', () => {
    const pieces = new TextPieces('abc');
    for (const change of [
      { from: 4, removed: 0, inserted: 'x' },
      { from: 2, removed: 2, inserted: '' },
      { from: -1, removed: 1, inserted: '' },
    ])
      expect(pieces.splice(change)).toBe(false);
    expect(pieces.toString()).toBe('abc');
  });
});
