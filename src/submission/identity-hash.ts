/**
 * What an engine and a challenge are known by: a hash over the files that decide a verdict. The same files have the same
 * hash wherever and in whatever order they were read.
 */
import { compareText, isReviewerPath } from '../model';
import { bytesHash, hashOf } from './hash';

/** A file by its path from the root of the repository, with `/`. */
export interface IdentityFile {
  readonly path: string;
  readonly bytes: Uint8Array;
}

/**
 * The hash of a set of files: of the canonical JSON of `[path, hash of the bytes]`, sorted by path. In text files (known by
 * their ending) CRLF counts as LF, so that a checkout on Windows is the same.
 */
export function identityHash(files: readonly IdentityFile[]): string {
  const rows = files.map(({ path, bytes }) => [path, bytesHash(isText(path) ? withoutReturns(bytes) : bytes)] as const);
  return hashOf([...rows].sort(([a], [b]) => compareText(a, b)));
}

/** Whether a file of the repository belongs to the engine. */
export function isEnginePath(path: string): boolean {
  return /^src\/(base|model|host|system|engine|properties|monitors|verdict|check)\/.+\.(ts|tsx|mjs|js)$/.test(path);
}

/** Whether a file of the repository is part of what a candidate of this challenge gets. */
export function isChallengePath(slug: string, path: string): boolean {
  const start = `challenges/${slug}/`;
  if (!path.startsWith(start)) return false;
  const name = path.slice(start.length);
  return !isReviewerPath(name);
}

function isText(path: string): boolean {
  return /\.(ts|tsx|mjs|js|md|json|svg|txt|css|html)$/.test(path);
}

const lineFeed = 10;
const carriageReturn = 13;

function withoutReturns(bytes: Uint8Array): Uint8Array {
  return bytes.filter((byte, at) => byte !== carriageReturn || bytes[at + 1] !== lineFeed);
}
