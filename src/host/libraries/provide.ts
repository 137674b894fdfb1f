/**
 * Gives programs the texts of the libraries they import. Where texts come from differs between a browser and Node, so each
 * says so once, where it also brings the sandbox's bytes (`wasm-browser.ts`, `wasm-node.ts`).
 */
import { assert } from '../../base';
import type { Program } from '../../model';
import type { LibraryName, LibraryText } from './names';

let source: LibraryText | undefined;

export function provideLibraries(text: LibraryText): void {
  source = text;
}

/** The program with all that it needs to be loaded, in this thread or another. */
export async function withLibraries(program: Program): Promise<Program> {
  if (program.form !== 'machine' || program.libraries !== undefined) return program;
  assert(source !== undefined, 'a thread that loads programs says where libraries come from');
  const needed: LibraryName = 'xstate';
  return { ...program, libraries: { [needed]: await source(needed) } };
}
