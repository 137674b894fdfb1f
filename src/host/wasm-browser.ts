/** The interpreter's WebAssembly module, fetched from this site. For browsers only. */
import wasmUrl from 'quickjs-wasi/quickjs.wasm?url';
import { libraryText } from './libraries/libraries-browser';
import { provideLibraries } from './libraries/provide';

provideLibraries(libraryText);

/** Compiles it once. Rejects if the file cannot be fetched. */
export function loadSandboxWasm(): Promise<WebAssembly.Module> {
  return WebAssembly.compileStreaming(fetch(wasmUrl));
}
