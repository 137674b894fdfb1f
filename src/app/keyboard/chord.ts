/**
 * Key chords written as text: `Mod+Shift+Enter`, `F6`, `?`. `Mod` is Command on Apple machines and Control elsewhere.
 * A chord that is a printable character alone names the character itself, so its Shift is not written.
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
  const parts = chord.split('+');
  const key = parts[parts.length - 1] ?? '';
  const wantsMod = parts.includes('Mod');
  const wantsAlt = parts.includes('Alt');
  const wantsShift = parts.includes('Shift');
  const mod = apple ? press.metaKey : press.ctrlKey;
  const otherMod = apple ? press.ctrlKey : press.metaKey;
  if (mod !== wantsMod || otherMod || press.altKey !== wantsAlt) return false;
  if (isPrintable(key) && !wantsMod) return press.key === key;
  return press.shiftKey === wantsShift && press.key.toLowerCase() === key.toLowerCase();
}

/** True if typing it in a text field would enter text, so that it must be left alone there. */
export function isTyping(chord: Chord): boolean {
  return !chord.includes('Mod+') && !chord.includes('Alt+') && isPrintable(chord);
}

const arrowNames = { ArrowLeft: '←', ArrowRight: '→', ArrowUp: '↑', ArrowDown: '↓' };
const appleNames: Record<string, string> = { ...arrowNames, Mod: '⌘', Control: '⌃', Shift: '⇧', Alt: '⌥', Enter: '↩' };
const otherNames: Record<string, string> = { ...arrowNames, Mod: 'Ctrl', Control: 'Ctrl' };

/** The keys of a chord as they are written on this kind of machine, in order. */
export function chordKeys(chord: Chord, apple: boolean): readonly string[] {
  const names = apple ? appleNames : otherNames;
  return chord.split('+').map((key) => names[key] ?? key);
}

/** For `aria-keyshortcuts`, whose words are Control and Meta. */
export function chordForAria(chord: Chord, apple: boolean): string {
  return chord.replace('Mod', apple ? 'Meta' : 'Control');
}

export function isAppleMachine(): boolean {
  return /mac|iphone|ipad/i.test(navigator.platform);
}

function isPrintable(key: string): boolean {
  return key.length === 1;
}
