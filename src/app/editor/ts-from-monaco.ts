/** TypeScript in the browser: the copy that the editor's worker holds anyway, so that a page has one and not two. */
export { typescript as default } from 'monaco-editor/languages/features/typescript/lib/typescriptServices';
