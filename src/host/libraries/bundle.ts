/**
 * Makes one module of a library and all that it imports. Used by the build of the app and by the command line, so that both
 * have the same bytes: what a sandbox computes must not depend on where it runs. For Node only.
 */
import { fileURLToPath } from 'node:url';
import { build, type Plugin } from 'esbuild';
import { type LibraryName, libraryEntries } from './names';

const root = fileURLToPath(new URL('../../../', import.meta.url));

export interface LibraryBundle {
  readonly text: string;
  /** Absolute paths of the files it was made of. */
  readonly files: readonly string[];
}

/** Takes some ten milliseconds. */
export async function bundleLibrary(name: LibraryName): Promise<LibraryBundle> {
  const { outputFiles, metafile } = await build({
    absWorkingDir: root,
    entryPoints: [libraryEntries[name]],
    bundle: true,
    write: false,
    metafile: true,
    format: 'esm',
    platform: 'neutral',
    // Where a package has its modules as such, these are taken.
    conditions: ['module'],
    inject: ['./src/host/libraries/surroundings.ts'],
    target: 'es2022',
    charset: 'utf8',
    legalComments: 'none',
    plugins: [onlyWhatIsUsed],
    // The settings of a checkout must not reach into the text, nor may what a package does while it is developed.
    tsconfigRaw: '{}',
    define: { 'process.env.NODE_ENV': '"production"' },
    logLevel: 'silent',
  });
  const [output] = outputFiles;
  if (output === undefined) throw new Error(`bundling ${name} gave no text`);
  return { text: output.text, files: Object.keys(metafile.inputs).map((path) => `${root}${path}`) };
}

/** Our own files do nothing by being imported, so what is not used of them is left out: much of it needs what a sandbox lacks. */
const onlyWhatIsUsed: Plugin = {
  name: 'only what is used',
  setup({ onResolve, resolve }) {
    onResolve({ filter: /^\.{1,2}\// }, async ({ path, resolveDir, importer, kind, pluginData }) => {
      if (pluginData === 'resolved' || importer.includes('node_modules')) return undefined;
      const found = await resolve(path, { resolveDir, importer, kind, pluginData: 'resolved' });
      return { ...found, sideEffects: kind === 'entry-point' };
    });
  },
};
