/** The keys that step through a trace, as a table, so that help and tests read the same one. */
import type { TraceMove } from '../../view';

export type TraceCommand =
  | { readonly kind: 'move'; readonly move: TraceMove }
  | { readonly kind: 'go-to' }
  | { readonly kind: 'toggle-diffs' };

export interface TraceKey {
  /** Values of `KeyboardEvent.key`, any of which will do. */
  readonly keys: readonly string[];
  readonly alt: boolean;
  /** For the help of the pane: `cause of this step`. */
  readonly meaning: string;
  readonly command: TraceCommand;
}

const move = (keys: readonly string[], to: TraceMove, meaning: string, alt = false): TraceKey => ({
  keys,
  alt,
  meaning,
  command: { kind: 'move', move: to },
});

export const traceKeys: readonly TraceKey[] = [
  move(['ArrowRight', 'j'], 'next', 'next step'),
  move(['ArrowLeft', 'k'], 'previous', 'previous step'),
  move(['ArrowDown'], 'next-on-node', 'next step of the same node'),
  move(['ArrowUp'], 'previous-on-node', 'previous step of the same node'),
  move(['ArrowLeft'], 'cause', 'cause of this step', true),
  move(['ArrowRight'], 'effect', 'effect of this step', true),
  move(['Home'], 'first', 'initial state'),
  move(['End'], 'last', 'last step'),
  move(['x'], 'no-return', 'point of no return'),
  { keys: ['g'], alt: false, meaning: 'go to a step by number', command: { kind: 'go-to' } },
  { keys: ['d'], alt: false, meaning: 'show or hide differences', command: { kind: 'toggle-diffs' } },
];

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
export function traceKeyCommand(press: TraceKeyPress, place: KeyPlace = 'anywhere'): TraceCommand | undefined {
  if (press.ctrlKey || press.metaKey || press.shiftKey || place === 'text') return undefined;
  if (place === 'slider' && press.key.length > 1 && !press.altKey) return undefined;
  if (place === 'list' && !press.altKey && (press.key === 'ArrowUp' || press.key === 'ArrowDown')) return undefined;
  return traceKeys.find(({ keys, alt }) => alt === press.altKey && keys.includes(press.key))?.command;
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
