/** Bounds in a few words, whatever an unfinished file holds. */

/** `nodes 2, crashes 1`. */
export function boundsText(bounds: Readonly<Record<string, unknown>>): string {
  const words = Object.entries(bounds).flatMap(([name, value]) =>
    typeof value === 'number' ? [`${name} ${value}`] : [],
  );
  return words.length === 0 ? 'none' : words.join(', ');
}
