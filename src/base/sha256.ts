/**
 * SHA-256 of bytes that come piece by piece, the same in every browser and in Node, also where a page has no
 * cryptography because it was not served securely. Source: FIPS 180-4, sections 4.1.2, 4.2.2 and 6.2.
 */

const digestBytes = 32;

const roundConstants = new Int32Array(64);
const startWords = new Int32Array(8);
for (let prime = 2, count = 0; count < 64; prime++) {
  if (!isPrime(prime)) continue;
  if (count < 8) startWords[count] = fractionBits(prime ** (1 / 2));
  roundConstants[count] = fractionBits(Math.cbrt(prime));
  count++;
}

const blockBytes = 64;

/** Owns the state of one digest. */
export class Sha256 {
  readonly #words = startWords.slice();
  readonly #schedule = new Int32Array(64);
  readonly #block = new Uint8Array(blockBytes);
  #blockLength = 0;
  #byteCount = 0;

  /** Takes in more bytes. */
  add(bytes: Uint8Array): this {
    this.#byteCount += bytes.length;
    let at = 0;
    if (this.#blockLength > 0) {
      at = Math.min(blockBytes - this.#blockLength, bytes.length);
      this.#block.set(bytes.subarray(0, at), this.#blockLength);
      this.#blockLength += at;
      if (this.#blockLength < blockBytes) return this;
      this.#mix(this.#block, 0);
      this.#blockLength = 0;
    }
    for (; at + blockBytes <= bytes.length; at += blockBytes) this.#mix(bytes, at);
    this.#block.set(bytes.subarray(at), 0);
    this.#blockLength = bytes.length - at;
    return this;
  }

  /** The digest of all bytes. Nothing can be added afterwards. */
  finish(): Uint8Array<ArrayBuffer> {
    const bitCount = this.#byteCount * 8;
    const padding = new Uint8Array((this.#blockLength < 56 ? 56 : 120) - this.#blockLength + 8);
    padding[0] = 0x80;
    const view = new DataView(padding.buffer);
    view.setUint32(padding.length - 8, Math.floor(bitCount / 2 ** 32));
    view.setUint32(padding.length - 4, bitCount >>> 0);
    this.add(padding);
    const digest = new Uint8Array(digestBytes);
    const words = new DataView(digest.buffer);
    for (let index = 0; index < 8; index++) words.setInt32(index * 4, this.#words[index] as number);
    return digest;
  }

  #mix(bytes: Uint8Array, at: number): void {
    const schedule = this.#schedule;
    for (let index = 0; index < 16; index++) {
      const first = at + index * 4;
      schedule[index] =
        ((bytes[first] as number) << 24) |
        ((bytes[first + 1] as number) << 16) |
        ((bytes[first + 2] as number) << 8) |
        (bytes[first + 3] as number);
    }
    for (let index = 16; index < 64; index++) {
      const near = schedule[index - 2] as number;
      const far = schedule[index - 15] as number;
      const sigma1 = ((near >>> 17) | (near << 15)) ^ ((near >>> 19) | (near << 13)) ^ (near >>> 10);
      const sigma0 = ((far >>> 7) | (far << 25)) ^ ((far >>> 18) | (far << 14)) ^ (far >>> 3);
      schedule[index] = (sigma1 + (schedule[index - 7] as number) + sigma0 + (schedule[index - 16] as number)) | 0;
    }
    const words = this.#words;
    let [a, b, c, d, e, f, g, h] = words as unknown as [number, number, number, number, number, number, number, number];
    for (let index = 0; index < 64; index++) {
      const sum1 = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7));
      const choice = (e & f) ^ (~e & g);
      const first = (h + sum1 + choice + (roundConstants[index] as number) + (schedule[index] as number)) | 0;
      const sum0 = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10));
      const majority = (a & b) ^ (a & c) ^ (b & c);
      h = g;
      g = f;
      f = e;
      e = (d + first) | 0;
      d = c;
      c = b;
      b = a;
      a = (first + sum0 + majority) | 0;
    }
    const after = [a, b, c, d, e, f, g, h];
    for (let index = 0; index < 8; index++) words[index] = ((words[index] as number) + (after[index] as number)) | 0;
  }
}

/** The digest of a text's UTF-8 bytes, as 64 hexadecimal digits. */
export function sha256Hex(text: string): string {
  const digest = new Sha256().add(new TextEncoder().encode(text)).finish();
  return [...digest].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** The first 32 bits behind the point. */
function fractionBits(value: number): number {
  return Math.floor((value - Math.floor(value)) * 2 ** 32) | 0;
}

function isPrime(number: number): boolean {
  for (let divisor = 2; divisor * divisor <= number; divisor++) if (number % divisor === 0) return false;
  return true;
}
