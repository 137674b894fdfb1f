import { expect, test } from 'vitest';
import { chordForAria, chordKeys, chordMatches, isTyping, type KeyPress } from '../../../src/app/keyboard/chord';

const press = (key: string, held: Partial<KeyPress> = {}): KeyPress => ({
  key,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  ...held,
});

test('Mod is Control, and Command on Apple machines, and never both', () => {
  expect(chordMatches('Mod+Enter', press('Enter', { ctrlKey: true }), false)).toBe(true);
  expect(chordMatches('Mod+Enter', press('Enter', { metaKey: true }), false)).toBe(false);
  expect(chordMatches('Mod+Enter', press('Enter', { metaKey: true }), true)).toBe(true);
  expect(chordMatches('Mod+Enter', press('Enter', { metaKey: true, ctrlKey: true }), true)).toBe(false);
});

test('Shift makes another chord', () => {
  expect(chordMatches('Mod+Enter', press('Enter', { ctrlKey: true, shiftKey: true }), false)).toBe(false);
  expect(chordMatches('Mod+Shift+Enter', press('Enter', { ctrlKey: true, shiftKey: true }), false)).toBe(true);
  expect(chordMatches('F6', press('F6', { shiftKey: true }), false)).toBe(false);
});

test('a letter with Mod matches in either case; Caps Lock changes nothing', () => {
  expect(chordMatches('Mod+K', press('k', { ctrlKey: true }), false)).toBe(true);
  expect(chordMatches('Mod+K', press('K', { ctrlKey: true }), false)).toBe(true);
});

test('a character alone matches wherever the keyboard has it', () => {
  expect(chordMatches('?', press('?', { shiftKey: true }), false)).toBe(true);
  expect(chordMatches('?', press('?'), false)).toBe(true);
  expect(chordMatches('?', press('?', { ctrlKey: true }), false)).toBe(false);
});

test('only a bare character is typing', () => {
  expect(['?', 'x', 'Mod+K', 'F6', 'Alt+ArrowLeft'].map(isTyping)).toEqual([true, true, false, false, false]);
});

test('keys are written as the machine writes them', () => {
  expect(chordKeys('Mod+Shift+Enter', false)).toEqual(['Ctrl', 'Shift', 'Enter']);
  expect(chordKeys('Mod+Shift+Enter', true)).toEqual(['⌘', '⇧', '↩']);
  expect(chordForAria('Mod+Enter', true)).toBe('Meta+Enter');
});
