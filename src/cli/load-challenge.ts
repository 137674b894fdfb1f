/**
 * A challenge by its name in the catalogue, by its folder or by its archive. A folder's `challenge.ts` is run as it is: it is
 * the code of an author on the author's own machine, and not confined. That of an archive runs in the sandbox.
 */
import { existsSync, readFileSync, statSync } from 'node:fs';
import { register } from 'node:module';
import { basename, join, relative, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { challengeBySlug, challenges } from '../../challenges';
import { err, ok, type Result } from '../base';
import { openDefinition } from '../check';
import { loadSandboxWasm } from '../host/wasm-node';
import {
  type Challenge,
  challengeOfPack,
  type Finding,
  type PackFile,
  type PackManifest,
  type SystemSpec,
} from '../model';
import { definitionFile, openPackArchive, type Pack, readPack, starterFile } from '../pack';
import { definitionSource } from '../verify';
import { readPackFolder } from './pack-files';
import { readBytes } from './review-files';

/** Where a challenge is: plain values, for other threads. */
export type ChallengePlace =
  | { readonly kind: 'catalogue'; readonly slug: string }
  /** The absolute path of its folder. */
  | { readonly kind: 'folder'; readonly path: string }
  /** The absolute path of the archive with its public part. */
  | { readonly kind: 'archive'; readonly path: string };

/** What a name on the command line means: a name of the catalogue comes first; `./paxos` is a folder. */
export function placeOf(name: string): ChallengePlace {
  if (challengeBySlug(name) !== undefined) return { kind: 'catalogue', slug: name };
  if (name.endsWith('.zip')) return { kind: 'archive', path: resolve(name) };
  const isPath = /[\\/]|^\.+$/.test(name) || statSync(name, { throwIfNoEntry: false })?.isDirectory() === true;
  return isPath ? { kind: 'folder', path: resolve(name) } : { kind: 'catalogue', slug: name };
}

/** The protocol that a check begins with, and where it lies. Undefined if it cannot be read. */
export function starterOf(place: ChallengePlace): { readonly path: string; readonly source: Uint8Array | undefined } {
  const path = join(folderOf(place), starterFile);
  if (place.kind !== 'archive') return { path, source: existsSync(path) ? readFileSync(path) : undefined };
  const files = packFilesAt(place);
  return {
    path,
    source: files.kind === 'ok' ? files.value.find((file) => file.path === starterFile)?.bytes : undefined,
  };
}

/** The folder of a challenge; of an archive, the archive. */
export function folderOf(place: ChallengePlace): string {
  return place.kind === 'catalogue'
    ? fileURLToPath(new URL(`../../challenges/${place.slug}`, import.meta.url))
    : place.path;
}

/** All files of a challenge; of an archive those of the reviewer's part, too, if its archive lies beside it. */
export function packFilesAt(place: ChallengePlace): Result<readonly PackFile[], string> {
  if (place.kind !== 'archive') return readPackFolder(folderOf(place));
  const own = archiveFiles(place.path);
  const beside = place.path.replace(/\.interleave-pack\.zip$/, '.interleave-reviewer.zip');
  if (own.kind === 'err' || beside === place.path || !existsSync(beside)) return own;
  const reviewer = archiveFiles(beside);
  return reviewer.kind === 'err' ? reviewer : ok([...own.value, ...reviewer.value]);
}

function archiveFiles(path: string): Result<readonly PackFile[], string> {
  const shown = relative(process.cwd(), path);
  const bytes = readBytes(path);
  if (bytes.kind === 'err')
    return err(`The archive "${shown}" cannot be read. Check its name and whether you may read it.`);
  const files = openPackArchive(bytes.value);
  return files.kind === 'ok' ? files : err(`"${shown}": ${files.error.sentence}`);
}

/** An error is a sentence for the person at the terminal: what is wrong, in which file, and what to do. */
export async function loadChallenge(place: ChallengePlace): Promise<Result<Challenge, string>> {
  if (place.kind === 'folder') return loadFolder(place.path);
  if (place.kind === 'archive') return loadArchive(place);
  const challenge = challengeBySlug(place.slug);
  if (challenge !== undefined) return ok(challenge);
  const known = challenges.map(({ slug }) => slug).join(', ');
  return err(
    `There is no challenge "${place.slug}". There are ${known}. A challenge of your own is named by its folder, as in ./my-challenge.`,
  );
}

async function loadFolder(folder: string): Promise<Result<Challenge, string>> {
  const shown = relative(process.cwd(), folder) || '.';
  if (!existsSync(folder))
    return err(`There is no folder "${shown}". Name a folder with ${definitionFile} and starter.ts.`);
  if (statSync(folder).isFile())
    return err(`"${shown}" is a file. Name the folder that holds ${definitionFile} and starter.ts.`);
  if (!existsSync(join(folder, definitionFile)))
    return err(
      `The folder "${shown}" has no ${definitionFile}. Write one whose default export is a function from bounds to a system; those in the folder challenges are examples.`,
    );
  const files = readPackFolder(folder);
  if (files.kind === 'err') return files;
  const { pack, findings } = readPack(files.value, basename(folder));
  if (pack === null) return err(findingWords(findings, shown));
  return loadDefinition(folder, pack.manifest);
}

async function loadArchive(place: ChallengePlace): Promise<Result<Challenge, string>> {
  const files = packFilesAt(place);
  if (files.kind === 'err') return files;
  const shown = relative(process.cwd(), folderOf(place));
  const { pack, findings } = readPack(files.value);
  if (pack === null) return err(findingWords(findings, shown));
  const challenge = await sandboxedChallenge(pack);
  return challenge.kind === 'ok' ? challenge : err(findingWords(challenge.error, shown));
}

/** A pack with its definition in a sandbox, which lasts as long as this thread. */
export async function sandboxedChallenge(pack: Pack): Promise<Result<Challenge, readonly Finding[]>> {
  const [{ compileDefinition }, { compileSource }, { libraryText }] = await Promise.all([
    import('../host/compile-definition'),
    import('../host/compile'),
    import('../host/libraries/libraries-node'),
  ]);
  const source = definitionSource(pack, { compileDefinition, compile: compileSource });
  return source.kind === 'err'
    ? source
    : ok(await openDefinition({ wasm: loadSandboxWasm(), libraryText }, source.value));
}

/** The challenge that the definition in a folder makes with its data. */
export async function loadDefinition(folder: string, manifest: PackManifest): Promise<Result<Challenge, string>> {
  const path = join(folder, definitionFile);
  const file = relative(process.cwd(), path);
  letImport(folder);
  let exported: Readonly<Record<string, unknown>>;
  try {
    exported = await import(pathToFileURL(path).href);
  } catch (error) {
    return err(`${placeOfError(error, folder, path)}: ${messageOf(error)} Mend this, then check again.`);
  }
  // A file that Node takes for CommonJS has all its exports in its default export.
  const inner = exported.default;
  const system = isRecord(inner) && 'default' in inner ? inner.default : inner;
  if (typeof system !== 'function')
    return err(
      `${file} has no system: its default export ${system === undefined ? 'is missing' : `is ${typeof system === 'object' ? 'an object' : `a ${typeof system}`}`}. Write \`export default function system(bounds: Bounds): SystemSpec { … }\`; what is data belongs in pack.json.`,
    );
  return ok(challengeOfPack(manifest, system as (bounds: Challenge['tiers']['quick']) => SystemSpec));
}

/** The first error, with its place: `my-challenge/pack.json:3:5: …`. */
export function findingWords(findings: readonly Finding[], shown: string): string {
  const finding = findings.find(({ severity }) => severity === 'error') as Finding;
  const { file, line, column } = finding.place;
  return `${join(shown, file)}:${line}:${column}: ${finding.sentence}`;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

/** `my-challenge/challenge.ts:12:5`, as far as the error says. */
function placeOfError(error: unknown, folder: string, path: string): string {
  const told = error instanceof Error ? `${error.message}\n${error.stack ?? ''}` : '';
  const files = told.replaceAll('file://', '').split('\n');
  for (const line of files) {
    const start = line.indexOf(folder);
    const found = start < 0 ? null : /^(.+?\.[cm]?[jt]s):(\d+):(\d+)/.exec(line.slice(start));
    if (found !== null) return `${relative(process.cwd(), found[1] ?? path)}:${found[2]}:${found[3]}`;
  }
  return relative(process.cwd(), path);
}

/** The message without the place, which is said before it, as a sentence. */
function messageOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  const told = message
    .split('\n')
    .find((line) => / ERROR: /.test(line))
    ?.replace(/^.* ERROR: /, '');
  const sentence = (told ?? message.split('\n')[0] ?? '').trim();
  return /[.!?]$/.test(sentence) ? sentence : `${sentence}.`;
}

/** Folders whose files can be read. */
const readable = new Set<string>();

/** Makes `interleave/challenge` and `interleave/monitors` known to the files of a folder. */
function letImport(folder: string): void {
  if (readable.has(folder)) return;
  readable.add(folder);
  register('./author-imports.mjs', import.meta.url, { data: `${pathToFileURL(folder).href}/` });
}
