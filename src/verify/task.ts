/** Checks by name: everything that an outcome depends on, so that equal keys have equal outcomes. */
import type { Bounds, VerifyTask } from '../model';
import { definitionFile, definitionFiles, keyOf, type Pack, packFileKind } from '../pack';

/** Everything but the answer and the bounds that an outcome depends on. */
export function definitionKey({ manifest, texts }: Pack, engine: string): string {
  const { slug, parameters, tiers, writes = 'protocol' } = manifest;
  const variants = [...texts.keys()].filter((path) => packFileKind(path) === 'variant');
  const files = [...definitionFiles(definitionFile, texts), ...variants.sort()];
  return keyOf(
    files.map((path) => [path, texts.get(path) ?? '']),
    [engine, slug, writes, parameters.map(({ name, min, max }) => [name, min, max]), orderedBounds(tiers.quick)],
  );
}

/**
 * A check of a source at some bounds.
 *
 * @param file its path inside the pack
 * @param definition the key of what it is checked against
 * @param budget what it may need
 * @param hidden paths and texts of variants that count besides
 */
export function checkTask(
  { file, source }: { readonly file: string; readonly source: string },
  definition: string,
  bounds: Bounds,
  budget: Pick<VerifyTask, 'states' | 'isPatient'>,
  hidden: readonly (readonly [path: string, text: string])[] = [],
): VerifyTask {
  const { states, isPatient = false } = budget;
  const what = [definition, orderedBounds(bounds), states, ...(isPatient ? ['patient'] : [])];
  const key = keyOf([[file, source], ...hidden], what);
  return { key, file, bounds, ...budget, ...(hidden.length === 0 ? {} : { withHidden: true }) };
}

function orderedBounds(bounds: Bounds): readonly (readonly [string, number])[] {
  return Object.entries(bounds).sort(([a], [b]) => (a < b ? -1 : 1));
}
