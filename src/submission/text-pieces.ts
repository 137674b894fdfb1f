/**
 * A text that many replacements are made in, kept in pieces: a replacement costs a walk over the pieces and a copy of one,
 * however long the text is. So no log, be it made to be slow, takes longer than its number of replacements warrants.
 */
import { fitsText, type TextChange } from './splice';

const pieceLengthMax = 4096;

/** Owns the pieces. */
export class TextPieces {
  #pieces: string[];
  #length: number;

  constructor(text: string) {
    this.#pieces = cut(text);
    this.#length = text.length;
  }

  get length(): number {
    return this.#length;
  }

  /** Makes a replacement; false, and nothing is changed, if it does not lie within the text. */
  splice(change: TextChange): boolean {
    if (!fitsText(change, this.#length)) return false;
    const { from, removed, inserted } = change;
    const pieces = this.#pieces;
    let first = 0;
    let start = 0;
    while (first < pieces.length - 1 && start + (pieces[first] as string).length < from) {
      start += (pieces[first] as string).length;
      first++;
    }
    let last = first;
    let end = start + (pieces[last] ?? '').length;
    while (end < from + removed) {
      last++;
      end += (pieces[last] as string).length;
    }
    const head = (pieces[first] ?? '').slice(0, from - start);
    const lastPiece = pieces[last] ?? '';
    const text = head + inserted + lastPiece.slice(lastPiece.length - (end - from - removed));
    if (first === last && text.length > 0 && text.length <= pieceLengthMax) pieces[first] = text;
    else pieces.splice(first, last - first + 1, ...cut(text));
    this.#length += inserted.length - removed;
    return true;
  }

  toString(): string {
    const text = this.#pieces.join('');
    // Joined pieces are most of what many small replacements left; the next read is then free.
    this.#pieces = cut(text);
    return text;
  }
}

/** Half-full pieces, so that there is room to type in. */
function cut(text: string): string[] {
  const pieces: string[] = [];
  for (let at = 0; at < text.length; at += pieceLengthMax / 2) pieces.push(text.slice(at, at + pieceLengthMax / 2));
  return pieces;
}
