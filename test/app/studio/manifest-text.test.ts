/** Form and source of `pack.json` in step. */
import { expect, test } from 'vitest';
import { draftTitle, looseObject, slugOf, withField } from '../../../src/app/studio/manifest-text';

const text = '{\n  "title": "A",\n  "unknown": [1, { "deep": true }],\n  "tiers": { "quick": { "n": 1 } }\n}\n';

test('a field that is set changes nothing else, whatever the form does not know', () => {
  expect(looseObject(withField(text, ['tiers', 'quick', 'n'], 3))).toEqual({
    title: 'A',
    unknown: [1, { deep: true }],
    tiers: { quick: { n: 3 } },
  });
});

test('a field that is set to nothing goes, and so does an item of a list', () => {
  const without = withField(withField(text, ['tiers', 'quick', 'n'], undefined), ['unknown', 0], undefined);
  expect(looseObject(without)).toEqual({ title: 'A', unknown: [{ deep: true }], tiers: { quick: {} } });
});

test('a text that is not JSON stays as it is', () => {
  expect(withField('{ "title": ', ['title'], 'B')).toBe('{ "title": ');
});

test('a draft is called by its title, and has a name where it has none', () => {
  expect(draftTitle(new Map([['pack.json', text]]))).toBe('A');
  expect(draftTitle(new Map([['pack.json', '{']]))).toBe('Untitled challenge');
  expect(draftTitle(new Map([['pack.json', new Uint8Array([1])]]))).toBe('Untitled challenge');
});

test('a title gives a short name', () => {
  expect(slugOf('Two-phase commit, and its window!')).toBe('two-phase-commit-and-its-window');
  expect(slugOf('¿…?')).toBe('challenge');
});
