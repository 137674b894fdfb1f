/** Archives as no honest program writes them: every number can be another. */
import { crc32 } from './crc32';

export interface RawEntry {
  readonly name: string;
  /** As it lies in the archive. */
  readonly data: Uint8Array;
  readonly method?: number;
  readonly flags?: number;
  /** Unpacked size, where it is not that of the data. */
  readonly size?: number;
  readonly checksum?: number;
  /** Bytes of extra field in both headers. */
  readonly extra?: Uint8Array;
  /** What the entry's own header says, where it differs from the directory. */
  readonly local?: { readonly name?: string; readonly size?: number };
  /** Where the directory says that it is, if elsewhere. */
  readonly offset?: number;
  /** Bytes before the entry that belong to nothing. */
  readonly gap?: number;
}

export interface RawEnd {
  readonly comment?: string;
  readonly disk?: number;
  readonly count?: number;
  readonly behind?: number;
}

export function rawZip(entries: readonly RawEntry[], end: RawEnd = {}): Uint8Array {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let at = 0;
  const put = (part: Buffer) => {
    parts.push(part);
    at += part.length;
  };
  for (const entry of entries) {
    put(Buffer.alloc(entry.gap ?? 0));
    const offset = entry.offset ?? at;
    const extra = Buffer.from(entry.extra ?? []);
    const header = (name: string, size: number): Buffer => {
      const bytes = Buffer.alloc(26);
      bytes.writeUInt16LE(20, 0);
      bytes.writeUInt16LE(entry.flags ?? 0, 2);
      bytes.writeUInt16LE(entry.method ?? 0, 4);
      bytes.writeUInt32LE(0x00220000, 6);
      bytes.writeUInt32LE(entry.checksum ?? crc32(entry.data), 10);
      bytes.writeUInt32LE(entry.data.length, 14);
      bytes.writeUInt32LE(size, 18);
      bytes.writeUInt16LE(Buffer.byteLength(name, 'latin1'), 22);
      bytes.writeUInt16LE(extra.length, 24);
      return bytes;
    };
    const { name, size = entry.data.length } = entry;
    const localName = entry.local?.name ?? name;
    put(Buffer.concat([Buffer.from('PK\x03\x04'), header(localName, entry.local?.size ?? size)]));
    put(Buffer.concat([Buffer.from(localName, 'latin1'), extra, entry.data]));
    const rest = Buffer.alloc(14);
    rest.writeUInt32LE(offset, 10);
    directory.push(Buffer.from('PK\x01\x02\x14\x00'), header(name, size), rest, Buffer.from(name, 'latin1'), extra);
  }
  const table = Buffer.concat(directory);
  const tail = Buffer.alloc(22);
  tail.write('PK\x05\x06', 0, 'latin1');
  tail.writeUInt16LE(end.disk ?? 0, 4);
  tail.writeUInt16LE(end.count ?? entries.length, 8);
  tail.writeUInt16LE(end.count ?? entries.length, 10);
  tail.writeUInt32LE(table.length, 12);
  tail.writeUInt32LE(at, 16);
  tail.writeUInt16LE(end.comment?.length ?? 0, 20);
  return Buffer.concat([...parts, table, tail, Buffer.from(end.comment ?? ''), Buffer.alloc(end.behind ?? 0)]);
}
