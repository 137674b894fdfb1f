/**
 * The keyboard map: every command, its words and its keys, in the order in which help and palette list them. Keys that
 * step through a trace are in `src/app/trace`; keys inside the editor are Monaco's.
 */
import type { Chord } from './chord';

export type CommandId =
  | 'check'
  | 'check-full'
  | 'stop'
  | 'palette'
  | 'help'
  | 'pane-next'
  | 'pane-previous'
  | 'phase-understand'
  | 'phase-build'
  | 'phase-break'
  | 'phase-explain'
  | 'theme-light'
  | 'theme-dark'
  | 'theme-system'
  | 'export-work'
  | 'import-work'
  | 'reset-work'
  | 'undo-replacement'
  | 'close-trace'
  | 'step-next'
  | 'step-previous'
  | 'step-first'
  | 'step-last'
  | 'step-cause'
  | 'step-effect'
  | 'step-no-return'
  | 'go-home'
  | `go-challenge-${string}`;

export interface Binding {
  readonly command: CommandId;
  /** What it does, as an imperative: `Check every schedule`. */
  readonly title: string;
  /** Any of them works. Empty: reachable through the palette and the screen only. */
  readonly chords: readonly Chord[];
  /** Keys that a pane listens to itself, while it holds the focus; shown beside the command. */
  readonly paneChords?: readonly Chord[];
  /** Heading under which the palette lists it. */
  readonly group: 'Check' | 'Trace' | 'Screen' | 'Work' | 'Theme' | 'Go to';
}

export const bindings: readonly Binding[] = [
  { command: 'check', title: 'Check every schedule', chords: ['Mod+Enter'], group: 'Check' },
  { command: 'check-full', title: 'Check with full bounds', chords: ['Mod+Shift+Enter'], group: 'Check' },
  { command: 'stop', title: 'Stop the running check', chords: [], group: 'Check' },
  { command: 'step-next', title: 'Next step', chords: [], paneChords: ['ArrowRight'], group: 'Trace' },
  { command: 'step-previous', title: 'Previous step', chords: [], paneChords: ['ArrowLeft'], group: 'Trace' },
  { command: 'step-first', title: 'Initial state', chords: [], paneChords: ['Home'], group: 'Trace' },
  { command: 'step-last', title: 'Last step', chords: [], paneChords: ['End'], group: 'Trace' },
  { command: 'step-cause', title: 'Cause of this step', chords: [], paneChords: ['Alt+ArrowLeft'], group: 'Trace' },
  { command: 'step-effect', title: 'Effect of this step', chords: [], paneChords: ['Alt+ArrowRight'], group: 'Trace' },
  { command: 'step-no-return', title: 'Point of no return', chords: [], paneChords: ['x'], group: 'Trace' },
  { command: 'close-trace', title: 'Close the trace', chords: [], group: 'Trace' },
  { command: 'palette', title: 'Find a command', chords: ['Mod+K'], group: 'Screen' },
  { command: 'pane-next', title: 'Go to the next pane', chords: ['F6'], group: 'Screen' },
  { command: 'pane-previous', title: 'Go to the previous pane', chords: ['Shift+F6'], group: 'Screen' },
  { command: 'help', title: 'Show the keys that work in this pane', chords: ['?'], group: 'Screen' },
  { command: 'phase-understand', title: 'Phase: Understand', chords: [], group: 'Screen' },
  { command: 'phase-build', title: 'Phase: Build', chords: [], group: 'Screen' },
  { command: 'phase-break', title: 'Phase: Break', chords: [], group: 'Screen' },
  { command: 'phase-explain', title: 'Phase: Explain', chords: [], group: 'Screen' },
  { command: 'export-work', title: 'Export the work as a file', chords: [], group: 'Work' },
  { command: 'import-work', title: 'Import work from a file', chords: [], group: 'Work' },
  { command: 'reset-work', title: 'Reset the source to the starter', chords: [], group: 'Work' },
  { command: 'undo-replacement', title: 'Undo the last import or reset', chords: [], group: 'Work' },
  { command: 'theme-light', title: 'Theme: light', chords: [], group: 'Theme' },
  { command: 'theme-dark', title: 'Theme: dark', chords: [], group: 'Theme' },
  { command: 'theme-system', title: 'Theme: as the system', chords: [], group: 'Theme' },
  { command: 'go-home', title: 'Go to Home', chords: [], group: 'Go to' },
];

/** The binding of a command of the table. */
export function bindingOf(command: CommandId): Binding | undefined {
  return bindings.find((binding) => binding.command === command);
}
