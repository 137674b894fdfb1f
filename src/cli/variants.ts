/** The variants of a challenge: in its folder, or in its archive; those that only reviewers have among them. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Breaking } from '../check';
import { compileBytes } from '../host/compile';
import { libraryText } from '../host/libraries/libraries-node';
import { type HiddenVariant, hiddenVariantName, type PackFile, type Variant } from '../model';
import { type ChallengePlace, folderOf, packFilesAt } from './load-challenge';

const catalogue = fileURLToPath(new URL('../../challenges', import.meta.url));

/** Those of a challenge of the catalogue. */
export const breaking: Breaking = {
  libraryText,
  variants: async (slug) => variantsAmong(filesIn(join(catalogue, slug))),
  hidden: async (slug) => hiddenAmong(filesIn(join(catalogue, slug))),
};

/** Those of a challenge wherever it is. */
export function breakingAt(place: ChallengePlace): Breaking {
  if (place.kind === 'catalogue') return breaking;
  const files = variantFilesAt(place);
  return {
    libraryText,
    variants: async () => variantsAmong(files),
    hidden: async () => hiddenAmong(files),
  };
}

/** The sources of the variants of a challenge that candidates do not get. */
export function hiddenSources(place: ChallengePlace): readonly HiddenVariant[] {
  return found(variantFilesAt(place), 'hidden/variants/').map(({ name, isCorrect, bytes }) => ({
    ...{ name, isCorrect },
    source: new TextDecoder().decode(bytes),
  }));
}

function variantFilesAt(place: ChallengePlace): readonly PackFile[] {
  if (place.kind !== 'archive') return filesIn(folderOf(place));
  const files = packFilesAt(place);
  return files.kind === 'ok' ? files.value : [];
}

function filesIn(folder: string): readonly PackFile[] {
  return ['variants', 'hidden/variants'].flatMap((start) =>
    ['correct', 'mutants'].flatMap((kind) => {
      const inside = join(folder, start, kind);
      const names = existsSync(inside) ? readdirSync(inside).filter((file) => file.endsWith('.ts')) : [];
      return names.map(
        (name): PackFile => ({ path: `${start}/${kind}/${name}`, bytes: readFileSync(join(inside, name)) }),
      );
    }),
  );
}

function variantsAmong(files: readonly PackFile[]): readonly Variant[] {
  return found(files, 'variants/').map(({ name, isCorrect, bytes }) => ({
    ...{ name, isCorrect },
    program: compileBytes(bytes, `${name}.ts`),
  }));
}

function hiddenAmong(files: readonly PackFile[]): readonly Variant[] {
  return found(files, 'hidden/variants/').map(({ name, isCorrect, bytes }) => ({
    ...{ name: hiddenVariantName(name), isCorrect },
    program: compileBytes(bytes, `${name}.ts`),
  }));
}

interface FoundVariant {
  readonly name: string;
  readonly isCorrect: boolean;
  readonly bytes: Uint8Array;
}

function found(files: readonly PackFile[], start: string): readonly FoundVariant[] {
  return files.flatMap(({ path, bytes }): readonly FoundVariant[] => {
    if (!path.startsWith(start)) return [];
    const [, kind, name] = /^(correct|mutants)\/([^/]+)\.ts$/.exec(path.slice(start.length)) ?? [];
    return name === undefined ? [] : [{ name, isCorrect: kind === 'correct', bytes }];
  });
}
