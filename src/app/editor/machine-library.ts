/**
 * The declarations of the library in which machines are written, as the editor's type checker wants them: by file. Large: import
 * it only dynamically.
 */

const declarations = import.meta.glob('../../../node_modules/xstate/dist/declarations/src/**/*.d.ts', {
  query: '?raw',
  import: 'default',
  eager: true,
}) as Readonly<Record<string, string>>;

const folder = 'file:///node_modules/xstate/';

/** Texts by the address under which the editor finds them. */
export const machineLibrary: readonly { readonly filePath: string; readonly content: string }[] = [
  { filePath: `${folder}index.d.ts`, content: "export * from './declarations/index';\n" },
  ...Object.entries(declarations)
    .filter(([path]) => !path.includes('/declarations/src/graph/'))
    .map(([path, content]) => ({
      filePath: `${folder}declarations/${path.slice(path.indexOf('/declarations/src/') + '/declarations/src/'.length)}`,
      content,
    })),
];
