/** Which keys a command has now: those of the table, or those that somebody chose instead. */
import { type Binding, bindings } from './bindings';
import { type Chord, chordMatches, isChord, isTyping, type KeyPress, partsOf } from './chord';
import { checkKeys, editorKeys } from './pane-keys';

/** The keys that were chosen, by command; a command that is not in it has those of the table. */
export type KeyChanges = Readonly<Record<string, readonly Chord[]>>;

export interface Keymap {
  readonly changes: KeyChanges;
  /** The keys of a command. A command that is not in the table has those that its binding brings. */
  chordsOf(binding: Binding): readonly Chord[];
}

/** Most keys that one command can have. */
export const chordCountMax = 4;

export function createKeymap(changes: KeyChanges): Keymap {
  return { changes, chordsOf: ({ command, chords }) => changes[command] ?? chords };
}

export const defaultKeymap: Keymap = createKeymap({});

/** The command of one place, page or trace, that a key press asks for. In a text field, what is typed is text. */
export function bindingFor<Listed extends Binding>(
  candidates: readonly Listed[],
  keymap: Keymap,
  press: KeyPress,
  apple: boolean,
  inTextField: boolean,
): Listed | undefined {
  return candidates.find((binding) =>
    keymap.chordsOf(binding).some((chord) => !(inTextField && isTyping(chord)) && chordMatches(chord, press, apple)),
  );
}

/** What stands in the way of giving a command a key. */
export type KeyObstacle =
  /** Another command has it; it can be taken from there. */
  | { readonly kind: 'taken'; readonly by: Binding }
  /** It cannot be used. The sentence says why. */
  | { readonly kind: 'refused'; readonly sentence: string };

/** Why the key cannot simply be given to the command; null if it can. */
export function obstacleTo(keymap: Keymap, binding: Binding, chord: Chord): KeyObstacle | null {
  const refusal = refusalOf(binding, chord);
  if (refusal !== null) return { kind: 'refused', sentence: refusal };
  const by = bindings.find((other) => other !== binding && keymap.chordsOf(other).some((own) => same(own, chord)));
  return by ? { kind: 'taken', by } : null;
}

/**
 * Gives a key to a command, in place of one it has or besides those it has, and takes it from any other command. Nothing
 * changes if the key is refused, or if it would be one too many.
 */
export function withKey(keymap: Keymap, binding: Binding, chord: Chord, instead: Chord | null): Keymap {
  if (refusalOf(binding, chord) !== null) return keymap;
  const had = keymap.chordsOf(binding);
  const kept = had.filter((own) => !same(own, chord) || own === instead);
  const next = instead === null ? [...kept, chord] : kept.map((own) => (own === instead ? chord : own));
  if (next.length > chordCountMax) return keymap;
  const losers = bindings.filter(
    (other) => other !== binding && keymap.chordsOf(other).some((own) => same(own, chord)),
  );
  const changed = losers.map((loser): [Binding, readonly Chord[]] => [
    loser,
    keymap.chordsOf(loser).filter((own) => !same(own, chord)),
  ]);
  return withChanges(keymap, [...changed, [binding, next]]);
}

export function withoutKey(keymap: Keymap, binding: Binding, chord: Chord): Keymap {
  return withChanges(keymap, [[binding, keymap.chordsOf(binding).filter((own) => own !== chord)]]);
}

/** Gives a command the keys of the table back, and takes them from the commands that got them meanwhile. */
export function withDefaults(keymap: Keymap, binding: Binding): Keymap {
  const cleared = withChanges(keymap, [[binding, []]]);
  return binding.chords.reduce((next, chord) => withKey(next, binding, chord, null), cleared);
}

export function isChanged(keymap: Keymap, { command }: Binding): boolean {
  return keymap.changes[command] !== undefined;
}

/**
 * Reads stored changes: what is not a command of the table with a list of keys that it may have is left out, and so is a
 * key that another command was given before it. A key of the table that somebody gave to another command stays there.
 */
