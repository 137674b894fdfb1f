/** The variants that lie in the folder of a challenge. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Breaking } from '../check';
import { compileSource } from '../host/compile';
import { libraryText } from '../host/libraries/libraries-node';
import type { Variant } from '../model';

const catalogue = fileURLToPath(new URL('../../challenges', import.meta.url));

/** Those of a challenge of the catalogue. */
export const breaking: Breaking = { libraryText, variants: async (slug) => variantsIn(join(catalogue, slug)) };

/** Those of a challenge in a folder anywhere. */
export function breakingIn(folder: string): Breaking {
  return { libraryText, variants: async () => variantsIn(folder) };
}

function variantsIn(folder: string): readonly Variant[] {
  return (['correct', 'mutants'] as const).flatMap((kind) => {
    const inside = join(folder, 'variants', kind);
    const files = existsSync(inside) ? readdirSync(inside).filter((file) => file.endsWith('.ts')) : [];
    return files.map(
      (file): Variant => ({
        name: file.replace(/\.ts$/, ''),
        isCorrect: kind === 'correct',
        program: compileSource(readFileSync(join(inside, file), 'utf8'), file),
      }),
    );
  });
}
