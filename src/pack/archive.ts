/** Packs as archives: the public part, which candidates get, and the reviewer's part, which never leaves the team. */
import { err, grouped, ok, type Result } from '../base';
import { isReviewerPath, type PackFile, type Problem } from '../model';
import { identityHash, openZip, unpack, type ZipForm, zipFiles } from '../submission';
import { archiveBytesMax, figureBytesMax, filesMax, packBytesMax, pathLengthMax, textFileBytesMax } from './limits';
import { manifestFile, packFileKind, signatureFile } from './paths';
import { hashesOf, type Pack } from './read-pack';

/** A part of a pack, packed. */
export interface PackArchive {
  /** What it is called when it is saved. */
  readonly name: string;
  readonly bytes: Uint8Array;
  /** Of its files, see `identityHash`; the signature not included. */
  readonly hash: string;
}

export interface PackArchives {
  readonly public: PackArchive;
  /** Null where there is nothing of it. */
  readonly reviewer: PackArchive | null;
}

const form: ZipForm = {
  what: 'a pack',
  entriesMax: filesMax,
  nameLengthMax: pathLengthMax,
  names: /^[A-Za-z0-9_][A-Za-z0-9._-]*(\/[A-Za-z0-9_][A-Za-z0-9._-]*)*$/,
  unreadable: 'pack-unreadable',
  tooLarge: 'pack-too-large',
};

/**
 * The files of the public part as they are packed: `pack.json` names the hash of the reviewer's part, and a signature of
 * anything else is left out.
 */
export function publicFiles(pack: Pack): readonly PackFile[] {
  const { manifest, hashes } = pack;
  const own = pack.files.filter(({ path }) => !isReviewerPath(path));
  if (hashes.reviewer === null || manifest.reviewer === hashes.reviewer) return own;
  const text = `${JSON.stringify({ ...manifest, reviewer: hashes.reviewer }, null, 2)}\n`;
  return own
    .filter(({ path }) => path !== signatureFile)
    .map((file) => (file.path === manifestFile ? { path: manifestFile, bytes: new TextEncoder().encode(text) } : file));
}

/**
 * Both parts. The same pack gives the same bytes everywhere.
 *
 * @param signature text of `signature.json`, see `signPack`; what lies in the pack stays if missing
 */
export function packArchives(pack: Pack, signature?: string): PackArchives {
  const { slug, release } = pack.manifest;
  const own = publicFiles(pack).filter(({ path }) => signature === undefined || path !== signatureFile);
  const signed =
    signature === undefined ? own : [...own, { path: signatureFile, bytes: new TextEncoder().encode(signature) }];
  const reviewer = pack.files.filter(({ path }) => isReviewerPath(path));
  return {
    public: { name: `${slug}-${release}.interleave-pack.zip`, bytes: zipped(signed), hash: hashesOf(signed).public },
    reviewer:
      reviewer.length === 0
        ? null
        : {
            name: `${slug}-${release}.interleave-reviewer.zip`,
            bytes: zipped(reviewer),
            hash: identityHash(reviewer),
          },
  };
}

/** The files in an archive of either part. What they hold is not looked at. */
export function openPackArchive(bytes: Uint8Array): Result<readonly PackFile[], Problem> {
  if (bytes.length > archiveBytesMax) return tooLarge(bytes.length, archiveBytesMax);
  const entries = openZip(bytes, form);
  if (entries.kind === 'err') return entries;
  const size = [...entries.value.values()].reduce((sum, entry) => sum + entry.size, 0);
  if (size > packBytesMax) return tooLarge(size, packBytesMax);
  const files: PackFile[] = [];
  for (const entry of entries.value.values()) {
    const unpacked = unpack(entry, packFileKind(entry.name) === 'figure' ? figureBytesMax : textFileBytesMax, form);
    if (unpacked.kind === 'err') return unpacked;
    files.push({ path: entry.name, bytes: unpacked.value });
  }
  return ok(files);
}

/** Whether files are those of a reviewer's part alone, which is of use beside its pack. */
export function isReviewerPart(files: readonly PackFile[]): boolean {
  return files.length > 0 && files.every(({ path }) => isReviewerPath(path));
}

function zipped(files: readonly PackFile[]): Uint8Array {
  return zipFiles([...files].sort((a, b) => (a.path < b.path ? -1 : 1)).map(({ path, bytes }) => [path, bytes]));
}

function tooLarge(bytes: number, max: number): Result<never, Problem> {
  return err({
    code: 'pack-too-large',
    sentence: `The pack has ${grouped(bytes)} bytes, and ${grouped(max)} is the most that one can have. Make its figures smaller.`,
  });
}