export function parseKeyChanges(value: unknown): KeyChanges {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return {};
  const stored = new Map<string, unknown>(Object.entries(value));
  const given: Chord[] = [];
  const changes: Record<string, readonly Chord[]> = {};
  for (const binding of bindings) {
    const chords = stored.get(binding.command);
    if (!Array.isArray(chords) || chords.length > chordCountMax) continue;
    if (!chords.every((chord): chord is Chord => typeof chord === 'string' && isChord(chord))) continue;
    const fitting = chords.filter(
      (chord) => refusalOf(binding, chord) === null && !given.some((other) => same(other, chord)),
    );
    given.push(...fitting);
    changes[binding.command] = fitting;
  }
  for (const { command, chords } of bindings) {
    if (changes[command] !== undefined) continue;
    const left = chords.filter((chord) => !given.some((other) => same(other, chord)));
    if (left.length < chords.length) changes[command] = left;
  }
  return normalised(changes);
}

/** Keys that only one program on the machine can have, and it is the browser. */
const browserKeys: readonly Chord[] = [
  ...['W', 'T', 'N', 'Q', 'R', 'L'].map((letter) => `Mod+${letter}`),
  ...['W', 'T', 'N', 'Q', 'R'].map((letter) => `Mod+Shift+${letter}`),
  'Mod+Tab',
  'Mod+Shift+Tab',
  'Mod+F4',
  'Alt+F4',
  'Alt+Tab',
  'F5',
  'F11',
];

/** What writing needs: cut, copy, paste, undo, select all. */
const writingKeys: readonly Chord[] = ['X', 'C', 'V', 'Z', 'A', 'Y', 'Shift+Z', 'Shift+V'].map((key) => `Mod+${key}`);

/** Of these, what a pane without a text of its own may use while the focus is in it. */
const undoKeys: readonly Chord[] = ['Mod+Z', 'Mod+Shift+Z', 'Mod+Y'];

/** What moves between the parts of a page, uses them, and leaves them. */
const pageKeys: ReadonlySet<string> = new Set(['Tab', 'Enter', 'Escape', ' ', 'Backspace', 'Delete', 'ContextMenu']);

/** What moves a cursor, a slider or a choice, wherever there is one. */
const cursorKeys: ReadonlySet<string> = new Set([
  'ArrowLeft',
  'ArrowRight',
  'ArrowUp',
  'ArrowDown',
  'Home',
  'End',
  'PageUp',
  'PageDown',
]);

function refusalOf(binding: Binding, chord: Chord): string | null {
  if (!isChord(chord)) return 'This key has no name that could be kept.';
  const { held, key } = partsOf(chord);
  if (browserKeys.some((own) => same(own, chord))) return 'The browser or the system keeps this key for itself.';
  const isUndo = binding.pane === 'play' && undoKeys.some((own) => same(own, chord));
  if (!isUndo && writingKeys.some((own) => same(own, chord)))
    return 'Writing needs this key: cut, copy, paste, undo, select all.';
  const free = held.includes('Mod') || held.includes('Alt');
  const isDeletion = binding.pane === 'play' && key === 'Delete' && held.includes('Shift');
  if (!free && !isDeletion && pageKeys.has(key))
    return 'This key moves between the parts of the page, uses them or leaves them.';
  if (binding.pane !== undefined) return null;
  if (!held.includes('Alt') && cursorKeys.has(key))
    return 'This key moves cursors, sliders and choices on the whole page.';
  const pane = [editorKeys, checkKeys].find(({ keys }) =>
    keys.some(({ chords }) => chords.some((own) => same(own.replace('Control', 'Mod'), chord))),
  );
  return pane ? `${pane.title}, this key has another meaning.` : null;
}

/** Letters with `Mod` are the same in either case. */
function same(first: Chord, second: Chord): boolean {
  if (first === second) return true;
  return first.startsWith('Mod+') && first.toLowerCase() === second.toLowerCase();
}

function withChanges(keymap: Keymap, entries: readonly (readonly [Binding, readonly Chord[]])[]): Keymap {
  const changes: Record<string, readonly Chord[]> = { ...keymap.changes };
  for (const [{ command }, chords] of entries) changes[command] = chords;
  return createKeymap(normalised(changes));
}

/** Leaves out what is as in the table. */
function normalised(changes: KeyChanges): KeyChanges {
  const kept = bindings.flatMap(({ command, chords }): [string, readonly Chord[]][] => {
    const own = changes[command];
    return own === undefined || own.join(' ') === chords.join(' ') ? [] : [[command, own]];
  });
  return Object.fromEntries(kept);
}
