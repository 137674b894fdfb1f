/**
 * Reading zip archives from strangers: the plainest form only, and nothing is unpacked beyond what is allowed. Entries lie one
 * after the other from the first byte on, each as the directory at the end says; there is nothing between or behind them.
 * No folders, no links, no encryption, no extra fields, no comments, no Zip64, no second disk. Source: PKWARE APPNOTE 6.3.10.
 */
import { Inflate, zipSync } from 'fflate';
import { ok, type Result } from '../base';
import type { Problem, ProblemCode } from '../model';
import { quoted, refuse } from './problems';

/** A file in an archive, still packed. */
export interface ZipEntry {
  readonly name: string;
  /** Bytes when unpacked, as the archive says. */
  readonly size: number;
  readonly packed: Uint8Array;
  readonly isDeflated: boolean;
  readonly checksum: number;
}

/** What an archive of some kind can hold, and what is said of one that does not. */
export interface ZipForm {
  /** For sentences: `a submission`. */
  readonly what: string;
  readonly entriesMax: number;
  readonly nameLengthMax: number;
  readonly names: RegExp;
  readonly unreadable: ProblemCode;
  readonly tooLarge: ProblemCode;
}

export const submissionForm: ZipForm = {
  what: 'a submission',
  entriesMax: 16,
  nameLengthMax: 64,
  names: /^[a-z0-9][a-z0-9-]*(\.[a-z0-9-]+)+$/,
  unreadable: 'bundle-unreadable',
  tooLarge: 'bundle-too-large',
};

const directoryEndBytes = 22;
const directoryEntryBytes = 46;
const entryHeaderBytes = 30;
/** Flags that only say how the packing was done, or that the name is UTF-8. */
const harmlessFlags = 0x0806;
const encryptedFlag = 1;

/** The archive of some files: the same files give the same bytes, in every browser, in Node, in every time zone. */
export function zipFiles(files: readonly (readonly [name: string, bytes: Uint8Array])[]): Uint8Array {
  // Archives hold local time, so this is the same day everywhere; the first of January is not, east or west of where it is read.
  return zipSync(Object.fromEntries(files), { level: 9, mtime: new Date(1980, 0, 2), os: 0, attrs: 0 });
}

/** The files of an archive by name. Their contents are not looked at yet. */
export function openZip(
  bytes: Uint8Array,
  form: ZipForm = submissionForm,
): Result<ReadonlyMap<string, ZipEntry>, Problem> {
  const { entriesMax, nameLengthMax, names } = form;
  const unreadable = (fault: string): Result<never, Problem> => refuseArchive(form, fault);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = bytes.length - directoryEndBytes;
  if (end < 0 || view.getUint32(end, true) !== 0x06054b50 || view.getUint16(end + 20, true) !== 0)
    return unreadable('it does not end as an archive does');
  const count = view.getUint16(end + 10, true);
  const directory = view.getUint32(end + 16, true);
  if (view.getUint32(end + 4, true) !== 0 || view.getUint16(end + 8, true) !== count)
    return unreadable('it says that it has more than one part');
  if (count > entriesMax) return unreadable(`it has ${count} entries, and ${entriesMax} is the most`);
  if (directory + view.getUint32(end + 12, true) !== end) return unreadable('its directory is not at its end');

  const entries = new Map<string, ZipEntry>();
  let at = directory;
  let dataAt = 0;
  for (let index = 0; index < count; index++) {
    if (at + directoryEntryBytes > end || view.getUint32(at, true) !== 0x02014b50)
      return unreadable(`entry ${index + 1} is missing from its directory`);
    const nameLength = view.getUint16(at + 28, true);
    const nameEnd = at + directoryEntryBytes + nameLength;
    const name = String.fromCharCode(...bytes.subarray(at + directoryEntryBytes, Math.min(nameEnd, at + 300)));
    if (!names.test(name) || nameLength > nameLengthMax || nameEnd > end)
      return unreadable(`an entry is named ${quoted(name)}, and such names are not allowed`);
    if (entries.has(name)) return unreadable(`it has two entries named ${quoted(name)}`);
    const flags = view.getUint16(at + 8, true);
    if (flags & encryptedFlag) return unreadable(`${quoted(name)} is encrypted inside the archive`);
    const method = view.getUint16(at + 10, true);
    const packedSize = view.getUint32(at + 20, true);
    const size = view.getUint32(at + 24, true);
    const isPlain =
      (flags & ~harmlessFlags) === 0 &&
      (method === 8 || (method === 0 && packedSize === size)) &&
      // Lengths of extra field and comment, number of the disk.
      view.getUint32(at + 30, true) === 0 &&
      view.getUint16(at + 34, true) === 0;
    if (!isPlain) return unreadable(`${quoted(name)} is packed in a way that no such file is`);
    if (view.getUint32(at + 42, true) !== dataAt || !agrees(view, at, dataAt, nameLength, directory))
      return unreadable(`${quoted(name)} is not where, or what, the directory says`);
    const start = dataAt + entryHeaderBytes + nameLength;
    dataAt = start + packedSize;
    if (dataAt > directory) return unreadable(`${quoted(name)} is cut off`);
    const packed = bytes.subarray(start, dataAt);
    entries.set(name, { name, size, packed, isDeflated: method === 8, checksum: view.getUint32(at + 16, true) });
    at = nameEnd;
  }
  if (at !== end || dataAt !== directory) return unreadable('there is something between its entries');
  return ok(entries);
}

