/**
 * Key chords written as text: `Mod+Shift+Enter`, `F6`, `?`. `Mod` is Command on Apple machines and Control elsewhere.
 * A chord that is a printable character without `Mod` names the character itself, so its Shift is not written.
 */
export type Chord = string;

export interface KeyPress {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
}

/** True if the key press is this chord. */
export function chordMatches(chord: Chord, press: KeyPress, apple: boolean): boolean {
  const { held, key } = partsOf(chord);
  const wantsMod = held.includes('Mod');
  const wantsAlt = held.includes('Alt');
  const wantsShift = held.includes('Shift');
  const mod = apple ? press.metaKey : press.ctrlKey;
  const otherMod = apple ? press.ctrlKey : press.metaKey;
  if (mod !== wantsMod || otherMod || press.altKey !== wantsAlt) return false;
  if (isPrintable(key) && !wantsMod) return press.key === key;
  return press.shiftKey === wantsShift && press.key.toLowerCase() === key.toLowerCase();
}

/**
 * The chord that a key press is, so that `chordMatches` is true of it. Null for a key that is only held down, for a key
 * without a name, and for the modifier that this kind of machine keeps for itself.
 */
export function chordOf(press: KeyPress, apple: boolean): Chord | null {
  const { key } = press;
  const otherMod = apple ? press.ctrlKey : press.metaKey;
  if (otherMod || key === '' || nameless.has(key)) return null;
  const mod = apple ? press.metaKey : press.ctrlKey;
  const character = isPrintable(key);
  const held = [
    ...(mod ? ['Mod'] : []),
    ...(press.altKey ? ['Alt'] : []),
    ...(press.shiftKey && (mod || !character) ? ['Shift'] : []),
  ];
  return [...held, character && mod ? key.toUpperCase() : key].join('+');
}

/** True if the text is written as a chord is: modifiers in their order, each once, then one key. */
export function isChord(text: string): boolean {
  return /^(Mod\+)?(Alt\+)?(Shift\+)?(\S|[A-Z][A-Za-z0-9]{1,23})$/u.test(text) && !nameless.has(text);
}

/** True if typing it in a text field would enter text, so that it must be left alone there. */
export function isTyping(chord: Chord): boolean {
  return partsOf(chord).held.length === 0 && isPrintable(chord);
}

/** Modifiers and key of a chord. The key may be `+` itself. */
export function partsOf(chord: Chord): { readonly held: readonly string[]; readonly key: string } {
  const end = chord.length < 2 ? -1 : chord.lastIndexOf('+', chord.length - 2);
  return end < 0 ? { held: [], key: chord } : { held: chord.slice(0, end).split('+'), key: chord.slice(end + 1) };
}

const arrowNames = { ArrowLeft: '←', ArrowRight: '→', ArrowUp: '↑', ArrowDown: '↓' };
const appleNames: Record<string, string> = { ...arrowNames, Mod: '⌘', Control: '⌃', Shift: '⇧', Alt: '⌥', Enter: '↩' };
const otherNames: Record<string, string> = { ...arrowNames, Mod: 'Ctrl', Control: 'Ctrl' };

/** The keys of a chord as they are written on this kind of machine, in order. */
export function chordKeys(chord: Chord, apple: boolean): readonly string[] {
  const names = apple ? appleNames : otherNames;
  const { held, key } = partsOf(chord);
  return [...held, key].map((each) => names[each] ?? each);
}

/** A chord as one text: `Ctrl+K`, `⌘K`. */
export function chordText(chord: Chord, apple: boolean): string {
  return chordKeys(chord, apple).join(apple ? '' : '+');
}

/** For `aria-keyshortcuts`, whose words are Control and Meta. */
export function chordForAria(chord: Chord, apple: boolean): string {
  return chord.replace('Mod', apple ? 'Meta' : 'Control');
}

export function isAppleMachine(): boolean {
  return /mac|iphone|ipad/i.test(navigator.platform);
}

/** Keys that are held, that lock, or that browsers do not name. */
const nameless: ReadonlySet<string> = new Set([
  'Alt',
  'AltGraph',
  'CapsLock',
  'Control',
  'Dead',
  'Fn',
  'FnLock',
  'Hyper',
  'Meta',
  'NumLock',
  'Process',
  'ScrollLock',
  'Shift',
  'Super',
  'Symbol',
  'SymbolLock',
  'Unidentified',
]);

function isPrintable(key: string): boolean {
  return [...key].length === 1;
}
