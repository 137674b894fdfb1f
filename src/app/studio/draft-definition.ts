/** A draft's definition made ready for the sandbox. */
import type { DefinitionSource, PackManifest } from '../../model';
import { compileDefinition } from '../packs/definition-link';
import { compileVariants } from '../packs/variants';
import { definitionSources } from './definition-sources';
import type { DraftFiles } from './draft-files';
import { looseObject, manifestPath } from './manifest-text';

/** Rejects with an error whose message says what is wrong with the draft, where and what to do. */
export async function draftDefinition(files: DraftFiles): Promise<DefinitionSource> {
  const text = files.get(manifestPath);
  const manifest = looseObject(typeof text === 'string' ? text : undefined);
  if (manifest === null) throw new Error('pack.json is missing or not JSON. Mend it first.');
  const compiled = await compileDefinition(definitionSources(files));
  if (compiled.kind === 'err') {
    const [first] = compiled.error;
    const where = first?.place ? `${first.place.file}:${first.place.line}: ` : '';
    throw new Error(`${where}${first?.sentence ?? 'The definition does not compile.'}`);
  }
  const data = manifest as unknown as PackManifest;
  const variants = await compileVariants(data, files);
  return { manifest: data, code: compiled.value, ...(variants.length === 0 ? {} : { variants }) };
}
