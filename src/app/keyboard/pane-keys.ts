/** Keys that a pane handles itself, for the help dialog. Written as chords; `/` separates alternatives. */
import type { Chord } from './chord';

export interface PaneKeys {
  /** `data-pane` of the pane. */
  readonly pane: string;
  /** Heading: `In the editor`. */
  readonly title: string;
  readonly keys: readonly { readonly chords: readonly Chord[]; readonly title: string }[];
}

export const editorKeys: PaneKeys = {
  pane: 'editor',
  title: 'In the editor',
  keys: [
    { chords: ['Control+M'], title: 'Let Tab leave the editor, or stay in it' },
    { chords: ['Control+Space'], title: 'Suggest what can be written here' },
    { chords: ['F12'], title: 'Go to the definition' },
    { chords: ['F8'], title: 'Go to the next problem' },
    { chords: ['Mod+F'], title: 'Find in the source' },
    { chords: ['F1'], title: 'All commands of the editor' },
  ],
};

export const checkKeys: PaneKeys = {
  pane: 'check',
  title: 'In the bounds of a check',
  keys: [{ chords: ['ArrowUp', 'ArrowDown'], title: 'One more, one less' }],
};

export const separatorKeys: PaneKeys = {
  pane: 'separator',
  title: 'On the line between two panes',
  keys: [{ chords: ['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown'], title: 'Move it' }],
};
