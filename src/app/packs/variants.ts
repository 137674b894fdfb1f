/** The variants of a pack, compiled for the sandbox. */
import { type PackManifest, type Variant, writesAgainstVariants } from '../../model';
import { compileProtocol } from './definition-link';

const pattern = /^variants\/(correct|mutants)\/([^/]+)\.ts$/;

/**
 * What its candidates get of them; none where candidates write protocols. Rejects with a `Problem` if the worker dies.
 *
 * @param texts by path inside the pack
 */
export async function compileVariants(
  { writes }: Pick<PackManifest, 'writes'>,
  texts: Iterable<readonly [path: string, text: unknown]>,
): Promise<readonly Variant[]> {
  if (!writesAgainstVariants(writes === undefined ? {} : { writes })) return [];
  const compiled: Promise<Variant>[] = [];
  for (const [path, text] of texts) {
    const [, kind, name] = pattern.exec(path) ?? [];
    if (kind === undefined || name === undefined || typeof text !== 'string') continue;
    compiled.push(compileProtocol(text, path).then((program) => ({ name, isCorrect: kind === 'correct', program })));
  }
  return Promise.all(compiled);
}
