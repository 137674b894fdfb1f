/** How much JavaScript a browser must load before the page can be used. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

/**
 * @typedef {object} ManifestChunk
 * @property {string} file
 * @property {readonly string[]} [imports]
 */

/**
 * The files that a page loads first: those of its entry, and all they import statically.
 * @param {Readonly<Record<string, ManifestChunk>>} manifest Vite's, by chunk name
 * @param {string} entry name of the entry chunk
 * @returns {readonly string[]} each file once, the entry's first
 */
export function initialFiles(manifest, entry) {
  const files = new Set();
  const seen = new Set();
  const waiting = [entry];
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

/**
 * @param {string} folder the built app
 * @returns {{ bytes: number, files: readonly { file: string, bytes: number }[] }} sizes when compressed with gzip
 */
export function initialSize(folder) {
  const manifest = JSON.parse(readFileSync(join(folder, '.vite', 'manifest.json'), 'utf8'));
  const files = initialFiles(manifest, 'index.html')
    .filter((file) => file.endsWith('.js'))
    .map((file) => ({ file, bytes: gzipSync(readFileSync(join(folder, file))).length }));
  if (files.length === 0) throw new Error('The build has no JavaScript that a page would load.');
  return { bytes: files.reduce((sum, { bytes }) => sum + bytes, 0), files };
}
