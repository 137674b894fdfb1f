/** What checks of a pack begin with: the compiler, the definition in a sandbox, and programs, each made once. */
import { err, ok, type Result } from '../src/base';
import { openDefinition } from '../src/check';
import { loadSandboxWasm } from '../src/host/wasm-browser';
import type { Challenge, Compiled, DefinitionSource, Finding, PackFile } from '../src/model';
import type { Pack } from '../src/pack';

export const wasm = loadSandboxWasm();

/** Programs by path and text, so that what has not changed is not compiled again. */
const programs = new Map<string, Compiled>();
const programsMax = 300;

/** Large, and needed only where something is compiled. */
export async function loadCompiler() {
  const [{ compileBytes, compileSource }, { compileDefinition }] = await Promise.all([
    import('../src/host/compile'),
    import('../src/host/compile-definition'),
  ]);
  return { compileBytes, compile: compileSource, compileDefinition };
}

/** Does some work with a definition in a sandbox, which is given up afterwards. */
export async function withDefinition<Outcome>(
  source: Result<DefinitionSource, readonly Finding[]>,
  found: readonly Finding[],
  work: (challenge: Result<Challenge, readonly Finding[]>) => Promise<Outcome>,
): Promise<Outcome> {
  if (source.kind === 'err') {
    // What is wrong with imports was found in reading the pack already.
    const isKnown = found.some(({ code }) => code === 'import-cycle' || code === 'import-unknown');
    return work(isKnown ? err([]) : source);
  }
  const { libraryText } = await import('../src/host/libraries/libraries-browser');
  const challenge = await openDefinition({ wasm: await wasm, libraryText }, source.value);
  try {
    return await work(ok(challenge));
  } finally {
    challenge.dispose();
  }
}

/** A file of a pack, compiled. */
export function programOf(
  { files, texts }: Pack,
  path: string,
  compile: (source: Uint8Array, file: string) => Compiled,
): Compiled {
  const text = texts.get(path);
  const bytes = files.find((file: PackFile) => file.path === path)?.bytes ?? new Uint8Array();
  if (text === undefined) return compile(bytes, path);
  const key = `${path}\n${text}`;
  const known = programs.get(key) ?? compile(bytes, path);
  if (programs.size > programsMax) programs.clear();
  programs.set(key, known);
  return known;
}
