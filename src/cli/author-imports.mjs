/**
 * What the author of a challenge imports, wherever the folder lies: `interleave/challenge` is the vocabulary of challenges,
 * `interleave/monitors` state machines as properties. A hook of Node's module loader.
 */
const files = new Map([
  ['interleave/challenge', new URL('../model/index.ts', import.meta.url).href],
  ['interleave/monitors', new URL('../monitors/index.ts', import.meta.url).href],
]);

/** @type {import('node:module').ResolveHook} */
export function resolve(specifier, context, next) {
  return next(files.get(specifier) ?? specifier, context);
}
