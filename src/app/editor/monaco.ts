/** The editor library, set up once for TypeScript against the sandbox. Heavy: import it only dynamically. */
import 'monaco-editor/features/register.all';
import 'monaco-editor/languages/definitions/markdown/register';
import 'monaco-editor/languages/definitions/typescript/register';
import 'monaco-editor/languages/definitions/xml/register';
import * as monaco from 'monaco-editor/editor';
import * as typescript from 'monaco-editor/languages/features/typescript/register';
import interleaveDeclarations from '../../model/interleave.d.ts?raw';
import propertiesDeclarations from '../../model/interleave-properties.d.ts?raw';
import schedulesDeclarations from '../../model/interleave-schedules.d.ts?raw';
import { defineJson } from './json-language';
import { defineThemes } from './monaco-themes';
import { sandboxLibraries } from './sandbox-library';
import { onTypeScriptWorkerEnd, typeScriptWorkerForEditor } from './typescript-worker';

export { monaco };

/** The owner of TypeScript's own markers. */
export const typeScriptMarkers = 'typescript';

self.MonacoEnvironment = {
  getWorker: (_id, label) =>
    label === 'typescript'
      ? typeScriptWorkerForEditor()
      : new Worker(new URL('./editor.worker.ts', import.meta.url), { type: 'module', name: 'editor' }),
};

const defaults = typescript.typescriptDefaults;
const moduleDetectionForce = 3;
const options = {
  target: typescript.ScriptTarget.ESNext,
  module: typescript.ModuleKind.ESNext,
  moduleResolution: typescript.ModuleResolutionKind.NodeJs,
  moduleDetection: moduleDetectionForce,
  lib: sandboxLibraries.map((name) => `lib.${name}.d.ts`),
  types: [],
  strict: true,
  erasableSyntaxOnly: true,
  isolatedModules: true,
  noEmit: true,
  skipLibCheck: true,
  allowNonTsExtensions: true,
};
defaults.setCompilerOptions(options);
defaults.setEagerModelSync(true);
const interleaveFile = 'file:///node_modules/interleave/index.d.ts';
defaults.addExtraLib(interleaveDeclarations, interleaveFile);
const propertiesFile = 'file:///node_modules/interleave/properties.d.ts';
defaults.addExtraLib(propertiesDeclarations, propertiesFile);
const schedulesFile = 'file:///node_modules/interleave/schedules.d.ts';
defaults.addExtraLib(schedulesDeclarations, schedulesFile);

/** Adds the types of the library in which machines are written, once a file on the page imports from it. */
let hasMachineLibrary = false;
monaco.editor.onDidCreateModel((model) => {
  const look = (): void => {
    if (hasMachineLibrary || !/from\s*['"]xstate['"]/.test(model.getValue())) return;
    hasMachineLibrary = true;
    void import('./machine-library').then(
      ({ machineLibrary }) => {
        defaults.setExtraLibs([
          { content: interleaveDeclarations, filePath: interleaveFile },
          { content: propertiesDeclarations, filePath: propertiesFile },
          { content: schedulesDeclarations, filePath: schedulesFile },
          ...machineLibrary,
        ]);
      },
      () => {
        hasMachineLibrary = false; // Not to be had now; asked for again at the next change.
      },
    );
  };
  look();
  model.onDidChangeContent(look);
});

defineJson(monaco);

let authors: Promise<void> | undefined;

/** Adds the types of what definitions of challenges import. Loaded once, and only where challenges are written. */
export function addAuthorTypes(): void {
  authors ??= import('./author-types').then(({ authorTypes }) => {
    for (const { path, text } of authorTypes()) defaults.addExtraLib(text, path);
  });
  authors.catch(() => {
    // A part of the page did not load: the next editor asks again.
    authors = undefined;
  });
}

onTypeScriptWorkerEnd((_handle, end) => {
  // The editor still waits for the worker that did not answer. Settings that change, even to the same, make it let go.
  if (end === 'restarted') defaults.setCompilerOptions({ ...options });
});

// Keys of the app. Without a command here they bubble to the window.
const { KeyCode, KeyMod } = monaco;
monaco.editor.addKeybindingRules(
  [
    KeyMod.CtrlCmd | KeyCode.Enter,
    KeyMod.CtrlCmd | KeyMod.Shift | KeyCode.Enter,
    KeyMod.CtrlCmd | KeyCode.KeyK,
    KeyCode.F6,
  ].map((keybinding) => ({ keybinding, command: null })),
);

defineThemes(monaco);
