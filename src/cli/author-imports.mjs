/**
 * How the files of a challenge's author are read, wherever their folder lies. `interleave/challenge` is the vocabulary of
 * challenges, `interleave/monitors` are state machines as properties; and TypeScript files in the folder are modules,
 * whatever a package.json above them says or leaves open. Hooks of Node's module loader.
 */
import { statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const files = new Map([
  ['interleave/challenge', new URL('../model/index.ts', import.meta.url).href],
  ['interleave/monitors', new URL('../monitors/index.ts', import.meta.url).href],
]);
/** Address of the folder, with a slash at its end. */
let folder = '';

/** @type {import('node:module').InitializeHook<string>} */
export function initialize(address) {
  folder = address;
}

/** @type {import('node:module').ResolveHook} */
export function resolve(specifier, context, next) {
  const known = files.get(specifier);
  if (known !== undefined) return next(known, context);
  const isPath = specifier.startsWith('.') || specifier.startsWith('file:');
  const address = isPath ? new URL(specifier, context.parentURL).href : '';
  const found = address.startsWith(folder) ? typescriptFile(address) : undefined;
  return found === undefined ? next(specifier, context) : { url: found, format: 'module', shortCircuit: true };
}

/**
 * The file that an import means, if it is TypeScript: its name may be written out, without its ending, or as what it would
 * be compiled to.
 *
 * @param {string} address
 */
function typescriptFile(address) {
  return [address, `${address}.ts`, address.replace(/\.js$/, '.ts'), `${address}/index.ts`].find(
    (candidate) =>
      candidate.endsWith('.ts') && statSync(fileURLToPath(candidate), { throwIfNoEntry: false })?.isFile() === true,
  );
}
