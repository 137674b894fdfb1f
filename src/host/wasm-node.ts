/** The interpreter's WebAssembly module, read from the installed package. For Node only. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { provideLibraries } from './libraries/provide';

// The bundler is loaded where a library is needed.
provideLibraries(async (name) => (await import('./libraries/libraries-node')).libraryText(name));

export function loadSandboxWasm(): WebAssembly.Module {
  return new WebAssembly.Module(readFileSync(createRequire(import.meta.url).resolve('quickjs-wasi/quickjs.wasm')));
}
