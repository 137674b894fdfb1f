import { expect, test } from 'vitest';
import { bindings } from '../../../src/app/keyboard/bindings';
import { createCommandRegistry } from '../../../src/app/keyboard/command-registry';

const noKeys = { ctrlKey: false, metaKey: false, altKey: false, shiftKey: false };

test('no two commands share a key, and each has one row', () => {
  const chords = bindings.flatMap((binding) => binding.chords);
  expect(new Set(chords).size).toBe(chords.length);
  expect(new Set(bindings.map(({ command }) => command)).size).toBe(bindings.length);
});

test('the keys of the product are in the table', () => {
  const keyOf = Object.fromEntries(bindings.map(({ command, chords }) => [command, chords]));
  expect(keyOf).toMatchObject({
    check: ['Mod+Enter'],
    'check-full': ['Mod+Shift+Enter'],
    palette: ['Mod+K'],
    'pane-next': ['F6'],
    'pane-previous': ['Shift+F6'],
    help: ['?'],
  });
});

test('only what is offered is available, in the order of the table', () => {
  const registry = createCommandRegistry();
  const withdraw = registry.register({ help: { run() {} }, check: { run() {} } });
  expect(registry.available().map(({ binding }) => binding.command)).toEqual(['check', 'help']);
  withdraw();
  expect(registry.available()).toEqual([]);
});

test('the later offer of a command wins until it is withdrawn', () => {
  const registry = createCommandRegistry();
  const ran: string[] = [];
  registry.register({ check: { run: () => ran.push('page') } });
  const withdraw = registry.register({ check: { run: () => ran.push('dialog') } });
  registry.available()[0]?.run();
  withdraw();
  registry.available()[0]?.run();
  expect(ran).toEqual(['dialog', 'page']);
});

test('a key finds its command, except that characters typed into a field stay text', () => {
  const registry = createCommandRegistry();
  registry.register({ help: { run() {} }, check: { run() {} } });
  const find = (key: string, held: object, inField: boolean) =>
    registry.match({ key, ...noKeys, ...held }, inField, false)?.binding.command;
  expect(find('?', { shiftKey: true }, false)).toBe('help');
  expect(find('?', { shiftKey: true }, true)).toBeUndefined();
  expect(find('Enter', { ctrlKey: true }, true)).toBe('check');
  expect(find('k', { ctrlKey: true }, false)).toBeUndefined();
});

test('listeners hear of every change, and the list is the same value in between', () => {
  const registry = createCommandRegistry();
  let heard = 0;
  const unsubscribe = registry.subscribe(() => {
    heard += 1;
  });
  const withdraw = registry.register({ check: { run() {} } });
  expect(registry.available()).toBe(registry.available());
  withdraw();
  unsubscribe();
  registry.register({ check: { run() {} } });
  expect(heard).toBe(2);
});
