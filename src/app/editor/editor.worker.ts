/** The editor's own worker: differences, links and word completion. */
import 'monaco-editor/editor/editor.worker';
