/** Bundles libraries for the sandbox while the app is built: `import text from 'virtual:library/interleave/challenge'`. */
import type { Plugin } from 'vite';
import { bundleLibrary } from '../../host/libraries/bundle';
import { isLibraryName } from '../../host/libraries/names';

const prefix = 'virtual:library/';

export function libraryPlugin(): Plugin {
  return {
    name: 'library',
    resolveId: (id) => (id.startsWith(prefix) ? `\0${id}` : null),
    async load(id) {
      if (!id.startsWith(`\0${prefix}`)) return null;
      const name = id.slice(prefix.length + 1);
      if (!isLibraryName(name)) return this.error(`There is no library "${name}" for the sandbox.`);
      const { text, files } = await bundleLibrary(name);
      for (const file of files) this.addWatchFile(file);
      return { code: `export default ${JSON.stringify(text)};`, moduleType: 'js' };
    },
  };
}