/** The bytes of an entry, of which there are at most so many: packing is undone piece by piece, and no further. */
export function unpack(entry: ZipEntry, sizeMax: number, form: ZipForm = submissionForm): Result<Uint8Array, Problem> {
  const { name, size, packed } = entry;
  if (size > sizeMax)
    return refuse(
      form.tooLarge,
      `${quoted(name)} unpacks to ${size} bytes, and ${sizeMax} is the most. Do not trust the file.`,
    );
  const bytes = entry.isDeflated ? inflate(packed, size) : packed;
  if (bytes === null || checksumOf(bytes) !== entry.checksum)
    return refuse(
      form.unreadable,
      `${quoted(name)} is damaged: it does not unpack to what the archive says. Ask for the file again.`,
    );
  return ok(bytes);
}

/** Whether an entry's own header says what the directory says of it. */
function agrees(view: DataView, at: number, headerAt: number, nameLength: number, directory: number): boolean {
  if (headerAt + entryHeaderBytes + nameLength > directory || view.getUint32(headerAt, true) !== 0x04034b50)
    return false;
  // Version needed, flags, method, moment, checksum, sizes, length of the name: 24 bytes, the same in both. No extra field.
  for (let byte = 0; byte < 24; byte++)
    if (view.getUint8(headerAt + 4 + byte) !== view.getUint8(at + 6 + byte)) return false;
  if (view.getUint16(headerAt + 28, true) !== 0) return false;
  for (let byte = 0; byte < nameLength; byte++)
    if (view.getUint8(headerAt + entryHeaderBytes + byte) !== view.getUint8(at + directoryEntryBytes + byte))
      return false;
  return true;
}

/** A piece of so many bytes unpacks to at most 1,032 times as many. */
const pieceBytes = 32_768;

function inflate(packed: Uint8Array, size: number): Uint8Array | null {
  const bytes = new Uint8Array(size);
  let at = 0;
  const stream = new Inflate((piece) => {
    if (at + piece.length <= size) bytes.set(piece, at);
    at += piece.length;
  });
  try {
    for (let start = 0; start < packed.length && at <= size; start += pieceBytes)
      stream.push(packed.subarray(start, start + pieceBytes), start + pieceBytes >= packed.length);
  } catch {
    // The library throws for bytes that are not packed as they should be.
    return null;
  }
  return at === size ? bytes : null;
}

const checksumTable = Int32Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  return value;
});

/** CRC-32, as zip uses it. */
function checksumOf(bytes: Uint8Array): number {
  let value = -1;
  for (let at = 0; at < bytes.length; at++)
    value = (checksumTable[(value ^ (bytes[at] as number)) & 255] as number) ^ (value >>> 8);
  return ~value >>> 0;
}

function refuseArchive({ what, unreadable }: ZipForm, fault: string): Result<never, Problem> {
  return refuse(unreadable, `The file is not the archive that ${what} is: ${fault}. Ask for the file again.`);
}
