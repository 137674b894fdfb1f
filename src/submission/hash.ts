/** SHA-256 of values, texts and bytes, as 64 lower-case hexadecimal digits. */
import { Sha256 } from '../base';
import { canonicalText } from './canonical';

/** Of the value's canonical JSON in UTF-8. */
export function hashOf(value: unknown): string {
  return textHash(canonicalText(value));
}

/** Of the text in UTF-8. A surrogate that stands alone counts as U+FFFD, as it does wherever the text is saved. */
export function textHash(text: string): string {
  return bytesHash(encoder.encode(text));
}

export function bytesHash(bytes: Uint8Array): string {
  const digest = new Sha256().add(bytes).finish();
  let hex = '';
  for (let at = 0; at < digest.length; at++) hex += hexOfByte[digest[at] as number];
  return hex;
}

const encoder = new TextEncoder();
const hexOfByte = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));
