/** How much JavaScript a browser must load before a screen can be used. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

/**
 * @typedef {object} ManifestChunk
 * @property {string} file
 * @property {readonly string[]} [imports]
 * @property {readonly string[]} [dynamicImports]
 */

/** @typedef {Readonly<Record<string, ManifestChunk>>} Manifest Vite's, by chunk name */

/** Chunks that load while the screen is already in use. Names that begin with `_` are parts shared by several chunks. */
const lateChunks = /^src\/app\/(editor|statement|trace|play|measure|statechart|palette|storage)\/|^_/;

/**
 * What each screen loads first: the files of the entry, of the screen if it is a chunk of its own, and all they import
 * statically. Screens are what the entry imports lazily, and the entry itself.
 * @param {Manifest} manifest
 * @param {string} entry name of the entry chunk
 * @returns {readonly { screen: string, files: readonly string[] }[]} the entry first
 */
export function initialFiles(manifest, entry) {
  const lazy = manifest[entry]?.dynamicImports ?? [];
  const screens = [entry, ...lazy.filter((name) => !lateChunks.test(name))];
  return screens.map((screen) => ({ screen, files: staticFiles(manifest, [entry, screen]) }));
}

/**
 * @param {string} folder the built app
 * @returns {readonly { screen: string, bytes: number }[]} compressed with gzip, the heaviest first
 */
export function initialSizes(folder) {
  const manifest = JSON.parse(readFileSync(join(folder, '.vite', 'manifest.json'), 'utf8'));
  return initialFiles(manifest, 'index.html')
    .map(({ screen, files }) => {
      const scripts = files.filter((file) => file.endsWith('.js'));
      const bytes = scripts.reduce((sum, file) => sum + gzipSync(readFileSync(join(folder, file))).length, 0);
      if (bytes === 0) throw new Error(`The build has no JavaScript for ${screen}, which cannot be.`);
      return { screen, bytes };
    })
    .sort((one, other) => other.bytes - one.bytes);
}

/**
 * @param {Manifest} manifest
 * @param {readonly string[]} names of chunks
 * @returns {readonly string[]} their files and those of all they import statically, each once
 */
function staticFiles(manifest, names) {
  const files = new Set();
  const seen = new Set();
  const waiting = [...names];
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    if (seen.has(name)) continue;
    seen.add(name);
    const chunk = manifest[name];
    if (chunk === undefined) throw new Error(`The build's manifest has no chunk named ${name}.`);
    files.add(chunk.file);
    waiting.push(...(chunk.imports ?? []));
  }
  return [...files];
}
