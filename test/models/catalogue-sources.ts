/** Every protocol of the catalogue: starters, references, alternates and mutants, as paths below `challenges`. */
import { readdirSync } from 'node:fs';
import type { Challenge } from '../../src/model';

export function sourcesOf({ slug }: Challenge): readonly string[] {
  const folder = new URL(`../../challenges/${slug}/`, import.meta.url);
  const inFolder = (name: string): string[] =>
    readdirSync(new URL(name, folder))
      .filter((file) => file.endsWith('.ts'))
      .map((file) => `${slug}/${name}${file}`);
  return [`${slug}/starter.ts`, `${slug}/reference.ts`, ...inFolder('alternates/'), ...inFolder('mutants/')];
}
