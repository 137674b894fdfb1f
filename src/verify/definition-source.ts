/** The definition of a pack from outside, ready for the sandbox. */
import { err, ok, type Result } from '../base';
import {
  type Compiled,
  type DefinitionCompiled,
  type DefinitionSource,
  type Finding,
  hiddenVariantName,
  type Variant,
  writesAgainstVariants,
} from '../model';
import { definitionFile, type Pack, packFileKind, startOf } from '../pack';
import { hiddenVariantFiles } from './rows';

/** The compiler, which only some places carry. */
export interface DefinitionCompiler {
  readonly compileDefinition: (files: Readonly<Record<string, string>>) => DefinitionCompiled;
  readonly compile: (source: string, file: string) => Compiled;
}

export function definitionSource(
  pack: Pack,
  { compileDefinition, compile }: DefinitionCompiler,
): Result<DefinitionSource, readonly Finding[]> {
  const compiled = compileDefinition(Object.fromEntries(pack.texts));
  if (compiled.kind === 'refused')
    return err(
      compiled.problems.map(({ sentence, place = startOf(definitionFile) }) => ({
        severity: 'error',
        code: 'definition-invalid',
        sentence,
        place,
      })),
    );
  const { manifest } = pack;
  const variants = [...pack.texts]
    .filter(([path]) => packFileKind(path) === 'variant')
    .map(([path, text]) => variantOf(path, text, compile));
  return ok({ manifest, code: compiled.code, ...(writesAgainstVariants(manifest) ? { variants } : {}) });
}

/** The variants of a pack that candidates do not get, where its reviewer's part is at hand. */
export function hiddenVariantsOfPack(pack: Pack, compile: DefinitionCompiler['compile']): readonly Variant[] {
  return hiddenVariantFiles(pack).map(([path, text]) => {
    const variant = variantOf(path, text, compile);
    return { ...variant, name: hiddenVariantName(variant.name) };
  });
}

function variantOf(path: string, text: string, compile: DefinitionCompiler['compile']): Variant {
  return {
    name: path.replace(/^.*\/|\.ts$/g, ''),
    isCorrect: /(^|\/)correct\/[^/]+$/.test(path),
    program: compile(text, path),
  };
}
