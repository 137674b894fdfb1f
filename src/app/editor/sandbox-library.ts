/** The part of the JavaScript library that handlers can use, so that the editor offers nothing else. */

/** Library files for the type checker. Left out: promises, proxies, reflection, weak references, shared memory, the DOM. */
export const sandboxLibraries: readonly string[] = [
  'es5',
  'es2015.core',
  'es2015.collection',
  'es2015.generator',
  'es2015.iterable',
  'es2015.symbol',
  'es2015.symbol.wellknown',
  'es2016.array.include',
  'es2017.object',
  'es2017.string',
  'es2018.regexp',
  'es2019.array',
  'es2019.object',
  'es2019.string',
  'es2020.string',
  'es2021.string',
  'es2022.array',
  'es2022.error',
  'es2022.object',
  'es2022.string',
  'es2023.array',
];

const arrayKinds = 'Int8 Uint8 Uint8Clamped Int16 Uint16 Int32 Uint32 Float32 Float64'
  .split(' ')
  .map((kind) => `${kind}Array`);

/** Values of `es5` that the sandbox does not have or does not let handlers use. Their types stay: other types need them. */
const forbiddenValues: readonly string[] = [
  'declare function eval(x: string): any;',
  '    random(): number;',
  ...['Date', 'Function', 'ArrayBuffer', 'DataView', ...arrayKinds].map(
    (name) => `declare var ${name}: ${name}Constructor;`,
  ),
];

/**
 * The library file `lib.es5.d.ts` without the forbidden values, blanked out so that nothing else moves; and those that
 * were not found, which is none unless the library has changed.
 */
export function withoutForbidden(es5: string): { readonly text: string; readonly missing: readonly string[] } {
  let text = es5;
  const missing: string[] = [];
  for (const value of forbiddenValues) {
    if (!text.includes(value)) missing.push(value);
    text = text.replace(value, ' '.repeat(value.length));
  }
  return { text, missing };
}
