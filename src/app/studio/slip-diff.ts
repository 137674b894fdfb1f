/** A slip as the lines that change, for a look beside the original. Pure. */
import type { GeneratedMutant } from '../../model';

export interface SlipLine {
  /** `gone` from the original, `new` in the mutant, or the `same` in both. */
  readonly kind: 'same' | 'gone' | 'new';
  /** In the original; of a new line that of the original's place. */
  readonly number: number;
  readonly text: string;
}

/** More lines than these are cut in their middle. */
const linesMax = 8;

/** The lines that a slip changes, with the line above for where it is. Lines that are empty in one of the two are left out. */
export function slipDiff(
  original: string,
  { place, source }: Pick<GeneratedMutant, 'place' | 'source'>,
): readonly SlipLine[] {
  const before = original.split('\n');
  const after = source.split('\n');
  let first = place.line - 1;
  let lastBefore = place.endLine - 1;
  let lastAfter = lastBefore + after.length - before.length;
  while (first < lastBefore && first < lastAfter && before[first] === after[first]) first++;
  while (lastBefore > first && lastAfter > first && before[lastBefore] === after[lastAfter]) {
    lastBefore--;
    lastAfter--;
  }
  const above = first > 0 ? before[first - 1] : undefined;
  return [
    ...(above === undefined || above.trim() === '' ? [] : [{ kind: 'same' as const, number: first, text: above }]),
    ...cut(linesOf('gone', before, first, lastBefore)),
    ...cut(linesOf('new', after, first, lastAfter)),
  ];
}

function linesOf(kind: 'gone' | 'new', lines: readonly string[], first: number, last: number): readonly SlipLine[] {
  return lines
    .slice(first, last + 1)
    .map((text, index) => ({ kind, number: first + index + 1, text }))
    .filter(({ text }) => text.trim() !== '');
}

function cut(lines: readonly SlipLine[]): readonly SlipLine[] {
  if (lines.length <= linesMax) return lines;
  const [head, tail] = [lines.slice(0, linesMax - 2), lines.slice(-1)];
  const dropped = lines.length - head.length - tail.length;
  const [next] = lines.slice(head.length);
  return [...head, { kind: 'same', number: next?.number ?? 0, text: `… ${dropped} more lines` }, ...tail];
}
