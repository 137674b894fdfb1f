/** Opening a submission. Everything in it may be made to deceive: nothing is believed that can be checked here. */
import * as z from 'zod';
import { err, ok, type Result } from '../base';
import {
  type FileTexts,
  type LogEntry,
  type Problem,
  type StoryStop,
  type Submission,
  type SubmissionManifest,
  workFiles,
} from '../model';
import { loadAge } from './age';
import { checkCanonical, readCanonical } from './canonical-file';
import { checkHashedLog } from './check-log';
import { bytesHash } from './hash';
import { newer, parseJson } from './json-file';
import { logBytesMax, manifestBytesMax, sealedBytesMax, textBytesMax } from './limits';
import { decodeLog } from './log-file';
import { manifestSchema, storySchema } from './manifest-schema';
import { quoted, refuse } from './problems';
import { isSealed, openSealed } from './seal';
import { decodeUtf8 } from './utf8';
import { openZip, unpack, type ZipEntry } from './zip';

/** Loads what opening needs beforehand; it is loaded then anyway if this was not called. */
export async function readyToOpen(): Promise<void> {
  await loadAge();
}

/** Opens a sealed submission with the first of the keys that fits, and reads it. */
export async function openSubmission(
  sealed: Uint8Array,
  identities: readonly string[],
): Promise<Result<Submission, Problem>> {
  const opened = await openSealed(sealed, identities);
  return opened.kind === 'ok' ? readSubmission(opened.value) : opened;
}

/**
 * Reads a bundle that is not sealed, or not any more. What comes out fits together: every file is the one that the manifest
 * names, and the log, if it is there, leads to the files. Whether its claims are true is another question.
 */
export function readSubmission(bytes: Uint8Array): Result<Submission, Problem> {
  if (bytes.length > sealedBytesMax)
    return refuse(
      'bundle-too-large',
      `The file is larger than ${sealedBytesMax / 1_000_000} MB, more than a submission can be. Do not trust it.`,
    );
  if (isSealed(bytes))
    return refuse('bundle-unreadable', 'The file is still sealed. Open it with the key that the invite was made with.');
  const entries = openZip(bytes);
  if (entries.kind === 'err') return entries;
  const manifest = readManifest(entries.value);
  if (manifest.kind === 'err') return manifest;
  const contents = readContents(entries.value, manifest.value.manifest);
  return contents.kind === 'ok' ? assemble(manifest.value, contents.value) : contents;
}

interface HashedManifest {
  readonly manifest: SubmissionManifest;
  readonly hash: string;
}

const opening = z.looseObject({ format: z.literal('interleave-submission'), version: z.int().min(1) });

function readManifest(entries: ReadonlyMap<string, ZipEntry>): Result<HashedManifest, Problem> {
  const entry = entries.get('manifest.json');
  if (entry === undefined)
    return invalid('the archive has no “manifest.json”, so it is something else than a submission');
  const bytes = unpack(entry, manifestBytesMax);
  if (bytes.kind === 'err') return bytes;
  const text = decodeUtf8(bytes.value);
  const value = text === null ? undefined : parseJson(text);
  const head = opening.safeParse(value);
  if (text === null || !head.success) return invalid('its “manifest.json” is not that of a submission');
  if (head.data.version > 1) return err(newer('The submission'));
  const parsed = checkCanonical(text, value, manifestSchema);
  if (parsed.kind === 'err') return invalid(`its “manifest.json” ${parsed.error}`);
  return ok({ manifest: parsed.value, hash: bytesHash(bytes.value) });
}

/** Every file that a submission has, and one that it may have. */
const contentNames = [...workFiles, 'cover.md', 'story.json', 'log.jsonl'] as const;
type ContentName = (typeof contentNames)[number];
type Contents = Readonly<Record<Exclude<ContentName, 'log.jsonl'>, string> & { 'log.jsonl'?: Uint8Array }>;

