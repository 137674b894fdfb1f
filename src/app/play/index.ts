/** Playing by hand. Loaded when it is first looked at: outside this folder, import it lazily. */
export { PlayPane, type PlayPaneProps, type TakenFrom } from './play-pane';
