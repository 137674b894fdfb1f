/**
 * Bytes in frames, each with a checksum: pieces of a file that can be written, read and trusted one after the other.
 * Numbers are words of 32 bits, least significant byte first. Layout of the whole:
 *
 *     [ "interleave-ckpt\n", format version, 0, 0, 0 ]  [ frame ]  [ frame ] …
 *
 * Layout of a frame; the payload is filled up with zero bytes to whole blocks of 16:
 *
 *     [ kind, payload bytes, number of the frame, 0, payload …, checksum of all that (4 words) ]
 */
import { checksum, checksumWords, DamageError, requireIntact } from '../../base';

export const formatVersion = 1;

/** What frames hold, in the order in which they come. */
export const frameKinds = { header: 1, answers: 2, questions: 3, fired: 4, search: 5, states: 6, end: 7 } as const;

export interface Frame {
  readonly kind: number;
  readonly payload: Uint8Array<ArrayBuffer>;
}

/** Pieces of bytes, cut anywhere. */
export type Pieces = AsyncIterable<Uint8Array> | Iterable<Uint8Array>;

/** Lists are cut into frames of this size. */
export const pieceBytes = 4 * 2 ** 20;
/** One answer of a handler may be long; nothing else is. */
const payloadBytesMax = 256 * 2 ** 20;
const blockBytes = 16;
const headWords = 4;
const magic = 'interleave-ckpt\n';
const openingBytes = 32;

/** Thrown for a file of another format version. */
export class FormatVersionError extends Error {
  readonly version: number;
  constructor(version: number) {
    super(`format version ${version}`);
    this.version = version;
  }
}

/** Thrown for a file that does not begin as a checkpoint does. */
export class NoCheckpointError extends Error {}

/** How every checkpoint begins. */
export function opening(): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(openingBytes);
  bytes.set(new TextEncoder().encode(magic));
  new DataView(bytes.buffer).setUint32(magic.length, formatVersion, true);
  return bytes;
}

/** Whether a file begins as a checkpoint does, of whatever version. */
export function beginsAsCheckpoint(bytes: Uint8Array): boolean {
  return new TextDecoder('latin1').decode(bytes.subarray(0, magic.length)) === magic;
}

/** One frame in bytes. */
export function encodeFrame(kind: number, number: number, payload: Uint8Array): Uint8Array<ArrayBuffer> {
  const paddedBytes = Math.ceil(payload.length / blockBytes) * blockBytes;
  const bytes = new Uint8Array((headWords + checksumWords) * 4 + paddedBytes);
  const words = new Int32Array(bytes.buffer);
  words.set([kind, payload.length, number, 0]);
  bytes.set(payload, headWords * 4);
  const end = words.length - checksumWords;
  words.set(checksum(words.subarray(0, end), number), end);
  return bytes;
}

/** Reads frames one after the other. Throws a `DamageError` where bytes are not what was written. */
export class FrameReader {
  readonly #pieces: AsyncIterator<Uint8Array> | Iterator<Uint8Array>;
  #piece: Uint8Array = new Uint8Array(0);
  #used = 0;
  #frameCount = 0;

  constructor(pieces: Pieces) {
    this.#pieces = Symbol.asyncIterator in pieces ? pieces[Symbol.asyncIterator]() : pieces[Symbol.iterator]();
  }

  /** Reads how the file begins. */
  async open(): Promise<void> {
    const bytes = await this.#take(openingBytes);
    if (!beginsAsCheckpoint(bytes)) throw new NoCheckpointError('no checkpoint');
    const version = new DataView(bytes.buffer).getUint32(magic.length, true);
    if (version !== formatVersion) throw new FormatVersionError(version);
  }

  async next(): Promise<Frame> {
    const head = await this.#take(headWords * 4);
    const [kind, length, number, zero] = new Int32Array(head.buffer) as unknown as [number, number, number, number];
    requireIntact(
      length >= 0 && length <= payloadBytesMax && number === this.#frameCount && zero === 0,
      'a frame begins where one ends',
    );
    this.#frameCount++;
    const paddedBytes = Math.ceil(length / blockBytes) * blockBytes;
    const bytes = new Uint8Array(headWords * 4 + paddedBytes);
    bytes.set(head);
    await this.#fill(bytes, headWords * 4);
    const expected = new Int32Array((await this.#take(checksumWords * 4)).buffer);
    const found = checksum(new Int32Array(bytes.buffer), number);
    requireIntact(
      found.every((word, index) => word === expected[index]),
      'the checksum of a frame is that of its bytes',
    );
    return { kind, payload: bytes.slice(headWords * 4, headWords * 4 + length) };
  }

  /** Lets go of where the pieces come from. */
  async close(): Promise<void> {
    await this.#pieces.return?.();
  }

  async #take(count: number): Promise<Uint8Array<ArrayBuffer>> {
    const bytes = new Uint8Array(count);
    await this.#fill(bytes, 0);
    return bytes;
  }

  async #fill(bytes: Uint8Array, from: number): Promise<void> {
    let at = from;
    while (at < bytes.length) {
      if (this.#used === this.#piece.length) {
        const { done, value } = await this.#pieces.next();
        if (done === true || value === undefined) throw new DamageError('The file ends too soon.');
        this.#piece = value;
        this.#used = 0;
      }
      const count = Math.min(bytes.length - at, this.#piece.length - this.#used);
      bytes.set(this.#piece.subarray(this.#used, this.#used + count), at);
      this.#used += count;
      at += count;
    }
  }
}
