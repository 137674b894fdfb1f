/** How many lines a sentence takes in a column, without drawing it. */
import type { Phrase } from '../../view';
import type { MeasureText } from './measure-text';

/** The measures of the three kinds of pieces. */
export interface SentenceFonts {
  readonly words: MeasureText;
  readonly names: MeasureText;
  readonly data: MeasureText;
}

/** Breaks at spaces, as browsers do; a word wider than the column counts as many lines as it fills. */
export function wrapLines(phrases: readonly Phrase[], width: number, fonts: SentenceFonts): number {
  let lines = 1;
  let used = 0;
  let space = 0;
  for (const phrase of phrases) {
    const measure = phrase.kind === 'data' ? fonts.data : phrase.kind === 'node' ? fonts.names : fonts.words;
    for (const piece of phrase.text.split(/(?<= )|(?= )/)) {
      const size = measure(piece);
      if (piece.trim() === '') {
        space += size;
        continue;
      }
      if (used > 0 && used + space + size > width) {
        lines += 1;
        used = 0;
      } else used += space;
      space = 0;
      used += size;
      while (used > width) {
        lines += 1;
        used -= width;
      }
    }
  }
  return lines;
}
