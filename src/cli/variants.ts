/** The variants of a challenge: in its folder, or in its archive. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Breaking } from '../check';
import { compileBytes } from '../host/compile';
import { libraryText } from '../host/libraries/libraries-node';
import type { PackFile, Variant } from '../model';
import { type ChallengePlace, packFilesAt } from './load-challenge';

const catalogue = fileURLToPath(new URL('../../challenges', import.meta.url));

/** Those of a challenge of the catalogue. */
export const breaking: Breaking = { libraryText, variants: async (slug) => variantsIn(join(catalogue, slug)) };

/** Those of a challenge wherever it is. */
export function breakingAt(place: ChallengePlace): Breaking {
  switch (place.kind) {
    case 'catalogue':
      return breaking;
    case 'folder':
      return { libraryText, variants: async () => variantsIn(place.path) };
    case 'archive': {
      const files = packFilesAt(place);
      const variants = files.kind === 'ok' ? variantsAmong(files.value) : [];
      return { libraryText, variants: async () => variants };
    }
  }
}

function variantsIn(folder: string): readonly Variant[] {
  const files = (['correct', 'mutants'] as const).flatMap((kind) => {
    const inside = join(folder, 'variants', kind);
    const names = existsSync(inside) ? readdirSync(inside).filter((file) => file.endsWith('.ts')) : [];
    return names.map(
      (name): PackFile => ({ path: `variants/${kind}/${name}`, bytes: readFileSync(join(inside, name)) }),
    );
  });
  return variantsAmong(files);
}

function variantsAmong(files: readonly PackFile[]): readonly Variant[] {
  return files.flatMap(({ path, bytes }): readonly Variant[] => {
    const [, kind, name] = /^variants\/(correct|mutants)\/([^/]+)\.ts$/.exec(path) ?? [];
    if (name === undefined) return [];
    return [{ name, isCorrect: kind === 'correct', program: compileBytes(bytes, `${name}.ts`) }];
  });
}
