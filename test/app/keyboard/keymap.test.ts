import { expect, test } from 'vitest';
import { type Binding, bindingOf, bindings } from '../../../src/app/keyboard/bindings';
import { chordMatches, chordOf, isChord, type KeyPress, partsOf } from '../../../src/app/keyboard/chord';
import { createCommandRegistry } from '../../../src/app/keyboard/command-registry';
import {
  chordCountMax,
  createKeymap,
  defaultKeymap,
  isChanged,
  type Keymap,
  obstacleTo,
  parseKeyChanges,
  withDefaults,
  withKey,
  withoutKey,
} from '../../../src/app/keyboard/keymap';

const press = (key: string, held: Partial<KeyPress> = {}): KeyPress => ({
  key,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  ...held,
});

function named(command: string): Binding {
  const binding = bindingOf(command);
  if (!binding) throw new Error(`no command ${command}`);
  return binding;
}

function keysOf(keymap: Keymap, command: string): readonly string[] {
  return keymap.chordsOf(named(command));
}

test('a key press is the chord that matches it', () => {
  const presses = [
    press('k', { ctrlKey: true }),
    press('K', { ctrlKey: true, shiftKey: true }),
    press('?', { shiftKey: true }),
    press('x'),
    press('X', { shiftKey: true }),
    press('+', { shiftKey: true }),
    press('+', { ctrlKey: true }),
    press('F6', { shiftKey: true }),
    press('ArrowLeft', { altKey: true, shiftKey: true }),
    press('é'),
  ];
  const chords = presses.map((each) => chordOf(each, false));
  expect(chords).toEqual(['Mod+K', 'Mod+Shift+K', '?', 'x', 'X', '+', 'Mod++', 'Shift+F6', 'Alt+Shift+ArrowLeft', 'é']);
  presses.forEach((each, index) => {
    expect(isChord(chords[index] ?? ''), chords[index] ?? '').toBe(true);
    expect(chordMatches(chords[index] ?? '', each, false)).toBe(true);
    const others = presses.filter((other) => chordMatches(chords[index] ?? '', other, false));
    expect(others).toEqual([each]);
  });
});

test('keys that are only held, and the modifier of the system, are no chords', () => {
  expect(chordOf(press('Shift', { shiftKey: true }), false)).toBeNull();
  expect(chordOf(press('Dead'), false)).toBeNull();
  expect(chordOf(press('Process'), false)).toBeNull();
  expect(chordOf(press('k', { metaKey: true }), false)).toBeNull();
  expect(chordOf(press('k', { metaKey: true }), true)).toBe('Mod+K');
  expect(chordOf(press('k', { ctrlKey: true }), true)).toBeNull();
});

test('a chord falls into its keys, the plus key too', () => {
  expect(partsOf('Mod+Shift+Enter')).toEqual({ held: ['Mod', 'Shift'], key: 'Enter' });
  expect(partsOf('Mod++')).toEqual({ held: ['Mod'], key: '+' });
  expect(partsOf('+')).toEqual({ held: [], key: '+' });
  expect(['Mod+', 'Shift+Mod+K', 'enter', 'Mod+K+L', ' ', '', 'Shift'].filter(isChord)).toEqual([]);
});

test('every key of the table could have been chosen for its command', () => {
  for (const binding of bindings) {
    for (const chord of binding.chords) {
      expect(isChord(chord), chord).toBe(true);
      expect(obstacleTo(defaultKeymap, binding, chord), `${chord} for ${binding.command}`).toBeNull();
    }
  }
});

test('a key is replaced, added and removed', () => {
  const replaced = withKey(defaultKeymap, named('step-next'), 'n', 'j');
  expect(keysOf(replaced, 'step-next')).toEqual(['ArrowRight', 'n']);
  const added = withKey(replaced, named('step-next'), 'm', null);
  expect(keysOf(added, 'step-next')).toEqual(['ArrowRight', 'n', 'm']);
  expect(keysOf(withoutKey(added, named('step-next'), 'n'), 'step-next')).toEqual(['ArrowRight', 'm']);
  expect(keysOf(withKey(added, named('step-next'), 'm', null), 'step-next'), 'once only').toHaveLength(3);
  expect(isChanged(added, named('step-next'))).toBe(true);
  expect(isChanged(added, named('step-previous'))).toBe(false);
});

test('a command has no more keys than can be shown', () => {
  const many = ['1', '2', '3', '4', '5', '6'].reduce(
    (keymap, chord) => withKey(keymap, named('stop'), chord, null),
    defaultKeymap,
  );
  expect(keysOf(many, 'stop')).toEqual(['1', '2', '3', '4']);
  expect(chordCountMax).toBe(4);
});

