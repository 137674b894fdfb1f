/**
 * The files of a draft and what can be done to them. Everything that is not typing is an operation, and carrying one out gives
 * the operation that takes it back: that one holds the contents as they were then, so nothing typed since is lost by going
 * back and forth.
 */
import { assert, err, ok, type Result } from '../../base';
import { compareText } from '../../model';
import type { FileChange, FileContent } from '../storage/draft-storage';

export type DraftFiles = ReadonlyMap<string, FileContent>;

/** Something that is done to files at once. A path is moved or written, never both. */
export interface FileOperation {
  /** What it does, for the menu: `Rename mutants/a.ts to mutants/b.ts`. */
  readonly label: string;
  /** Files that move, from a path to one that is free. */
  readonly moves: readonly (readonly [from: string, to: string])[];
  /** Files that get this content, and files that go (null). */
  readonly writes: readonly FileChange[];
}

export interface Operated {
  readonly files: DraftFiles;
  readonly inverse: FileOperation;
  /** What storage has to be told. */
  readonly changes: readonly FileChange[];
}

/** Carries out an operation. Refused, in a sentence, where a file would be written over that is not named as written. */
export function operate(files: DraftFiles, operation: FileOperation): Result<Operated, string> {
  const { label, moves, writes } = operation;
  const moved = new Set(moves.flat());
  assert(!writes.some(([path]) => moved.has(path)), 'a path is moved or written, never both');
  const next = new Map(files);
  const changed = new Set<string>();
  for (const [from, to] of moves) {
    const content = next.get(from);
    if (content === undefined) return err(`There is no file ${from} any more, so it cannot be moved.`);
    const taken = sameName([...next.keys()], to);
    if (taken !== undefined && taken !== from) return err(`There is a file ${taken} already.`);
    next.delete(from);
    next.set(to, content);
    changed.add(from).add(to);
  }
  const undone: FileChange[] = [];
  for (const [path, content] of writes) {
    const other = sameName([...next.keys()], path);
    if (content !== null && other !== undefined && other !== path)
      return err(`There is a file ${other} already: two names that differ in case alone are one on many machines.`);
    undone.push([path, next.get(path) ?? null]);
    if (content === null) next.delete(path);
    else next.set(path, content);
    changed.add(path);
  }
  const inverse: FileOperation = {
    label,
    moves: [...moves].reverse().map(([from, to]) => [to, from] as const),
    writes: undone.reverse(),
  };
  const changes = [...changed].map((path): FileChange => [path, next.get(path) ?? null]);
  return ok({ files: sorted(next), inverse, changes });
}

/** The files with one text typed into. */
export function withText(files: DraftFiles, path: string, text: string): DraftFiles {
  const next = new Map(files);
  next.set(path, text);
  return next;
}

/** Moves a file; where the expectations name it they name it anew. */
export function renameFile(files: DraftFiles, from: string, to: string): FileOperation {
  const expected = files.get(expectationsFile);
  const named = JSON.stringify(from);
  const mentions = from !== expectationsFile && typeof expected === 'string' && expected.includes(`"file": ${named}`);
  return {
    label: `Rename ${from} to ${to}`,
    moves: [[from, to]],
    writes: mentions
      ? [[expectationsFile, expected.replaceAll(`"file": ${named}`, `"file": ${JSON.stringify(to)}`)]]
      : [],
  };
}

const expectationsFile = 'expected.json';

export function addFile(path: string, content: FileContent): FileOperation {
  return { label: `Add ${path}`, moves: [], writes: [[path, content]] };
}

export function deleteFile(path: string): FileOperation {
  return { label: `Delete ${path}`, moves: [], writes: [[path, null]] };
}

/** Files in the order in which a tree lists them. */
export function sorted(files: ReadonlyMap<string, FileContent>): DraftFiles {
  return new Map([...files].sort(([a], [b]) => compareText(a, b)));
}

/** Longest path of a file. */
export const pathLengthMax = 120;

/** Why a path cannot be the name of a file of a pack; null if it can. */
export function pathProblem(path: string): string | null {
  if (path === '') return 'A file needs a name.';
  if (path.length > pathLengthMax)
    return `A path has at most ${pathLengthMax} characters; this one has ${path.length}.`;
  const segments = path.split('/');
  if (segments.some((segment) => !/^[A-Za-z0-9_][A-Za-z0-9._-]*$/.test(segment)))
    return 'Names are made of letters, digits, hyphens, dots and underscores, and begin with a letter, digit or underscore; folders are separated by /.';
  if (!/\.[a-z0-9]+$/.test(path)) return 'A file needs an ending that says what it is, such as .ts.';
  return null;
}

function sameName(paths: readonly string[], path: string): string | undefined {
  const wanted = path.toLowerCase();
  return paths.find((known) => known.toLowerCase() === wanted);
}
