/**
 * Compiles protocols while the app is built: `import demo from './protocol.ts?program'` gives `{ source, compiled }`, the
 * file's text and the program made of it. A page that only runs them then needs no compiler.
 */
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import type { Plugin } from 'vite';
import { compileSource } from '../../host/compile';

const query = '?program';

export function programPlugin(): Plugin {
  return {
    name: 'program',
    enforce: 'pre',
    async load(id) {
      if (!id.endsWith(query)) return null;
      const path = id.slice(0, -query.length);
      this.addWatchFile(path);
      const source = await readFile(path, 'utf8');
      const compiled = compileSource(source, basename(path));
      if (compiled.kind === 'refused') {
        this.error(`${path} is not a protocol: ${compiled.problems.map(({ sentence }) => sentence).join(' ')}`);
      }
      return { code: `export default ${JSON.stringify({ source, compiled })};`, moduleType: 'js' };
    },
  };
}