test('a key that another command has is said to be, and is taken from there', () => {
  expect(obstacleTo(defaultKeymap, named('stop'), 'Mod+K')).toEqual({ kind: 'taken', by: named('palette') });
  expect(obstacleTo(defaultKeymap, named('stop'), 'x'), 'keys of a pane count').toMatchObject({ kind: 'taken' });
  const taken = withKey(defaultKeymap, named('stop'), 'Mod+K', null);
  expect(keysOf(taken, 'stop')).toEqual(['Mod+K']);
  expect(keysOf(taken, 'palette')).toEqual([]);
  expect(obstacleTo(taken, named('palette'), 'Mod+K')).toEqual({ kind: 'taken', by: named('stop') });
});

test('keys that the browser, writing, or the page itself needs are refused', () => {
  const refused = (command: string, chord: string) => obstacleTo(defaultKeymap, named(command), chord)?.kind;
  for (const chord of ['Mod+W', 'Mod+C', 'Mod+Shift+Z', 'Tab', 'Shift+Tab', 'Enter', 'Escape', 'F5', 'Mod+ ', ' ']) {
    expect(refused('stop', chord), chord).toBe('refused');
    expect(refused('step-next', chord), chord).toBe('refused');
    expect(withKey(defaultKeymap, named('stop'), chord, null)).toBe(defaultKeymap);
  }
  for (const chord of ['ArrowDown', 'Home', 'Mod+ArrowLeft', 'Mod+F', 'F12', 'F1']) {
    expect(refused('stop', chord), chord).toBe('refused');
  }
  expect(refused('step-next', 'PageDown'), 'the trace has a cursor of its own').toBeUndefined();
  expect(refused('stop', 'Alt+Shift+ArrowDown')).toBeUndefined();
});

test('one reset brings the keys of the table back, from whoever has them now', () => {
  const taken = withKey(withKey(defaultKeymap, named('stop'), 'Mod+K', null), named('palette'), 'F9', null);
  const reset = withDefaults(taken, named('palette'));
  expect(keysOf(reset, 'palette')).toEqual(['Mod+K']);
  expect(keysOf(reset, 'stop')).toEqual([]);
  expect(reset.changes, 'what is as in the table is not stored').toEqual({});
});

test('no sequence of changes gives one key to two commands', () => {
  const chords = ['n', 'x', 'j', 'Mod+K', 'F6', 'F9', '?', 'Mod+k'];
  let keymap = defaultKeymap;
  for (let turn = 0; turn < 400; turn += 1) {
    const binding = bindings[(turn * 7) % bindings.length] as Binding;
    const chord = chords[(turn * 5) % chords.length] as string;
    const had = keymap.chordsOf(binding);
    keymap = turn % 11 === 0 ? withDefaults(keymap, binding) : withKey(keymap, binding, chord, had[turn % 3] ?? null);
    const all = bindings.flatMap((each) => keymap.chordsOf(each).map((own) => own.toLowerCase()));
    expect(new Set(all).size, `after turn ${turn}`).toBe(all.length);
  }
});

test('stored changes are read back as they were', () => {
  const taken = withKey(withKey(defaultKeymap, named('stop'), 'Mod+K', null), named('step-next'), 'n', 'j');
  const stored: unknown = JSON.parse(JSON.stringify(taken.changes));
  expect(parseKeyChanges(stored)).toEqual(taken.changes);
  expect(taken.changes).toEqual({ stop: ['Mod+K'], palette: [], 'step-next': ['ArrowRight', 'n'] });
});

test('what was stored and does not fit is left out', () => {
  expect(parseKeyChanges(null)).toEqual({});
  expect(parseKeyChanges([['n']])).toEqual({});
  expect(parseKeyChanges('Mod+K')).toEqual({});
  expect(
    parseKeyChanges({
      'no-such-command': ['n'],
      constructor: ['n'],
      check: 'n',
      'check-full': [1],
      stop: ['Tab', 'F9'],
      palette: ['F3', 'F9'],
      help: ['1', '2', '3', '4', '5'],
      'step-next': ['<img src=x>'],
    }),
  ).toEqual({ stop: ['F9'], palette: ['F3'] });
});

test('a stored key that the table gives to another command stays where it was put', () => {
  const changes = parseKeyChanges({ stop: ['F6'] });
  expect(changes).toEqual({ stop: ['F6'], 'pane-next': [] });
});

test('changed keys find their command', () => {
  const registry = createCommandRegistry();
  registry.register({ palette: { run() {} }, stop: { run() {} }, 'step-next': { run() {} } });
  const keymap = createKeymap({ palette: ['F9'], stop: ['q'], 'step-next': ['n'] });
  const find = (key: string, held: Partial<KeyPress>, inField = false) =>
    registry.match(press(key, held), inField, false, keymap)?.binding.command;
  expect(find('F9', {}, true)).toBe('palette');
  expect(find('k', { ctrlKey: true })).toBeUndefined();
  expect(find('q', {})).toBe('stop');
  expect(find('q', {}, true), 'a letter in a field is text').toBeUndefined();
  expect(find('n', {}), 'keys of the trace belong to the trace').toBeUndefined();
});
