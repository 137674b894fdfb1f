/** From files to a pack: what it is made of, and everything that is wrong with its files, each with its place. */
import type * as z from 'zod';
import { grouped } from '../base';
import {
  type Expectations,
  type Finding,
  type FindingCode,
  isReviewerPath,
  type PackFile,
  type PackManifest,
  type PackTrace,
  type Place,
  type Rubric,
} from '../model';
import { decodeUtf8, hashOf, identityHash, textHash } from '../submission';
import { importFindings } from './imports';
import { readJsonFile } from './json-file';
import { type JsonPath, placeAt } from './json-text';
import { figureBytesMax, filesMax, packBytesMax, textFileBytesMax } from './limits';
import {
  definitionFile,
  expectationsFile,
  isDropping,
  manifestFile,
  packFileKind,
  pathFault,
  rubricFile,
  signatureFile,
  starterFile,
  statementFile,
} from './paths';
import { expectationsSchema, manifestSchema, rubricSchema, signatureSchema, traceSchema } from './schemas';
import { scriptFindings } from './script';

/** A pack whose data can be read. Its definition and its protocols have not been run. */
export interface Pack {
  readonly manifest: PackManifest;
  /** Null without the reviewer's part, or if it cannot be read. */
  readonly expectations: Expectations | null;
  readonly rubric: Rubric | null;
  readonly traces: readonly { readonly file: string; readonly trace: PackTrace }[];
  readonly signature: PackSignature | null;
  /** Every file that is part of the pack, by path, sorted. */
  readonly files: readonly PackFile[];
  /** Those that are text. */
  readonly texts: ReadonlyMap<string, string>;
  readonly hashes: PackHashes;
  /** Where the value at a path of one of its JSON files lies. */
  readonly placeOf: (file: string, path: JsonPath) => Place;
}

export interface PackSignature {
  readonly key: string;
  readonly signature: string;
}

export interface PackHashes {
  /** Of what candidates get, without its signature. */
  readonly public: string;
  /** Of the reviewer's part; null without one. */
  readonly reviewer: string | null;
  /** Of both. */
  readonly whole: string;
}

export interface PackReading {
  /** Null if there is nothing to go on with: no `pack.json` that can be read, or no definition. */
  readonly pack: Pack | null;
  readonly findings: readonly Finding[];
}

/** @param folder name of the folder that the files lie in, if they lie in one */
export function readPack(given: readonly PackFile[], folder?: string): PackReading {
  const findings: Finding[] = [];
  const files = admitted(given, findings);
  const texts = textsOf(files, findings);
  const places = new Map<string, (path: JsonPath) => Place>();
  const read = <Value>(file: string, schema: z.ZodType<Value>, hasVersion = true): Value | null => {
    const text = texts.get(file);
    if (text === undefined) return null;
    const result = readJsonFile(file, text, schema, hasVersion);
    if (result.kind === 'err') {
      findings.push(...result.error);
      return null;
    }
    places.set(file, result.value.placeOf);
    return result.value.value;
  };
  const manifest = read(manifestFile, manifestSchema);
  const expectations = read(expectationsFile, expectationsSchema);
  const rubric = read(rubricFile, rubricSchema, false);
  const signature = read(signatureFile, signatureSchema);
  const traces = files
    .filter(({ path }) => packFileKind(path) === 'trace')
    .flatMap(({ path }) => {
      const trace = read(path, traceSchema);
      return trace === null ? [] : [{ file: path, trace }];
    });
  missingFindings(files, findings);
  findings.push(...importFindings(definitionFile, texts), ...scriptFindings(texts));
  if (manifest === null || !texts.has(definitionFile)) return { pack: null, findings };
  const placeOf = (file: string, path: JsonPath): Place => places.get(file)?.(path) ?? startOf(file);
  if (folder !== undefined && folder !== manifest.slug)
    findings.push({
      severity: 'warning',
      code: 'slug-differs',
      sentence: `The pack is called ${manifest.slug} and lies in the folder "${folder}". Give both the same name.`,
      place: placeOf(manifestFile, ['slug']),
    });
  const hashes = hashesOf(files);
  if (manifest.reviewer !== undefined && hashes.reviewer !== null && manifest.reviewer !== hashes.reviewer)
    findings.push({
      severity: 'warning',
      code: 'reviewer-differs',
      sentence: `The reviewer's part is not the one that ${manifestFile} names: its hash is ${hashes.reviewer.slice(0, 12)}…, not ${manifest.reviewer.slice(0, 12)}…. Take the one that was packed with it, or pack anew.`,
      place: placeOf(manifestFile, ['reviewer']),
    });
  return {
    pack: {
      manifest,
      expectations,
      rubric,
      traces,
      signature: signature === null ? null : { key: signature.key, signature: signature.signature },
      files,
      texts,
      hashes,
      placeOf,
    },
    findings,
  };
}

/** Hashes of the parts of a pack. The signature is no part of what is signed. */
export function hashesOf(files: readonly PackFile[]): PackHashes {
  const reviewer = files.filter(({ path }) => isReviewerPath(path));
  const own = files.filter(({ path }) => !isReviewerPath(path) && path !== signatureFile);
  return {
    public: identityHash(own),
    reviewer: reviewer.length === 0 ? null : identityHash(reviewer),
    whole: identityHash([...own, ...reviewer]),
  };
}

/** The first character of a file, for what concerns all of it. */
export function startOf(file: string): Place {
  return { file, line: 1, column: 1 };
}

