/** The dependency rule of the architecture, as data. `check.ts` says what each part means by enforcing it. */
import type { ReferenceKind } from './source';

export interface Folder {
  readonly name: string;
  /** Folders whose index.ts it may import. Its own files it may import freely. */
  readonly imports: readonly string[];
  /** Folders of which it may import types, and nothing that runs. */
  readonly types?: readonly string[];
  /** Results depend on arguments alone: no clock, randomness, timer, network, console, locale or environment. */
  readonly pure: boolean;
}

const compute = [
  'src/host',
  'src/system',
  'src/engine',
  'src/properties',
  'src/experiment',
  'src/verdict',
  'src/simulate',
];
const vocabulary = ['src/base', 'src/model'];
const display = ['src/view', 'src/measure', 'src/export', 'src/submission', 'src/review'];

export const folders: readonly Folder[] = [
  { name: 'src/base', imports: [], pure: true },
  { name: 'src/model', imports: ['src/base'], pure: true },
  { name: 'src/host', imports: vocabulary, pure: false },
  { name: 'src/system', imports: vocabulary, types: ['src/host'], pure: true },
  { name: 'src/engine', imports: vocabulary, pure: true },
  { name: 'src/properties', imports: vocabulary, pure: true },
  { name: 'src/experiment', imports: vocabulary, pure: true },
  { name: 'src/monitors', imports: vocabulary, pure: true },
  { name: 'src/verdict', imports: vocabulary, pure: true },
  { name: 'src/simulate', imports: vocabulary, pure: true },
  { name: 'src/mutate', imports: vocabulary, pure: true },
  { name: 'src/view', imports: vocabulary, pure: true },
  { name: 'src/measure', imports: vocabulary, pure: true },
  { name: 'src/export', imports: vocabulary, pure: true },
  { name: 'src/submission', imports: vocabulary, pure: false },
  { name: 'src/review', imports: vocabulary, pure: true },
  { name: 'src/pack', imports: [...vocabulary, 'src/submission'], pure: false },
  { name: 'src/check', imports: [...vocabulary, ...compute], pure: false },
  { name: 'src/play', imports: [...vocabulary, ...compute, 'src/check'], pure: true },
  { name: 'src/triage', imports: [...vocabulary, ...compute, 'src/check'], pure: true },
  { name: 'src/grade', imports: [...vocabulary, ...compute, 'src/check', 'src/submission', 'src/review'], pure: false },
  {
    name: 'src/verify',
    imports: [...vocabulary, ...compute, 'src/check', 'src/pack'],
    pure: false,
  },
  { name: 'src/app', imports: [...vocabulary, ...display, 'src/pack', 'challenges'], pure: false },
  {
    name: 'src/cli',
    imports: [
      ...vocabulary,
      ...compute,
      ...display,
      'src/monitors',
      'src/check',
      'src/grade',
      'src/mutate',
      'src/triage',
      'src/play',
      'src/pack',
      'src/verify',
      'workers',
      'challenges',
    ],
    pure: false,
  },
  {
    name: 'workers',
    imports: [
      ...vocabulary,
      ...compute,
      'src/check',
      'src/grade',
      'src/mutate',
      'src/triage',
      'src/play',
      'src/submission',
      'src/review',
      'src/pack',
      'src/verify',
      'challenges',
    ],
    pure: false,
  },
  { name: 'challenges', imports: ['src/model'], pure: true },
  { name: 'templates', imports: [], pure: true },
  {
    name: 'test',
    imports: [
      ...vocabulary,
      ...compute,
      ...display,
      'src/monitors',
      'src/check',
      'src/grade',
      'src/mutate',
      'src/triage',
      'src/play',
      'src/pack',
      'src/verify',
      'src/app',
      'src/cli',
      'workers',
      'challenges',
    ],
    pure: false,
  },
];

/** A file that may be referred to although the folder rule or the index rule says no. */
export interface Exception {
  /** Paths that start so may refer to it. */
  readonly from: string;
  readonly to: RegExp;
  readonly kinds: readonly ReferenceKind[];
}

