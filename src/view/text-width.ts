/** How wide text will be, without a screen. */

/** Widths in units of the font size, of a typical sans-serif; wide enough for Arial, Segoe UI, Roboto and DejaVu Sans. */
const wide = /[mwMW@%→∅…✎]/;
const narrow = /[fijlrtI.,:;'|!()[\]{} ¬/\\-]/;
const upper = /[A-Z0-9_=<>+~#&?]/;

/**
 * An estimate in pixels, rarely too small. Screens that can measure should.
 * @param size font size in pixels
 */
export function estimateTextWidth(text: string, size = 12): number {
  let units = 0;
  for (const character of text) {
    units += wide.test(character) ? 0.92 : narrow.test(character) ? 0.36 : upper.test(character) ? 0.66 : 0.59;
  }
  return units * size;
}

/** The text, or as much of it as fits the width, ending in `…`. */
export function fitText(text: string, width: number, measure: (text: string) => number = estimateTextWidth): string {
  if (measure(text) <= width) return text;
  const characters = [...text];
  while (characters.length > 1 && measure(`${characters.join('').trimEnd()}…`) > width) characters.pop();
  return `${characters.join('').trimEnd()}…`;
}
