/** The sources of a challenge's variants, for reading. Those of the catalogue are fetched when they are asked for. */
import { openedChallenge, type VariantText } from './opened';

const sources = import.meta.glob<string>('../../../challenges/*/variants/*/*.ts', { query: '?raw', import: 'default' });

/** The right ones first, each kind by name. Rejects where one cannot be loaded. */
export async function variantTexts(slug: string): Promise<readonly VariantText[]> {
  const opened = openedChallenge(slug);
  const texts = opened === undefined ? await ofCatalogue(slug) : opened.variants;
  return [...texts].sort((a, b) => Number(b.isCorrect) - Number(a.isCorrect) || (a.name < b.name ? -1 : 1));
}

function ofCatalogue(slug: string): Promise<readonly VariantText[]> {
  const own = Object.entries(sources).filter(([path]) => path.startsWith(`../../../challenges/${slug}/variants/`));
  return Promise.all(
    own.map(async ([path, load]) => {
      const [folder, file = ''] = path.split('/').slice(-2);
      return { name: file.replace(/\.ts$/, ''), isCorrect: folder === 'correct', source: await load() };
    }),
  );
}
