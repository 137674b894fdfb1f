/** The files that `review` is given: submissions, keys and hidden bounds. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { err, ok, type Result } from '../base';
import { compareText, type Problem } from '../model';

/** Deeper folders than this are nobody's submissions. */
const depthMax = 4;
/** A larger file is no submission; it is refused before it is read. */
const bytesMax = 64_000_000;

/** All submissions that the names mean: files as they are, and of folders what looks like one. In the order of the names. */
export function submissionFiles(names: readonly string[]): Result<readonly string[], string> {
  const found: string[] = [];
  for (const name of names) {
    const status = statSync(name, { throwIfNoEntry: false });
    if (status === undefined) return err(`There is no file or folder "${name}".`);
    if (!status.isDirectory()) {
      found.push(name);
      continue;
    }
    const inside = filesIn(name, 0).filter(looksLikeSubmission);
    if (inside.length === 0) return err(`The folder "${name}" holds no submission: no file whose name ends in .age.`);
    found.push(...inside);
  }
  return ok([...new Set(found)]);
}

function filesIn(folder: string, depth: number): readonly string[] {
  return readdirSync(folder, { withFileTypes: true })
    .sort((one, other) => compareText(one.name, other.name))
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return depth < depthMax ? filesIn(path, depth + 1) : [];
      return entry.isFile() ? [path] : [];
    });
}

function looksLikeSubmission(path: string): boolean {
  return path.endsWith('.age') && !/\.(feedback|interleave-key)\.age$/.test(path);
}

/** The bytes of a file, or why they cannot be had. */
export function readBytes(path: string): Result<Uint8Array, Problem> {
  try {
    const { size } = statSync(path);
    if (size > bytesMax)
      return err({
        code: 'bundle-too-large',
        sentence: `The file has ${size} bytes; no submission has more than ${bytesMax}.`,
      });
    return ok(new Uint8Array(readFileSync(path)));
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? String(error);
    return err({
      code: 'file-unreadable',
      sentence: `The file cannot be read (${code}). Check its name and permissions.`,
    });
  }
}
