/**
 * The keyboard map: every command, its words and the keys it has until somebody changes them (see `keymap.ts`), in the
 * order in which help and palette list them. Keys inside the editor are Monaco's.
 */
import type { Chord } from './chord';

export type CommandId =
  | 'check'
  | 'check-full'
  | 'stop'
  | 'pause'
  | 'resume'
  | 'go-on'
  | 'discard-kept'
  | 'palette'
  | 'help'
  | 'change-keys'
  | 'pane-next'
  | 'pane-previous'
  | 'phase-understand'
  | 'phase-build'
  | 'phase-break'
  | 'phase-explain'
  | 'theme-light'
  | 'theme-dark'
  | 'theme-system'
  | 'submit-work'
  | 'seal-work'
  | 'back-to-work'
  | 'export-work'
  | 'import-work'
  | 'reset-work'
  | 'undo-replacement'
  | 'close-trace'
  | 'step-next'
  | 'step-previous'
  | 'step-next-on-node'
  | 'step-previous-on-node'
  | 'step-first'
  | 'step-last'
  | 'step-cause'
  | 'step-effect'
  | 'step-no-return'
  | 'step-go-to'
  | 'toggle-diffs'
  | 'show-play'
  | 'show-check'
  | 'show-measure'
  | 'play-from-trace'
  | 'play-fork'
  | 'play-branch-next'
  | 'play-undo'
  | 'play-redo'
  | 'play-name'
  | 'play-remove'
  | 'play-run-until'
  | `play-choice-${number}`
  | 'next-submission'
  | 'previous-submission'
  | 'go-home'
  | 'go-review'
  | 'go-studio'
  | 'go-packs'
  | 'go-keys'
  | 'go-invite'
  | 'go-feedback'
  | `go-challenge-${string}`
  | `go-draft-${string}`;

export interface Binding {
  readonly command: CommandId;
  /** What it does, as an imperative: `Check every schedule`. */
  readonly title: string;
  /** Any of them works. Empty: reachable through the palette and the screen only. */
  readonly chords: readonly Chord[];
  /** Set if the keys are listened to by the trace or by Play, while the focus is in it; the others work on the whole page. */
  readonly pane?: 'trace' | 'play';
  /** Heading under which the palette lists it. */
  readonly group: 'Check' | 'Trace' | 'Play' | 'Screen' | 'Work' | 'Theme' | 'Go to';
}

/** Steps of the list that have a key. */
export const choiceNumbers = [1, 2, 3, 4, 5, 6, 7, 8, 9] as const;

