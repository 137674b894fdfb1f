/** Makes a challenge from outside the catalogue ready to be worked on: its definition compiled, its first systems known. */
import type { SystemOutline } from '../../../workers/api';
import { err, ok, type Result } from '../../base';
import {
  type Bounds,
  type Challenge,
  type DefinitionCode,
  type PackManifest,
  type Problem,
  type Property,
  type SystemSpec,
  writesAgainstVariants,
} from '../../model';
import { addOpened, type VariantText } from '../catalogue';
import { isProblem } from '../workers';
import { buildOutlines, compileDefinition } from './definition-link';
import { compileVariants } from './variants';

/** What a candidate gets of a challenge, by path inside the pack. */
export interface ChallengeParts {
  readonly manifest: PackManifest;
  /** Files of the public part that are text. */
  readonly texts: ReadonlyMap<string, string>;
  readonly figureUrl: (file: string) => string | undefined;
}

/**
 * @param slug the name under which the page knows it
 * @param hash of what candidates get
 */
export async function openChallenge(
  parts: ChallengeParts,
  slug: string,
  hash: string,
): Promise<Result<Challenge, readonly Problem[]>> {
  const { manifest, texts, figureUrl } = parts;
  const statement = texts.get('statement.md');
  const starter = texts.get('starter.ts');
  const missing = [statement === undefined ? 'statement.md' : '', starter === undefined ? 'starter.ts' : ''].filter(
    Boolean,
  );
  if (statement === undefined || starter === undefined)
    return err([
      {
        code: 'challenge-invalid',
        sentence: `The pack has no ${missing.join(' and no ')}. Ask its author for a whole one.`,
      },
    ]);
  try {
    const compiled = await compileDefinition(definitionTexts(texts));
    if (compiled.kind === 'err') return compiled;
    const code = compiled.value;
    const variants = await compileVariants(manifest, texts);
    const tiers = [manifest.tiers.quick, manifest.tiers.full];
    const built = await buildOutlines(code, tiers);
    if (built.kind === 'err') return err([built.error]);
    const known = tiers.map((bounds, index): readonly [Bounds, SystemSpec] => [
      bounds,
      shownSystem(built.value[index] as SystemOutline),
    ]);
    const variantTexts = writesAgainstVariants(manifest) ? variantsIn(texts) : [];
    const opened = {
      data: { ...manifest, slug },
      hash,
      definition: {
        manifest: { ...manifest, slug },
        code,
        ...(variants.length === 0 ? {} : { variants }),
      },
      variants: variantTexts,
      statement,
      starter,
      figureUrl,
      buildSystem: (bounds: Bounds) => buildSystem(code, bounds),
    };
    return ok(addOpened(opened, known));
  } catch (error) {
    if (isProblem(error)) return err([error]);
    throw error;
  }
}

async function buildSystem(code: DefinitionCode, bounds: Bounds): Promise<SystemSpec> {
  const built = await buildOutlines(code, [bounds]);
  if (built.kind === 'err') throw built.error;
  return shownSystem(built.value[0] as SystemOutline);
}

/** The variants that candidates get. */
function variantsIn(texts: ReadonlyMap<string, string>): readonly VariantText[] {
  return [...texts].flatMap(([path, source]): readonly VariantText[] => {
    const [, folder, name] = /^variants\/(correct|mutants)\/([^/]+)\.ts$/.exec(path) ?? [];
    return name === undefined ? [] : [{ name, isCorrect: folder === 'correct', source }];
  });
}

/** Files that the definition can import. */
function definitionTexts(texts: ReadonlyMap<string, string>): Readonly<Record<string, string>> {
  return Object.fromEntries(
    [...texts].filter(([path]) => path.endsWith('.ts') && path !== 'starter.ts' && !path.startsWith('variants/')),
  );
}

/** An outline for those who draw systems. Its functions are in a worker's sandbox: calling one here is a mistake of ours. */
function shownSystem({ nodes, properties, ...data }: SystemOutline): SystemSpec {
  return {
    ...data,
    nodes: nodes.map(({ isScripted, ...node }) =>
      isScripted ? { ...node, adversary: { source: '' } as never } : node,
    ),
    properties: properties.map((property) => ({ ...property, ...elsewhere(property.kind) }) as Property),
  };
}

function elsewhere(kind: Property['kind']): Readonly<Record<string, unknown>> {
  const never = (): never => {
    throw new Error(`a property of kind ${kind} is evaluated in a sandbox, not in the page`);
  };
  return { claim: never, test: never, goal: never, cause: never, effect: never, of: never };
}
