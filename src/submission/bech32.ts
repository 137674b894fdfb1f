/** Bytes as text with a prefix and a checksum, as keys of age are written. Source: BIP 173, without its limit of 90 characters. */

const digits = 'qpzry9x8gf2tvdw0s3jn54khce6mua7l';
const generators = [0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3] as const;
const checksumLength = 6;

/** The text, in lower case. */
export function encodeBech32(prefix: string, bytes: Uint8Array): string {
  const words = regroup(bytes, 8, 5, true) ?? [];
  const checksum = polymod([...expanded(prefix), ...words, 0, 0, 0, 0, 0, 0]) ^ 1;
  const last = Array.from({ length: checksumLength }, (_, index) => (checksum >>> (5 * (5 - index))) & 31);
  return `${prefix}1${[...words, ...last].map((word) => digits[word]).join('')}`;
}

/** The bytes of a text with this prefix in lower case, or null if it is none: every wrong character is found. */
export function decodeBech32(prefix: string, text: string): Uint8Array | null {
  if (!text.startsWith(`${prefix}1`)) return null;
  const words = [...text.slice(prefix.length + 1)].map((digit) => digits.indexOf(digit));
  if (words.length < checksumLength || words.includes(-1)) return null;
  if (polymod([...expanded(prefix), ...words]) !== 1) return null;
  const bytes = regroup(words.slice(0, -checksumLength), 5, 8, false);
  return bytes === null ? null : Uint8Array.from(bytes);
}

function expanded(prefix: string): number[] {
  const codes = [...prefix].map((letter) => letter.charCodeAt(0));
  return [...codes.map((code) => code >> 5), 0, ...codes.map((code) => code & 31)];
}

function polymod(words: readonly number[]): number {
  let sum = 1;
  for (const word of words) {
    const top = sum >>> 25;
    sum = ((sum & 0x1ffffff) << 5) ^ word;
    generators.forEach((generator, bit) => {
      if ((top >>> bit) & 1) sum ^= generator;
    });
  }
  return sum;
}

/** Numbers of so many bits as numbers of another size. Null if bits are left over that are not zero, or a whole digit. */
function regroup(items: Iterable<number>, from: number, to: number, pad: boolean): number[] | null {
  const result: number[] = [];
  let value = 0;
  let bits = 0;
  for (const item of items) {
    value = ((value << from) | item) & 0xfff;
    bits += from;
    while (bits >= to) {
      bits -= to;
      result.push((value >>> bits) & ((1 << to) - 1));
    }
  }
  const rest = value & ((1 << bits) - 1);
  if (pad && bits > 0) result.push(rest << (to - bits));
  return !pad && (bits >= from || rest !== 0) ? null : result;
}