export const bindings: readonly Binding[] = [
  { command: 'check', title: 'Check every schedule', chords: ['Mod+Enter'], group: 'Check' },
  { command: 'check-full', title: 'Check with full bounds', chords: ['Mod+Shift+Enter'], group: 'Check' },
  { command: 'stop', title: 'Stop the running check', chords: [], group: 'Check' },
  { command: 'pause', title: 'Pause the running check', chords: [], group: 'Check' },
  { command: 'resume', title: 'Resume the paused check', chords: [], group: 'Check' },
  { command: 'go-on', title: 'Go on with the saved check', chords: [], group: 'Check' },
  { command: 'discard-kept', title: 'Discard the saved check', chords: [], group: 'Check' },
  inTrace('step-next', 'Next step', ['ArrowRight', 'j']),
  inTrace('step-previous', 'Previous step', ['ArrowLeft', 'k']),
  inTrace('step-next-on-node', 'Next step of the same node', ['ArrowDown']),
  inTrace('step-previous-on-node', 'Previous step of the same node', ['ArrowUp']),
  inTrace('step-cause', 'Cause of this step', ['Alt+ArrowLeft']),
  inTrace('step-effect', 'Effect of this step', ['Alt+ArrowRight']),
  inTrace('step-first', 'Initial state', ['Home']),
  inTrace('step-last', 'Last step', ['End']),
  inTrace('step-no-return', 'Point of no return', ['x']),
  inTrace('step-go-to', 'Go to a step by number', ['g']),
  inTrace('toggle-diffs', 'Show or hide differences', ['d']),
  { command: 'close-trace', title: 'Close the trace', chords: [], group: 'Trace' },
  { command: 'play-from-trace', title: 'Play on from this step', chords: [], group: 'Play' },
  inPlay('play-fork', 'Fork: a step back, to try another one', ['f']),
  inPlay('play-branch-next', 'Next branch', ['b']),
  inPlay('play-undo', 'Undo the last move', ['Mod+Z']),
  inPlay('play-redo', 'Redo the move that was undone', ['Mod+Shift+Z']),
  inPlay('play-name', 'Name this state', ['F2']),
  inPlay('play-remove', 'Delete this state and all that follows', ['Shift+Delete']),
  inPlay('play-run-until', 'Run until …', ['u']),
  ...choiceNumbers.map((number) =>
    inPlay(`play-choice-${number}`, `Take step ${number} of the list`, [String(number)]),
  ),
  { command: 'palette', title: 'Find a command', chords: ['Mod+K'], group: 'Screen' },
  { command: 'pane-next', title: 'Go to the next pane', chords: ['F6'], group: 'Screen' },
  { command: 'pane-previous', title: 'Go to the previous pane', chords: ['Shift+F6'], group: 'Screen' },
  { command: 'help', title: 'Show the keys that work in this pane', chords: ['?'], group: 'Screen' },
  { command: 'change-keys', title: 'Change the keys', chords: [], group: 'Screen' },
  { command: 'show-play', title: 'Play: take steps by hand', chords: [], group: 'Screen' },
  { command: 'show-check', title: 'Check: verdict and bounds', chords: [], group: 'Screen' },
  { command: 'show-measure', title: 'Measure: simulate in time', chords: [], group: 'Screen' },
  { command: 'phase-understand', title: 'Phase: Understand', chords: [], group: 'Screen' },
  { command: 'phase-build', title: 'Phase: Build', chords: [], group: 'Screen' },
  { command: 'phase-break', title: 'Phase: Break', chords: [], group: 'Screen' },
  { command: 'phase-explain', title: 'Phase: Explain', chords: [], group: 'Screen' },
  { command: 'submit-work', title: 'Hand in the work', chords: [], group: 'Work' },
  { command: 'seal-work', title: 'Seal and save the submission', chords: [], group: 'Work' },
  { command: 'back-to-work', title: 'Go back to the work', chords: [], group: 'Work' },
  { command: 'export-work', title: 'Export the work as a file', chords: [], group: 'Work' },
  { command: 'import-work', title: 'Import work from a file', chords: [], group: 'Work' },
  { command: 'reset-work', title: 'Reset the source to the starter', chords: [], group: 'Work' },
  { command: 'undo-replacement', title: 'Undo the last import or reset', chords: [], group: 'Work' },
  { command: 'theme-light', title: 'Theme: light', chords: [], group: 'Theme' },
  { command: 'theme-dark', title: 'Theme: dark', chords: [], group: 'Theme' },
  { command: 'theme-system', title: 'Theme: as the system', chords: [], group: 'Theme' },
  { command: 'next-submission', title: 'Next submission', chords: ['Alt+n'], group: 'Go to' },
  { command: 'previous-submission', title: 'Previous submission', chords: ['Alt+p'], group: 'Go to' },
  { command: 'go-home', title: 'Go to Home', chords: [], group: 'Go to' },
  { command: 'go-review', title: 'Go to Review', chords: [], group: 'Go to' },
  { command: 'go-studio', title: 'Go to Studio', chords: [], group: 'Go to' },
  { command: 'go-packs', title: 'Go to Packs', chords: [], group: 'Go to' },
  { command: 'go-keys', title: 'Go to Keys', chords: [], group: 'Go to' },
  { command: 'go-invite', title: 'Go to Make an invite', chords: [], group: 'Go to' },
  { command: 'go-feedback', title: 'Go to Feedback', chords: [], group: 'Go to' },
];

/** The binding of a command of the table. */
export function bindingOf(command: string): Binding | undefined {
  return bindings.find((binding) => binding.command === command);
}

function inTrace(command: CommandId, title: string, chords: readonly Chord[]): Binding {
  return { command, title, chords, pane: 'trace', group: 'Trace' };
}

function inPlay(command: CommandId, title: string, chords: readonly Chord[]): Binding {
  return { command, title, chords, pane: 'play', group: 'Play' };
}
