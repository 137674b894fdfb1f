/** A pack ready to grade answers to it, the same in the browser and on the command line. */
import { err, ok, type Result } from '../base';
import { type Finding, type GradePack, type NamedBounds, packSlug } from '../model';
import { manifestFile, type Pack, packArchives } from '../pack';
import { type DefinitionCompiler, definitionSource, hiddenVariantsOfPack } from './definition-source';
import { hiddenOf } from './rows';

/**
 * Refuses a reviewer's part that is not the one that the pack names: its hidden bounds were not agreed on.
 * @param origin a folder is graded as the archives that would be packed from it
 */
export function gradePackOf(
  pack: Pack,
  origin: 'archive' | 'folder',
  compiler: DefinitionCompiler,
): Result<GradePack, readonly Finding[]> {
  const { hashes, placeOf } = pack;
  if (origin === 'archive' && hashes.reviewer !== null && pack.manifest.reviewer !== hashes.reviewer)
    return err([
      {
        severity: 'error',
        code: 'reviewer-differs',
        sentence: `The reviewer's part is not the one that this pack was packed with: its hash is ${hashes.reviewer.slice(0, 12)}…, and the pack names ${pack.manifest.reviewer === undefined ? 'none' : `${pack.manifest.reviewer.slice(0, 12)}…`}. Take the one that was packed with it.`,
        place: placeOf(manifestFile, ['reviewer']),
      },
    ]);
  const source = definitionSource(pack, compiler);
  if (source.kind === 'err') return source;
  const { manifest, ...rest } = source.value;
  const hash = origin === 'archive' ? hashes.public : packArchives(pack).public.hash;
  return ok({
    hash,
    definition: { ...rest, manifest: { ...manifest, slug: packSlug(hash) } },
    hidden: hiddenBoundsOf(pack),
    hiddenVariants: hiddenVariantsOfPack(pack, compiler.compile),
  });
}

/** The bounds that the reviewer's part adds. */
function hiddenBoundsOf(pack: Pack): readonly NamedBounds[] {
  return hiddenOf(pack).map((bounds, index) => ({ name: `of the pack ${index + 1}`, bounds }));
}