export const exceptions: readonly Exception[] = [
  // What the workers offer is a contract, not code.
  { from: '', to: /^workers\/api\.ts$/, kinds: ['type'] },
  { from: 'src/app/', to: /^workers\/[a-z-]+\.worker\.ts$/, kinds: ['worker'] },
  // The participant's API: types for everyone, text for the editor.
  { from: '', to: /^src\/model\/interleave(-properties|-schedules)?\.d\.ts$/, kinds: ['type', 'text'] },
  // The author's libraries as the editor's type checker sees them.
  { from: 'src/app/editor/', to: /^src\/(base|model|monitors)\/[a-z-]+(\.d)?\.ts$/, kinds: ['glob', 'text'] },
  // The compiler is a second way into the host, so that workers, which get compiled programs, do not carry it.
  { from: 'src/app/editor/', to: /^src\/host\/compile(-definition)?\.ts$/, kinds: ['value', 'type'] },
  { from: 'src/app/build/', to: /^src\/host\/compile\.ts$/, kinds: ['value', 'type'] },
  { from: 'src/cli/', to: /^src\/host\/compile(-definition)?\.ts$/, kinds: ['value', 'type'] },
  // A mutant that does not compile is none.
  { from: 'src/mutate/', to: /^src\/host\/compile\.ts$/, kinds: ['value'] },
  // A reviewer's page compiles what candidates hand in, without an editor.
  { from: 'workers/grade.worker.ts', to: /^src\/host\/compile\.ts$/, kinds: ['value'] },
  // What authors write is compiled beside it, too.
  { from: 'workers/definition.worker.ts', to: /^src\/host\/compile(-definition)?\.ts$/, kinds: ['value'] },
  // An expression about a state may have types.
  { from: 'workers/play.worker.ts', to: /^src\/host\/compile\.ts$/, kinds: ['value'] },
  // So does what verifies a pack, with its definition.
  { from: 'workers/verify-definition.ts', to: /^src\/host\/compile(-definition)?\.ts$/, kinds: ['value'] },
  // A plugin of the build compiles the demonstration, so that its page needs no compiler.
  { from: 'src/app/build/', to: /^src\/host\/compile\.ts$/, kinds: ['value', 'type'] },
  // What the build and the command line say about a checkout is read by one file.
  { from: 'src/app/build/', to: /^src\/cli\/identity\.ts$/, kinds: ['value'] },
  // Where the sandbox's bytes come from differs between a browser and Node, so each asks for its own.
  { from: 'workers/', to: /^src\/host\/wasm-browser\.ts$/, kinds: ['value'] },
  { from: 'src/cli/', to: /^src\/host\/wasm-node\.ts$/, kinds: ['value'] },
  // So do the texts of the sandbox's libraries. The build makes them.
  { from: 'workers/', to: /^src\/host\/libraries\/libraries-browser\.ts$/, kinds: ['value'] },
  { from: 'src/cli/', to: /^src\/host\/libraries\/libraries-node\.ts$/, kinds: ['value'] },
  { from: 'src/app/build/', to: /^src\/host\/libraries\/(bundle|names)\.ts$/, kinds: ['value', 'type'] },
  // Templates are there to be read by authors, their answers included.
  { from: 'src/app/studio/', to: /^templates\//, kinds: ['glob'] },
  // Pages know the data of every challenge at once, and load a definition where they need it.
  { from: 'src/app/catalogue/', to: /^challenges\/(manifests|[^/]+\/challenge)\.ts$/, kinds: ['value', 'glob'] },
  // Statements, starters and figures are shown to the candidate. Answers are not; another rule keeps them out.
  { from: 'src/app/', to: /^challenges\//, kinds: ['glob', 'text'] },
  // Variants are what properties are checked against.
  { from: 'workers/variants.ts', to: /^challenges\//, kinds: ['glob'] },
];

export interface Library {
  readonly name: RegExp;
  /** Paths that start so may import it. `test` may import every library. */
  readonly homes: readonly string[];
}

export const libraries: readonly Library[] = [
  { name: /^monaco-editor(\/|$)/, homes: ['src/app/editor/'] },
  { name: /^dexie$/, homes: ['src/app/storage/'] },
  { name: /^quickjs-wasi(\/|$)/, homes: ['src/host/'] },
  { name: /^(typescript|ts-blank-space)$/, homes: ['src/host/', 'src/mutate/', 'src/app/editor/'] },
  { name: /^commander$/, homes: ['src/cli/'] },
  { name: /^comlink$/, homes: ['workers/', 'src/app/'] },
  { name: /^(react-markdown|katex|rehype-[a-z]+|remark-[a-z]+)(\/|$)/, homes: ['src/app/statement/'] },
  { name: /^d3(-[a-z]+)?$/, homes: ['src/view/', 'src/app/'] },
  { name: /^@observablehq\/plot$/, homes: ['src/app/measure/'] },
  { name: /^diff$/, homes: ['src/app/editor/'] },
  { name: /^@mantine\//, homes: ['src/app/'] },
  { name: /^(xstate|@xstate\/react)$/, homes: ['src/app/', 'src/monitors/', 'src/host/machine/'] },
  { name: /^(react|react-dom|wouter|lucide-react|react-resizable-panels)(\/|$)/, homes: ['src/app/'] },
  { name: /^zod$/, homes: ['src/app/', 'src/cli/', 'src/check/', 'src/submission/', 'src/review/', 'src/pack/'] },
  { name: /^(age-encryption|fflate)$/, homes: ['src/submission/'] },
  { name: /^virtual:identities$/, homes: ['src/app/record/', 'workers/'] },
  { name: /^virtual:library\//, homes: ['src/host/libraries/'] },
  { name: /^esbuild$/, homes: ['src/host/libraries/'] },
  { name: /^(vite|tsx)(\/|$)/, homes: ['src/cli/', 'src/app/build/'] },
  { name: /^node:/, homes: ['src/cli/', 'src/host/wasm-node.ts', 'src/host/libraries/bundle.ts', 'src/app/build/'] },
];

/** Names that a pure folder may not use, and members of built-in objects. */
export const impureNames: readonly string[] = [
  'Date',
  'Intl',
  'Math.random',
  'XMLHttpRequest',
  'WebSocket',
  'cancelAnimationFrame',
  'clearInterval',
  'clearTimeout',
  'console',
  'crypto',
  'document',
  'fetch',
  'globalThis',
  'indexedDB',
  'localStorage',
  'navigator',
  'performance',
  'process',
  'queueMicrotask',
  'requestAnimationFrame',
  'self',
  'setImmediate',
  'setInterval',
  'setTimeout',
  'window',
];

/** Members that depend on the reader's language, whatever they are read from. */
export const impureMembers: readonly string[] = [
  'localeCompare',
  'toLocaleDateString',
  'toLocaleLowerCase',
  'toLocaleString',
  'toLocaleTimeString',
  'toLocaleUpperCase',
];

/** Files that give a challenge away. Nothing that is shipped to a candidate may refer to them. */
export const answers = /^challenges\/[^/]+\/(reference\.ts$|expected\.json$|(alternates|mutants|junk|traces|hidden)\/)/;

/** Files of a challenge that define it. A file in a folder below, and these by their names, is a protocol or another answer, written against the participant's API. */
export const definitions = /^(challenges|templates)\/[^/]+\/(?!(starter|reference|fixed)\.ts$)[^/]+\.ts$/;

/** What a definition can import beside its own files, and what an answer can. */
export const definitionImports: readonly string[] = ['interleave/challenge', 'interleave/monitors'];
export const protocolImports: readonly string[] = [
  'interleave',
  'interleave/properties',
  'interleave/schedules',
  'xstate',
];
