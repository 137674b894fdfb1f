/** What the keys of a trace do in it. Which keys those are is in the keyboard map. */
import type { TraceMove } from '../../view';
import { type Binding, bindingFor, bindings, type CommandId, defaultKeymap, type Keymap } from '../keyboard';

export type TraceCommand =
  | { readonly kind: 'move'; readonly move: TraceMove }
  | { readonly kind: 'go-to' }
  | { readonly kind: 'toggle-diffs' };

/** Where each command of the trace leads. */
export const traceMoves: Readonly<Partial<Record<CommandId, TraceMove>>> = {
  'step-next': 'next',
  'step-previous': 'previous',
  'step-next-on-node': 'next-on-node',
  'step-previous-on-node': 'previous-on-node',
  'step-cause': 'cause',
  'step-effect': 'effect',
  'step-first': 'first',
  'step-last': 'last',
  'step-no-return': 'no-return',
};

/** The commands whose keys work inside a trace, in the order of the map. */
export const traceBindings: readonly Binding[] = bindings.filter(({ pane }) => pane === 'trace');

/** What is read of a key press; a `KeyboardEvent` has it all. */
export interface TraceKeyPress {
  readonly key: string;
  readonly altKey: boolean;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly shiftKey: boolean;
}

/**
 * Where the key was pressed: in a text field every key belongs to the field; a slider keeps its keys; in a list
 * up and down go from item to item.
 */
export type KeyPlace = 'anywhere' | 'text' | 'slider' | 'list';

/** The command a key press asks for, or undefined if it is not one of ours. */
export function traceKeyCommand(
  press: TraceKeyPress,
  place: KeyPlace = 'anywhere',
  keymap: Keymap = defaultKeymap,
  apple = false,
): TraceCommand | undefined {
  if (place === 'text') return undefined;
  if (place === 'slider' && press.key.length > 1 && !press.altKey) return undefined;
  if (place === 'list' && !press.altKey && (press.key === 'ArrowUp' || press.key === 'ArrowDown')) return undefined;
  const found = bindingFor(traceBindings, keymap, press, apple, false);
  return found && traceCommand(found.command);
}

function traceCommand(command: CommandId): TraceCommand | undefined {
  if (command === 'step-go-to') return { kind: 'go-to' };
  if (command === 'toggle-diffs') return { kind: 'toggle-diffs' };
  const move = traceMoves[command];
  return move && { kind: 'move', move };
}

/** The place an element is, for `traceKeyCommand`. */
export function keyPlaceOf(target: EventTarget | null): KeyPlace {
  if (!(target instanceof HTMLElement)) return 'anywhere';
  if (target instanceof HTMLInputElement) {
    if (target.type === 'range') return 'slider';
    return ['checkbox', 'radio', 'button', 'submit', 'reset'].includes(target.type) ? 'anywhere' : 'text';
  }
  const editable =
    target.isContentEditable || target.closest('textarea, select, [role=textbox], .monaco-editor') !== null;
  if (editable) return 'text';
  return target.closest('[data-step-list]') === null ? 'anywhere' : 'list';
}
