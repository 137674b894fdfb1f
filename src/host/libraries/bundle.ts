/**
 * Makes one module of a library and all that it imports. Used by the build of the app and by the command line, so that both
 * have the same bytes: what a sandbox computes must not depend on where it runs. For Node only.
 */
import { fileURLToPath } from 'node:url';
import { buildSync } from 'esbuild';
import { type LibraryName, libraryEntries } from './names';

const root = fileURLToPath(new URL('../../../', import.meta.url));

export interface LibraryBundle {
  readonly text: string;
  /** Absolute paths of the files it was made of. */
  readonly files: readonly string[];
}

/** Takes some ten milliseconds. */
export function bundleLibrary(name: LibraryName): LibraryBundle {
  const { outputFiles, metafile } = buildSync({
    absWorkingDir: root,
    entryPoints: [libraryEntries[name]],
    bundle: true,
    write: false,
    metafile: true,
    format: 'esm',
    platform: 'neutral',
    target: 'es2022',
    charset: 'utf8',
    legalComments: 'none',
    // The settings of a checkout must not reach into the text, nor may what a package does while it is developed.
    tsconfigRaw: '{}',
    define: { 'process.env.NODE_ENV': '"production"' },
    logLevel: 'silent',
  });
  const [output] = outputFiles;
  if (output === undefined) throw new Error(`bundling ${name} gave no text`);
  return { text: output.text, files: Object.keys(metafile.inputs).map((path) => `${root}${path}`) };
}