function sizeMax(name: ContentName): number {
  switch (name) {
    case 'protocol.ts':
    case 'notes.md':
    case 'explanation.md':
    case 'cover.md':
      return textBytesMax;
    case 'story.json':
      return manifestBytesMax;
    case 'log.jsonl':
      return logBytesMax;
  }
}

function readContents(entries: ReadonlyMap<string, ZipEntry>, manifest: SubmissionManifest): Result<Contents, Problem> {
  const expected = contentNames.filter((name) => name !== 'log.jsonl' || manifest.log.share !== 'left-out');
  const stranger = [...entries.keys(), ...Object.keys(manifest.files)].find(
    (name) => name !== 'manifest.json' && !(expected as readonly string[]).includes(name),
  );
  if (stranger !== undefined) return invalid(`it has a file named ${quoted(stranger)}, which does not belong into it`);
  const contents: { -readonly [Name in keyof Contents]?: Contents[Name] } = {};
  for (const name of expected) {
    const entry = entries.get(name);
    const described = manifest.files[name];
    if (entry === undefined || described === undefined)
      return invalid(`“${name}” is missing from ${entry === undefined ? 'the archive' : 'its manifest'}`);
    const bytes = unpack(entry, sizeMax(name));
    if (bytes.kind === 'err') return bytes;
    if (bytes.value.length !== described.bytes || bytesHash(bytes.value) !== described.sha256)
      return invalid(`“${name}” is not the file that the manifest names: its SHA-256 is another`);
    if (name === 'log.jsonl') contents[name] = bytes.value;
    else {
      const text = decodeUtf8(bytes.value);
      if (text === null) return invalid(`“${name}” is not UTF-8 text`);
      contents[name] = text;
    }
  }
  return ok(contents as Contents);
}

function assemble({ manifest, hash }: HashedManifest, contents: Contents): Result<Submission, Problem> {
  const story = readCanonical(contents['story.json'], storySchema);
  if (story.kind === 'err') return invalid(`its “story.json” ${story.error}`);
  const lost = story.value.find((stop) => recordsNamed(stop).some((record) => record >= manifest.log.records));
  if (lost !== undefined)
    return invalid(`a stop of its story, ${quoted(lost.title)}, names a record that the log does not have`);
  const files: FileTexts = {
    'protocol.ts': contents['protocol.ts'],
    'notes.md': contents['notes.md'],
    'explanation.md': contents['explanation.md'],
  };
  const log = readLog(manifest, contents['log.jsonl'], files);
  if (log.kind === 'err') return log;
  return ok({ manifest, files, log: log.value, story: story.value, cover: contents['cover.md'], hash });
}

function recordsNamed({ record, trace }: StoryStop): readonly number[] {
  return [record, trace?.check].filter((number) => typeof number === 'number');
}

function readLog(
  manifest: SubmissionManifest,
  bytes: Uint8Array | undefined,
  files: FileTexts,
): Result<readonly LogEntry[] | null, Problem> {
  if (bytes === undefined) return ok(null);
  const log = decodeLog(bytes);
  if (log.kind === 'err') return log;
  const { entries, hashes } = log.value;
  const checked = checkHashedLog(entries, (_, index) => hashes[index] as string, manifest.challenge.hash, files);
  if (checked.kind === 'err') return checked;
  const { head } = checked.value;
  const { share, records } = manifest.log;
  if (head.n + 1 !== records || head.hash !== manifest.log.head)
    return refuse(
      'log-broken',
      `The work log ends at record ${head.n} with the hash ${head.hash.slice(0, 8)}…, and the manifest says that it ends at record ${records - 1} with the hash ${manifest.log.head.slice(0, 8)}…. Judge the files alone, or ask.`,
    );
  const isRedacted = entries.some((entry) => 'redacted' in entry);
  return isRedacted === (share === 'redacted')
    ? ok(entries)
    : invalid(`the log has ${isRedacted ? '' : 'no '}spans that were left out, and the manifest says otherwise`);
}

function invalid(fault: string): Result<never, Problem> {
  return refuse(
    'bundle-invalid',
    `The submission is damaged or was changed: ${fault}. Ask for the file again; do not trust this one.`,
  );
}
