/** The definition of a pack from outside, ready for the sandbox. */
import { err, ok, type Result } from '../base';
import {
  type Compiled,
  type DefinitionCompiled,
  type DefinitionSource,
  type Finding,
  type Variant,
  writesAgainstVariants,
} from '../model';
import { definitionFile, type Pack, packFileKind, startOf } from '../pack';

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
  const variants = [...pack.texts].flatMap(([path, text]): readonly Variant[] =>
    packFileKind(path) === 'variant'
      ? [
          {
            name: path.replace(/^.*\/|\.ts$/g, ''),
            isCorrect: path.startsWith('variants/correct/'),
            program: compile(text, path),
          },
        ]
      : [],
  );
  return ok({ manifest, code: compiled.code, ...(writesAgainstVariants(manifest) ? { variants } : {}) });
}
