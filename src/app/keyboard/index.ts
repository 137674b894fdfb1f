export { type Binding, bindingOf, bindings, type CommandId, choiceNumbers } from './bindings';
export {
  type Chord,
  chordForAria,
  chordKeys,
  chordMatches,
  chordOf,
  chordText,
  isAppleMachine,
  type KeyPress,
} from './chord';
export { type AvailableCommand, type CommandOffers, createCommandRegistry } from './command-registry';
export { KeyCombo } from './key-combo';
export {
  KeyboardProvider,
  type KeyRecorder,
  useAvailableCommands,
  useChangeKeymap,
  useCommandOffers,
  useCommands,
  useKeymap,
  useKeyRecorder,
} from './keyboard-provider';
export {
  bindingFor,
  chordCountMax,
  defaultKeymap,
  isChanged,
  type Keymap,
  obstacleTo,
  withDefaults,
  withKey,
  withoutKey,
} from './keymap';
export { focusedPane, focusNeighbourPane, isTextField } from './pane-focus';
export { checkKeys, editorKeys, type PaneKeys, separatorKeys } from './pane-keys';
