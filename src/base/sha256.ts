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
/** Where in the last block the length of the whole message is. */
const lengthAt = 56;
/** The message schedule of the block that is being mixed; nothing of it lasts. */
const schedule = new Int32Array(64);

/** Owns the state of one digest. */
export class Sha256 {
  readonly #words = startWords.slice();
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
    const block = this.#block;
    block[this.#blockLength] = 0x80;
    block.fill(0, this.#blockLength + 1);
    if (this.#blockLength >= lengthAt) {
      this.#mix(block, 0);
      block.fill(0);
    }
    const bitCount = this.#byteCount * 8;
    const length = [Math.floor(bitCount / 2 ** 32), bitCount >>> 0];
    for (let byte = 0; byte < 8; byte++)
      block[lengthAt + byte] = (length[byte >> 2] as number) >>> (24 - 8 * (byte & 3));
    this.#mix(block, 0);
    const digest = new Uint8Array(digestBytes);
    for (let byte = 0; byte < digestBytes; byte++)
      digest[byte] = (this.#words[byte >> 2] as number) >>> (24 - 8 * (byte & 3));
    return digest;
  }

  #mix(bytes: Uint8Array, at: number): void {
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
    let a = words[0] as number;
    let b = words[1] as number;
    let c = words[2] as number;
    let d = words[3] as number;
    let e = words[4] as number;
    let f = words[5] as number;
    let g = words[6] as number;
    let h = words[7] as number;
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
    words[0] = ((words[0] as number) + a) | 0;
    words[1] = ((words[1] as number) + b) | 0;
    words[2] = ((words[2] as number) + c) | 0;
    words[3] = ((words[3] as number) + d) | 0;
    words[4] = ((words[4] as number) + e) | 0;
    words[5] = ((words[5] as number) + f) | 0;
    words[6] = ((words[6] as number) + g) | 0;
    words[7] = ((words[7] as number) + h) | 0;
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
