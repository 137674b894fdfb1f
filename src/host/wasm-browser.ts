/** The interpreter's WebAssembly module, fetched from this site. For browsers only. */
import wasmUrl from 'quickjs-wasi/quickjs.wasm?url';

/** Compiles it once. Rejects if the file cannot be fetched. */
export function loadSandboxWasm(): Promise<WebAssembly.Module> {
  return WebAssembly.compileStreaming(fetch(wasmUrl));
}
