import { expect, test } from 'vitest';
import { createKeymap } from '../../src/app/keyboard/keymap';
import { traceBindings, traceKeyCommand } from '../../src/app/trace/trace-keys';

const press = (
  key: string,
  modifiers: Partial<Record<'altKey' | 'ctrlKey' | 'metaKey' | 'shiftKey', boolean>> = {},
) => ({
  key,
  altKey: false,
  ctrlKey: false,
  metaKey: false,
  shiftKey: false,
  ...modifiers,
});

const pressOf = (chord: string) =>
  chord.startsWith('Alt+') ? press(chord.slice('Alt+'.length), { altKey: true }) : press(chord);

test('the keys are those of the keyboard map, and each does something', () => {
  const map = traceBindings.map(({ chords }) => {
    const commands = chords.map((chord) => traceKeyCommand(pressOf(chord)));
    return [chords.join(' '), ...new Set(commands.map((found) => (found?.kind === 'move' ? found.move : found?.kind)))];
  });
  expect(map).toEqual([
    ['ArrowRight j', 'next'],
    ['ArrowLeft k', 'previous'],
    ['ArrowDown', 'next-on-node'],
    ['ArrowUp', 'previous-on-node'],
    ['Alt+ArrowLeft', 'cause'],
    ['Alt+ArrowRight', 'effect'],
    ['Home', 'first'],
    ['End', 'last'],
    ['x', 'no-return'],
    ['g', 'go-to'],
    ['d', 'toggle-diffs'],
  ]);
});

test('a changed key is answered, and the one it replaces is not', () => {
  const keymap = createKeymap({ 'step-next': ['n', 'Mod+ArrowRight'], 'step-previous': [] });
  expect(traceKeyCommand(press('n'), 'anywhere', keymap)).toEqual({ kind: 'move', move: 'next' });
  expect(traceKeyCommand(press('ArrowRight', { ctrlKey: true }), 'anywhere', keymap)).toMatchObject({ move: 'next' });
  expect(traceKeyCommand(press('ArrowRight'), 'anywhere', keymap)).toBeUndefined();
  expect(traceKeyCommand(press('k'), 'anywhere', keymap)).toBeUndefined();
  expect(traceKeyCommand(press('x'), 'anywhere', keymap)).toEqual({ kind: 'move', move: 'no-return' });
});

test('Alt makes an arrow follow causes', () => {
  expect(traceKeyCommand(press('ArrowLeft'))).toEqual({ kind: 'move', move: 'previous' });
  expect(traceKeyCommand(press('ArrowLeft', { altKey: true }))).toEqual({ kind: 'move', move: 'cause' });
});

test('keys with Control, Command or Shift belong to others', () => {
  expect(traceKeyCommand(press('j', { ctrlKey: true }))).toBeUndefined();
  expect(traceKeyCommand(press('ArrowRight', { metaKey: true }))).toBeUndefined();
  expect(traceKeyCommand(press('Home', { shiftKey: true }))).toBeUndefined();
});

test('in a text field every key is the field’s', () => {
  for (const { chords } of traceBindings) {
    for (const chord of chords) expect(traceKeyCommand(pressOf(chord), 'text')).toBeUndefined();
  }
});

test('a slider keeps its arrows, and letters still work on it', () => {
  expect(traceKeyCommand(press('ArrowRight'), 'slider')).toBeUndefined();
  expect(traceKeyCommand(press('Home'), 'slider')).toBeUndefined();
  expect(traceKeyCommand(press('j'), 'slider')).toEqual({ kind: 'move', move: 'next' });
  expect(traceKeyCommand(press('ArrowLeft', { altKey: true }), 'slider')).toEqual({ kind: 'move', move: 'cause' });
});

test('a list keeps up and down, which go from item to item', () => {
  expect(traceKeyCommand(press('ArrowDown'), 'list')).toBeUndefined();
  expect(traceKeyCommand(press('ArrowUp'), 'list')).toBeUndefined();
  expect(traceKeyCommand(press('ArrowRight'), 'list')).toEqual({ kind: 'move', move: 'next' });
});
