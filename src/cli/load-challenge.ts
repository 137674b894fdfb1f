/**
 * A challenge by its name in the catalogue or by its folder. A folder's `challenge.ts` is run as it is: it is the code of
 * an author on the author's own machine, and not confined.
 */
import { existsSync, readFileSync, statSync } from 'node:fs';
import { register } from 'node:module';
import { join, relative, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { z } from 'zod';
import { challengeBySlug, challenges } from '../../challenges';
import { err, ok, type Result } from '../base';
import type { Challenge } from '../model';

/** Where a challenge is: plain values, for other threads. */
export type ChallengePlace =
  | { readonly kind: 'catalogue'; readonly slug: string }
  /** The absolute path of its folder. */
  | { readonly kind: 'folder'; readonly path: string };

const definitionFile = 'challenge.ts';
const dataFile = 'pack.json';

/** What a name on the command line means: a name of the catalogue comes first; `./paxos` is a folder. */
export function placeOf(name: string): ChallengePlace {
  if (challengeBySlug(name) !== undefined) return { kind: 'catalogue', slug: name };
  const isPath = /[\\/]|^\.+$/.test(name) || statSync(name, { throwIfNoEntry: false })?.isDirectory() === true;
  return isPath ? { kind: 'folder', path: resolve(name) } : { kind: 'catalogue', slug: name };
}

/** The protocol that a check begins with. */
export function starterPath(place: ChallengePlace): string {
  return place.kind === 'folder'
    ? join(place.path, 'starter.ts')
    : fileURLToPath(new URL(`../../challenges/${place.slug}/starter.ts`, import.meta.url));
}

/** An error is a sentence for the person at the terminal: what is wrong, in which file, and what to do. */
export async function loadChallenge(place: ChallengePlace): Promise<Result<Challenge, string>> {
  if (place.kind === 'folder') return loadFolder(place.path);
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
  const path = join(folder, definitionFile);
  if (!existsSync(path))
    return err(
      `The folder "${shown}" has no ${definitionFile}. Write one that exports the challenge: its system, bounds and properties; those in the folder challenges are examples.`,
    );
  letImport(folder);
  let exported: Readonly<Record<string, unknown>>;
  try {
    exported = await import(pathToFileURL(path).href);
  } catch (error) {
    return err(`${placeOfError(error, folder, path)}: ${messageOf(error)} Mend this, then check again.`);
  }
  const inner = exported.default;
  const own = isRecord(inner) && 'default' in inner ? inner.default : inner;
  if (typeof own === 'function') return challengeOfData(own, folder, shown);
  return challengeAmong(exported, join(shown, definitionFile));
}

/** A definition that is a function alone: what is data lies beside it. */
function challengeOfData(system: object, folder: string, shown: string): Result<Challenge, string> {
  const path = join(folder, dataFile);
  const file = join(shown, dataFile);
  if (!existsSync(path))
    return err(`The folder "${shown}" has no ${dataFile}, which says what the challenge is called.`);
  try {
    const data: unknown = JSON.parse(readFileSync(path, 'utf8'));
    return challengeFrom(isRecord(data) ? { ...data, system } : data, file);
  } catch (error) {
    return err(`${file}: ${messageOf(error)} Mend this, then check again.`);
  }
}

/** The default export; else the only export that is an object with a `system`, as in the catalogue. */
function challengeAmong(exported: Readonly<Record<string, unknown>>, file: string): Result<Challenge, string> {
  // A file that Node takes for CommonJS has all its exports in its default export.
  const inner = exported.default;
  const names = isRecord(inner) && 'default' in inner ? inner : exported;
  const candidates = Object.entries(names).filter(([name, value]) => name !== 'default' && looksLikeChallenge(value));
  const chosen = names.default ?? (candidates.length === 1 ? candidates[0]?.[1] : undefined);
  if (chosen === undefined)
    return err(
      candidates.length > 1
        ? `${file} exports ${candidates.length} challenges: ${candidates.map(([name]) => name).join(', ')}. Make one of them the default export.`
        : `${file} exports no challenge. Write \`export default challenge;\`, where challenge has the form of Challenge: slug, title, parameters, tiers, system and so on.`,
    );
  return challengeFrom(chosen, file);
}

function challengeFrom(chosen: unknown, file: string): Result<Challenge, string> {
  const checked = challengeShape.safeParse(chosen);
  if (checked.success) return ok(chosen as Challenge);
  const issue = checked.error.issues[0];
  const field = issue?.path.map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`)).join('') ?? '';
  return err(
    `${file}: what it exports is not a challenge. ${field === '' ? 'It' : `Its field ${field.replace(/^\./, '')}`} ${issue?.message ?? 'is not as it must be'}. See the interface Challenge.`,
  );
}

function looksLikeChallenge(value: unknown): boolean {
  return isRecord(value) && 'system' in value && 'tiers' in value;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

const text = z.string({ error: 'must be a text' });
const number = z.number({ error: 'must be a number' });
const whole = z.number({ error: 'must be a number' }).int({ error: 'must be a whole number' });
const bounds = z.record(z.string(), whole, { error: 'must name a number for each parameter' });
const texts = z.array(text, { error: 'must be a list of texts' });

/** What is wrong with its values, such as bounds that do not fit, a check says. */
const challengeShape = z.object(
  {
    slug: text.regex(/^[a-z0-9][a-z0-9-]*$/, { error: 'must be made of small letters, digits and hyphens' }),
    code: text,
    title: text,
    summary: text,
    area: text,
    level: text,
    minutes: z.tuple([number, number], { error: 'must be two numbers: from and to' }),
    parameters: z.array(
      z.object({ name: text, label: text, meaning: text, min: whole, max: whole }, { error: 'must be a parameter' }),
      { error: 'must be a list of parameters' },
    ),
    tiers: z.object({ quick: bounds, full: bounds }, { error: 'must have quick and full bounds' }),
    tasks: texts,
    hints: texts,
    referenceStates: z.object({ quick: whole, full: whole }, { error: 'must have quick and full' }).optional(),
    system: z.custom((value) => typeof value === 'function', { error: 'must be a function from bounds to a system' }),
  },
  { error: 'must be an object' },
);

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
