/**
 * Tells the app, while it is built, which engine it contains and which challenges:
 * `import { engine, challengeHashes } from 'virtual:identities'`.
 */
import { fileURLToPath } from 'node:url';
import type { Plugin } from 'vite';
import { readIdentities } from '../../cli/identity';

const name = 'virtual:identities';
const resolved = `\0${name}`;
const root = fileURLToPath(new URL('../../../', import.meta.url));

export function identityPlugin(): Plugin {
  return {
    name: 'identities',
    resolveId: (id) => (id === name ? resolved : null),
    load(id) {
      if (id !== resolved) return null;
      const { engine, challenges, files } = readIdentities(root);
      for (const file of files) this.addWatchFile(file);
      return {
        code: `export const engine = ${JSON.stringify(engine)};\nexport const challengeHashes = ${JSON.stringify(challenges)};`,
        moduleType: 'js',
      };
    },
  };
}
