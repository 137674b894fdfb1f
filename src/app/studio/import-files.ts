/**
 * Files of a folder that somebody chose or dropped, as the files of a draft. What cannot be taken is named with its reason;
 * nothing is read that is too large.
 */
import { err, ok, type Result } from '../../base';
import { unpackArchive } from '../packs/definition-link';
import { formatBytes, listInWords } from '../ui';
import { type DraftFiles, pathProblem, sorted } from './draft-files';
import { isTextPath } from './file-tree';
import { manifestPath } from './manifest-text';

/** A file that was chosen, by its path from the chosen folder on. */
export interface ChosenFile {
  readonly path: string;
  readonly file: File;
}

export interface ImportedFiles {
  readonly files: DraftFiles;
  /** What was left out and why, in sentences. */
  readonly leftOut: readonly string[];
}

/** The most that a draft may be: what a pack may be, and room for what will be thrown out. */
const bytesMax = 20_000_000;
const filesMax = 1000;

/** Folders and files that tools leave behind. */
const droppings = /(^|\/)(\.[^/]*|node_modules|__MACOSX|Thumbs\.db|desktop\.ini|[^/]*~)(\/|$)/;

/** Takes the files in archives of a pack for files that were chosen, whatever form an archive has. */
export async function importFiles(given: readonly ChosenFile[]): Promise<Result<ImportedFiles, string>> {
  const archives = given.filter(({ path }) => /^[^/]+\.zip$/.test(path));
  if (archives.length === 0) return importFolder(given);
  const chosen: ChosenFile[] = [];
  for (const { path, file } of archives) {
    if (file.size > bytesMax) return err(`${path} has ${formatBytes(file.size)}: no pack is so large.`);
    const unpacked = await unpackArchive(new Uint8Array(await file.arrayBuffer()));
    if (unpacked.kind === 'err') return err(`${path}: ${unpacked.error.sentence}`);
    // A draft is not signed: its signature is made anew when it is published.
    for (const inner of unpacked.value)
      if (inner.path !== 'signature.json' && !chosen.some((known) => known.path === inner.path))
        chosen.push({ path: inner.path, file: new File([inner.bytes as BlobPart], inner.path) });
  }
  return importFolder(chosen);
}

async function importFolder(chosen: readonly ChosenFile[]): Promise<Result<ImportedFiles, string>> {
  const wanted = chosen.filter(({ path }) => !droppings.test(path));
  if (wanted.length === 0) return err('There is no file in what was chosen. Choose the folder that holds pack.json.');
  const root = rootOf(wanted.map(({ path }) => path));
  if (root.kind === 'err') return root;
  const inside = wanted.filter(({ path }) => path.startsWith(root.value));
  if (inside.length > filesMax)
    return err(
      `The folder has ${inside.length} files, and ${filesMax} is the most. Is it the folder of one challenge?`,
    );
  const bytes = inside.reduce((sum, { file }) => sum + file.size, 0);
  if (bytes > bytesMax) {
    const largest = inside.reduce((one, other) => (other.file.size > one.file.size ? other : one));
    return err(
      `The folder has ${formatBytes(bytes)}, and a challenge may have ${formatBytes(bytesMax)}. The largest file is ${largest.path.slice(root.value.length)} with ${formatBytes(largest.file.size)}. Take it out or make it smaller, then import again.`,
    );
  }
  const files = new Map<string, string | Uint8Array>();
  const leftOut: string[] = [];
  for (const { path, file } of inside) {
    const name = path.slice(root.value.length);
    const problem = pathProblem(name);
    const twin = [...files.keys()].find((known) => known.toLowerCase() === name.toLowerCase());
    if (problem !== null) leftOut.push(`${name} was left out. ${problem}`);
    else if (twin !== undefined) leftOut.push(`${name} was left out: it differs from ${twin} in case alone.`);
    else {
      const content = await contentOf(name, file);
      if (content === null)
        leftOut.push(`${name} was left out: it is not UTF-8 text. Save it as UTF-8 and add it again.`);
      else files.set(name, content);
    }
  }
  if (files.size === 0) return err(`Nothing could be read. ${leftOut.join(' ')}`);
  return ok({ files: sorted(files), leftOut });
}

/** A file's bytes as what a draft holds: a text where it is one. Null where it should be text and is not. */
export function draftContent(path: string, bytes: Uint8Array): string | Uint8Array | null {
  if (!isTextPath(path)) return bytes;
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes).replace(/\r\n?/g, '\n');
  } catch {
    return null;
  }
}

async function contentOf(path: string, file: File): Promise<string | Uint8Array | null> {
  return draftContent(path, new Uint8Array(await file.arrayBuffer()));
}

/** The folder that holds `pack.json`, with a slash at its end; the folder that was chosen where none does. */
function rootOf(paths: readonly string[]): Result<string, string> {
  const roots = paths.filter((path) => path === manifestPath || path.endsWith(`/${manifestPath}`));
  const [first, second] = roots.map((path) => path.slice(0, path.length - manifestPath.length));
  if (first !== undefined && second !== undefined)
    return err(
      `There are ${roots.length} packs in this folder: ${listInWords(roots.slice(0, 3))}. Choose the folder of one of them.`,
    );
  if (first !== undefined) return ok(first);
  const [path = ''] = paths;
  const start = path.slice(0, path.indexOf('/') + 1);
  return ok(paths.every((other) => other.startsWith(start)) ? start : '');
}
