/** The variants of the catalogue's challenges, compiled while the app is built, fetched when they are asked for. */
import type { Compiled, Variant } from '../src/model';

const programs = import.meta.glob<{ readonly compiled: Compiled }>('../challenges/*/variants/*/*.ts', {
  query: '?program',
  import: 'default',
});

/** Those in `variants/correct` and `variants/mutants` of a challenge. */
export async function variantsOf(slug: string): Promise<readonly Variant[]> {
  const own = Object.entries(programs).filter(([path]) => path.startsWith(`../challenges/${slug}/variants/`));
  return Promise.all(
    own.map(async ([path, load]): Promise<Variant> => {
      const [folder, file] = path.split('/').slice(-2);
      return {
        name: (file ?? '').replace(/\.ts$/, ''),
        isCorrect: folder === 'correct',
        program: (await load()).compiled,
      };
    }),
  );
}
