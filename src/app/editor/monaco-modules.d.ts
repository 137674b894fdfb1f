/** Modules of the editor that are used here and ship without types. */

declare module 'monaco-editor/languages/features/typescript/lib/typescriptServices' {
  export const typescript: typeof import('typescript');
}

declare module 'monaco-editor/languages/features/typescript/ts.worker' {
  /** What the page sends first: compiler options and the extra declaration files. */
  interface CreateData {
    readonly compilerOptions: object;
  }

  /** Answers the editor's questions about the models that it mirrors. */
  export class TypeScriptWorker {
    constructor(context: object, createData: CreateData);
  }

  /** The standard library, by name (`lib.es5.d.ts`). Read when the worker makes its program, so it may be changed before. */
  export const libFileMap: Record<string, string>;

  /** Takes the next message to the worker as `createData`, and all later ones as the editor's. */
  export function initialize(create: (context: object, createData: CreateData) => TypeScriptWorker): void;
}
