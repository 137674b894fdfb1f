/** The files of a pack that lies in a folder. */
import { lstatSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { err, ok, type Result } from '../base';
import type { PackFile } from '../model';

/** A folder with more is not one of a pack; nothing of it is read then. */
const entriesMax = 5000;
/** Larger files are not read: no pack can have them. Their size is what they are refused for. */
const bytesMax = 200_000_000;
const skipped: ReadonlySet<string> = new Set(['node_modules', '.git']);

/** Links are not followed. An error is a sentence. */
export function readPackFolder(folder: string): Result<readonly PackFile[], string> {
  const paths: string[] = [];
  const pending = [folder];
  for (let at = pending.pop(); at !== undefined; at = pending.pop())
    for (const entry of readdirSync(at, { withFileTypes: true })) {
      if (entry.isDirectory() && !skipped.has(entry.name)) pending.push(join(at, entry.name));
      if (entry.isFile()) paths.push(join(at, entry.name));
      if (paths.length > entriesMax)
        return err(
          `The folder "${shown(folder)}" has more than ${entriesMax} files. Name the folder of one challenge.`,
        );
    }
  const files: PackFile[] = [];
  for (const path of paths.sort()) {
    const { size } = lstatSync(path);
    if (size > bytesMax)
      return err(
        `The file "${shown(path)}" has ${Math.round(size / 1_000_000)} MB, more than any file of a pack can have. Remove it from the folder.`,
      );
    try {
      files.push({ path: relative(folder, path).split(sep).join('/'), bytes: readFileSync(path) });
    } catch (error) {
      return err(`The file "${shown(path)}" cannot be read (${(error as NodeJS.ErrnoException).code ?? error}).`);
    }
  }
  return ok(files);
}

function shown(path: string): string {
  return relative(process.cwd(), path) || '.';
}
