import { expect, test } from 'vitest';
import { traceKeyCommand, traceKeys } from '../../src/app/trace/trace-keys';

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

test('the keys are those of the keyboard map', () => {
  const map = traceKeys.map(({ keys, alt, command }) => [
    keys.map((key) => (alt ? `Alt+${key}` : key)).join(' '),
    command.kind === 'move' ? command.move : command.kind,
  ]);
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

test('no two entries answer to the same key', () => {
  const presses = traceKeys.flatMap(({ keys, alt }) => keys.map((key) => `${alt} ${key}`));
  expect(new Set(presses).size).toBe(presses.length);
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
  for (const { keys, alt } of traceKeys) {
    for (const key of keys) expect(traceKeyCommand(press(key, { altKey: alt }), 'text')).toBeUndefined();
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
