/** The interpreter's WebAssembly module, read from the installed package. For Node only. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

export function loadSandboxWasm(): WebAssembly.Module {
  return new WebAssembly.Module(readFileSync(createRequire(import.meta.url).resolve('quickjs-wasi/quickjs.wasm')));
}
