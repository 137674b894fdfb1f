/** What a source must be before anything reads it as TypeScript: text, not too long, in lines that every tool counts alike. */
import type { Place, Problem } from '../../model';

/** Longest source, in bytes of UTF-8. */
export const sourceBytesMax = 256_000;

export type Decoded =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'refused'; readonly problem: Problem };

/** Reads bytes as UTF-8. A byte order mark at the start is dropped. Refuses bytes that are not UTF-8 and files over the limit. */
export function decodeSource(bytes: Uint8Array, file: string): Decoded {
  if (bytes.length > sourceBytesMax) return { kind: 'refused', problem: tooLong(bytes.length, file) };
  const utf16 = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
  if (utf16) {
    const sentence = 'This file is UTF-16, not UTF-8. Save it as UTF-8 and open it again.';
    return { kind: 'refused', problem: { code: 'source-not-text', sentence, place: { file, line: 1, column: 1 } } };
  }
  try {
    return { kind: 'text', text: new TextDecoder('utf-8', { fatal: true }).decode(bytes) };
  } catch {
    return { kind: 'refused', problem: notUtf8(bytes, file) };
  }
}

/** The reason why a string cannot be a source, or undefined if it can. Does not look at syntax. */
export function sourceTextProblem(source: string, file: string): Problem | undefined {
  if (source.trim() === '') {
    const sentence =
      'This file is empty. Write a protocol that ends in `export default protocol({ … })`, or reset the file to its starter.';
    return { code: 'source-empty', sentence, place: { file, line: 1, column: 1 } };
  }
  // A string of n units has between n and 3n bytes, so most sources need no encoding to be measured.
  if (source.length * 3 > sourceBytesMax) {
    const bytes = source.length > sourceBytesMax * 4 ? source.length : new TextEncoder().encode(source).length;
    if (bytes > sourceBytesMax) return tooLong(bytes, file);
  }
  const bad = /\0|\uFFFD|\p{Surrogate}|\u2028|\u2029|\r(?!\n)/u.exec(source);
  return bad === null ? undefined : notText(bad[0], placeAt(source, bad.index, file));
}

/** Line and column, both from 1, of an offset in a text whose lines end in LF or CRLF. */
export function placeAt(text: string, offset: number, file: string): Place {
  let line = 1;
  let lineStart = 0;
  for (let at = text.indexOf('\n'); at !== -1 && at < offset; at = text.indexOf('\n', at + 1)) {
    line += 1;
    lineStart = at + 1;
  }
  return { file, line, column: offset - lineStart + 1 };
}

function tooLong(bytes: number, file: string): Problem {
  const sentence =
    `This file is ${bytes.toLocaleString('en')} bytes long; the limit is ${sourceBytesMax.toLocaleString('en')} bytes (256 kB). ` +
    'Shorten it: a protocol rarely needs more than 20 kB.';
  return { code: 'source-too-long', sentence, place: { file, line: 1, column: 1 } };
}

function notText(found: string, place: Place): Problem {
  return { code: 'source-not-text', sentence: notTextSentence(found), place };
}

function notTextSentence(found: string): string {
  switch (found) {
    case '\0':
      return 'There is a NUL character here, so this is not a text file. Remove it, or open the right file.';
    case '\uFFFD':
      return 'There is a replacement character (U+FFFD) here: the file was not UTF-8 when it was read. Save it as UTF-8 and open it again, or retype this character.';
    case '\u2028':
    case '\u2029':
      return 'There is a Unicode line separator here (U+2028 or U+2029), which editors and engines count differently. Replace it by an ordinary line break; inside a string write \\u2028 or \\u2029.';
    case '\r':
      return 'A line ends in a bare carriage return here. Save the file with LF or CRLF line ends and open it again.';
    default:
      return 'There is half of a surrogate pair here, which is not a character. Delete it and retype the character.';
  }
}

/** Finds the first byte that is not UTF-8 by bisection: a prefix decodes, as the start of a stream, if and only if it is sound. */
function notUtf8(bytes: Uint8Array, file: string): Problem {
  let sound = 0;
  let broken = bytes.length;
  while (broken - sound > 1) {
    const middle = (sound + broken) >> 1;
    if (isSoundPrefix(bytes.subarray(0, middle))) sound = middle;
    else broken = middle;
  }
  const before = new TextDecoder('utf-8').decode(bytes.subarray(0, sound), { stream: true });
  const sentence =
    sound === bytes.length - 1 && isSoundPrefix(bytes)
      ? 'The file ends in the middle of a character. Save it as UTF-8 and open it again.'
      : `Byte ${sound + 1} of the file is not UTF-8. Save the file as UTF-8 and open it again.`;
  return { code: 'source-not-text', sentence, place: placeAt(before, before.length, file) };
}

function isSoundPrefix(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true });
    return true;
  } catch {
    return false;
  }
}
