export { type Binding, bindingOf, bindings, type CommandId } from './bindings';
export { type Chord, chordForAria, chordKeys, chordMatches, isAppleMachine, type KeyPress } from './chord';
export { type AvailableCommand, type CommandOffers, createCommandRegistry } from './command-registry';
export { KeyCombo } from './key-combo';
export { KeyboardProvider, useAvailableCommands, useCommandOffers, useCommands } from './keyboard-provider';
export { focusedPane, focusNeighbourPane } from './pane-focus';
export { checkKeys, editorKeys, type PaneKeys, separatorKeys } from './pane-keys';
