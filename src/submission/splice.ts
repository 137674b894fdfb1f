/** Replacements in a text, and texts that many replacements are made in. Offsets count UTF-16 units. */
import type { Splice } from '../model';

/** A replacement without its moment. */
export type TextChange = Omit<Splice, 'after'>;

/**
 * The one replacement that leads from a text to another; null if they are equal. It never begins or ends inside a surrogate
 * pair. Cost: linear in the length of the texts.
 */
export function spliceBetween(before: string, after: string): TextChange | null {
  if (before === after) return null;
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before.charCodeAt(start) === after.charCodeAt(start)) start++;
  if (start > 0 && isHighSurrogate(before.charCodeAt(start - 1))) start--;
  let beforeEnd = before.length;
  let afterEnd = after.length;
  while (beforeEnd > start && afterEnd > start && before.charCodeAt(beforeEnd - 1) === after.charCodeAt(afterEnd - 1)) {
    beforeEnd--;
    afterEnd--;
  }
  if (beforeEnd < before.length && isLowSurrogate(before.charCodeAt(beforeEnd))) {
    beforeEnd++;
    afterEnd++;
  }
  return { from: start, removed: beforeEnd - start, inserted: after.slice(start, afterEnd) };
}

/** Whether a replacement lies within a text of this length. */
export function fitsText({ from, removed }: TextChange, length: number): boolean {
  return from >= 0 && removed >= 0 && from + removed <= length;
}

/** The text after a replacement that fits it. */
export function applySplice(text: string, { from, removed, inserted }: TextChange): string {
  return text.slice(0, from) + inserted + text.slice(from + removed);
}

/**
 * The text with every surrogate that stands alone replaced by U+FFFD: what saving it as UTF-8 and reading it again gives.
 * What is recorded must be well-formed, because files are.
 */
export function wellFormed(text: string): string {
  return text.replace(/\p{Surrogate}/gu, '\ufffd');
}

function isHighSurrogate(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdbff;
}

function isLowSurrogate(unit: number): boolean {
  return unit >= 0xdc00 && unit <= 0xdfff;
}
