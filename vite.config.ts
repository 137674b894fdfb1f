/** How the app is served while it is written, built into static files, and previewed with the headers it needs. */
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { type AliasOptions, defineConfig, type Plugin, runnerImport } from 'vite';

/** Makes the page cross-origin isolated, which shared memory between workers needs. */
export const isolationHeaders = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
  'Cross-Origin-Resource-Policy': 'same-origin',
};

/**
 * What the built page may load. WebAssembly is the participant's sandbox; inline styles are the components' and the
 * editor's; inline fonts are the editor's icons. Nothing may be fetched from, or sent to, another origin.
 */
const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self' 'unsafe-inline'",
  "worker-src 'self' blob:",
  "font-src 'self' data:",
  "img-src 'self' data: blob:",
  "connect-src 'self'",
  "manifest-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

/** A meta element cannot forbid framing, so this part of the policy exists only as a header. */
const headerPolicy = `${contentSecurityPolicy}; frame-ancestors 'none'`;

/** What definitions of challenges import. */
export const authorAlias = [
  {
    find: /^interleave\/challenge$/,
    replacement: fileURLToPath(new URL('./src/model/index.ts', import.meta.url)),
  },
  {
    find: /^interleave\/monitors$/,
    replacement: fileURLToPath(new URL('./src/monitors/index.ts', import.meta.url)),
  },
];

/**
 * In the browser, code that asks for `typescript` gets the copy that the editor ships, so that a page has one compiler.
 * Node (command line, unit tests) uses the real package.
 */
export const browserAlias: AliasOptions = [
  ...authorAlias,
  {
    find: /^typescript$/,
    replacement: fileURLToPath(new URL('./src/app/editor/ts-from-monaco.ts', import.meta.url)),
  },
];

/** Dependencies that are reached only through workers or lazy imports: found late, they would reload the page. */
export const lateDependencies = [
  'monaco-editor/editor',
  'monaco-editor/editor/editor.worker',
  'monaco-editor/features/register.all',
  'monaco-editor/languages/definitions/typescript/register',
  'monaco-editor/languages/features/typescript/register',
  'monaco-editor/languages/features/typescript/ts.worker',
  'monaco-editor/languages/features/typescript/lib/typescriptServices',
  'ts-blank-space',
  'comlink',
];

/** Compile the protocols that pages run without an editor, and say what is built in. Loaded by Vite's own means, as they share code with the app. */
const { module: build } = await runnerImport<typeof import('./src/app/build')>(
  fileURLToPath(new URL('./src/app/build/index.ts', import.meta.url)),
);

/** What turns sources into modules, in the app and in tests that run in a page. */
export const sourcePlugins = () => [build.programPlugin(), build.identityPlugin(), build.libraryPlugin(), react()];

/** How workers are built. What a page may import from the build, they may, too. */
export const workerOptions = {
  format: 'es' as const,
  plugins: () => [build.programPlugin(), build.identityPlugin(), build.libraryPlugin()],
};

/** Static hosts send no headers of ours, so the built page carries the policy itself. */
function policyInPage(): Plugin {
  return {
    name: 'policy-in-page',
    apply: 'build',
    transformIndexHtml: () => [
      {
        tag: 'meta',
        attrs: { 'http-equiv': 'Content-Security-Policy', content: contentSecurityPolicy },
        injectTo: 'head-prepend',
      },
    ],
  };
}

/**
 * Removes the editor's own TypeScript worker from the build: the app always passes its own, and the unused one would add
 * seven megabytes.
 */
function dropDefaultTsWorker(): Plugin {
  const creation = /createWorker: \(\) => new Worker\(new URL\('ts\.worker\.js'.*\n/;
  return {
    name: 'drop-default-ts-worker',
    enforce: 'pre',
    apply: 'build',
    transform(code, id) {
      if (!id.includes('languages/features/typescript/workerManager.js')) return null;
      if (!creation.test(code)) {
        this.error('The editor creates its TypeScript worker in another way now; adapt the pattern in vite.config.ts.');
      }
      return { code: code.replace(creation, ''), map: null };
    },
  };
}

export default defineConfig({
  base: './',
  plugins: [...sourcePlugins(), policyInPage(), dropDefaultTsWorker()],
  resolve: { alias: browserAlias },
  worker: workerOptions,
  server: { headers: isolationHeaders, port: 5173 },
  preview: {
    headers: { ...isolationHeaders, 'Content-Security-Policy': headerPolicy, 'X-Content-Type-Options': 'nosniff' },
    port: 4173,
  },
  optimizeDeps: {
    entries: ['index.html', 'workers/*.worker.ts', 'src/app/**/*.worker.ts'],
    include: lateDependencies,
    exclude: ['quickjs-wasi'],
  },
  build: {
    target: 'es2022',
    // The size check reads it to know what a page loads first.
    manifest: true,
    // The editor and its worker are large and load only when they are needed.
    chunkSizeWarningLimit: 8000,
    rolldownOptions: { checks: { pluginTimings: false } },
  },
});