/** The files that are part of a pack, sorted by path. */
function admitted(given: readonly PackFile[], findings: Finding[]): readonly PackFile[] {
  const say = (code: FindingCode, path: string, sentence: string, severity: Finding['severity'] = 'error'): void => {
    findings.push({ severity, code, sentence, place: startOf(tame(path)) });
  };
  const files: PackFile[] = [];
  const seen = new Map<string, string>();
  let bytes = 0;
  for (const file of given) {
    const { path } = file;
    if (isDropping(path)) continue;
    const fault = pathFault(path);
    if (fault !== undefined) {
      say('path-unsafe', path, `The path "${tame(path)}" ${fault}. Rename the file; it was left out.`);
      continue;
    }
    const other = seen.get(path.toLowerCase());
    if (other !== undefined) {
      const same =
        other === path
          ? 'is there twice'
          : `and ${other} differ by capital letters alone, which not every system can tell apart`;
      say('file-duplicate', path, `The file ${path} ${same}. Keep one of them.`);
      continue;
    }
    seen.set(path.toLowerCase(), path);
    const kind = packFileKind(path);
    if (kind === undefined) {
      const advice = 'No pack has such a file; it was left out. Remove it, or look at how its name is spelt';
      say('file-unknown', path, `${path}: ${advice}.`, 'warning');
      continue;
    }
    const max = kind === 'figure' ? figureBytesMax : textFileBytesMax;
    if (file.bytes.length > max) {
      const size = `${path} has ${megabytes(file.bytes.length)}, and ${megabytes(max)} is the most that ${kind === 'figure' ? 'a figure' : 'such a file'} can have`;
      say('file-too-large', path, `${size}. Make it smaller; it was left out.`);
      continue;
    }
    bytes += file.bytes.length;
    files.push(file);
  }
  if (files.length > filesMax) {
    say(
      'file-too-large',
      manifestFile,
      `The pack has ${grouped(files.length)} files, and ${filesMax} is the most. Remove some.`,
    );
    return [];
  }
  if (bytes > packBytesMax) {
    const largest = [...files].sort((a, b) => b.bytes.length - a.bytes.length).slice(0, 3);
    const words = largest.map((file) => `${file.path} with ${megabytes(file.bytes.length)}`).join(', ');
    say(
      'file-too-large',
      largest[0]?.path ?? manifestFile,
      `The pack has ${megabytes(bytes)}, and ${megabytes(packBytesMax)} is the most. Its largest files are ${words}. Make them smaller.`,
    );
    return [];
  }
  return files.sort((a, b) => (a.path < b.path ? -1 : 1));
}

function textsOf(files: readonly PackFile[], findings: Finding[]): ReadonlyMap<string, string> {
  const texts = new Map<string, string>();
  for (const { path, bytes } of files) {
    if (packFileKind(path) === 'figure' && !path.endsWith('.svg')) continue;
    const text = decodeUtf8(bytes);
    if (text !== null) texts.set(path, text);
    // What candidates hand in may be no text at all, and what they are told then is part of what is tested.
    else if (packFileKind(path) !== 'junk')
      findings.push({
        severity: 'error',
        code: 'not-utf8',
        sentence: `${path} is not text in UTF-8, from line ${lineOfFault(bytes)} on. Save it with this encoding.`,
        place: { file: path, line: lineOfFault(bytes), column: 1 },
      });
  }
  return texts;
}

/** The line with the first byte that is not UTF-8. */
function lineOfFault(bytes: Uint8Array): number {
  let low = 0;
  let high = bytes.length;
  // Lenient at its end, so that a character cut in two is no fault.
  const reads = (end: number): boolean => {
    try {
      new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(0, end), { stream: true });
      return true;
    } catch {
      return false;
    }
  };
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (reads(middle)) low = middle;
    else high = middle;
  }
  return bytes.subarray(0, low).filter((byte) => byte === 10).length + 1;
}

const needed: readonly (readonly [file: string, what: string])[] = [
  [
    manifestFile,
    'says what the challenge is called, what it asks and at which bounds; begin with one of the catalogue',
  ],
  [definitionFile, 'builds the system: write one whose default export is a function from bounds to a system'],
  [statementFile, 'is what candidates read first'],
  [starterFile, 'is the protocol that candidates begin with'],
];

function missingFindings(files: readonly PackFile[], findings: Finding[]): void {
  for (const [file, what] of needed)
    if (!files.some(({ path }) => path === file))
      findings.push({
        severity: 'error',
        code: 'file-missing',
        sentence: `The pack has no ${file}, which ${what}.`,
        place: startOf(file),
      });
}

/** A path from outside, fit to be shown. */
function tame(path: string): string {
  const shown = path.replace(/[^\x20-\x7e]/g, '?');
  return shown.length > 80 ? `${shown.slice(0, 80)}…` : shown;
}

function megabytes(bytes: number): string {
  return bytes < 1_000_000 ? `${grouped(bytes)} bytes` : `${(bytes / 1_000_000).toFixed(1)} MB`;
}

/** Where a text begins in a file of the pack; the start of the file if it is not there. */
export function placeOfText(pack: Pack, file: string, words: string): Place {
  const text = pack.texts.get(file) ?? '';
  return placeAt(file, text, Math.max(0, text.indexOf(words)));
}

/** A hash of some of the files of a pack and of data, for keys. */
export function keyOf(files: readonly (readonly [path: string, text: string])[], data: unknown): string {
  return hashOf([files.map(([path, text]) => [path, textHash(text)]), data]);
}
