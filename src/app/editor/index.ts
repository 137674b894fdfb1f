/** The editor and the compiler of the page. Light: the editor library is loaded by `EditorPane` when it is drawn. */
export { CodeDiff } from './code-diff';
export { CodeExcerpt, type CodeMark } from './code-excerpt';
export { CodeText } from './code-text';
export { CodeWindow } from './code-window';
export { compile } from './compile';
export { EditorPane, type EditorPaneProps } from './editor-pane';
export type { EditorTheme } from './monaco-themes';
export type { StepMark } from './step-marks';
