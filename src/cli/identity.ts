/** What the engine and the challenges of a checkout are known by. The build of the app asks here, too, so both say the same. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import type { EngineIdentity } from '../model';
import { identityHash, isChallengePath, isEnginePath } from '../submission';

export interface Identities {
  readonly engine: EngineIdentity;
  /** Hash of each challenge by its slug. */
  readonly challenges: Readonly<Record<string, string>>;
  /** Absolute paths of all files that were read. */
  readonly files: readonly string[];
}

/** @param root folder of the checkout */
export function readIdentities(root: string): Identities {
  const sources = pathsIn(root, 'src').filter(isEnginePath);
  const slugs = readdirSync(join(root, 'challenges'), { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && existsSync(join(root, 'challenges', entry.name, 'challenge.ts')))
    .map(({ name }) => name)
    .sort();
  const packages = slugs.map((slug) => ({
    slug,
    paths: pathsIn(root, `challenges/${slug}`).filter((path) => isChallengePath(slug, path)),
  }));
  const { version }: { version: string } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  return {
    engine: { version, hash: hashOfFiles(root, sources) },
    challenges: Object.fromEntries(packages.map(({ slug, paths }) => [slug, hashOfFiles(root, paths)])),
    files: [...sources, ...packages.flatMap(({ paths }) => paths), 'package.json'].map((path) => join(root, path)),
  };
}

function hashOfFiles(root: string, paths: readonly string[]): string {
  return identityHash(paths.map((path) => ({ path, bytes: readFileSync(join(root, path)) })));
}

/** All files below a folder, by their paths from the root, with `/`. */
function pathsIn(root: string, folder: string): readonly string[] {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) =>
      join(parentPath, name)
        .slice(join(root, '.').length + 1)
        .split(sep)
        .join('/'),
    );
}
