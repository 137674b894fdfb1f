/** Choices that a handler made in one call, and how likely each was. */

/**
 * One call of `ctx.choose` or `ctx.random`, with the option it gave.
 * - `choose`: nondeterminism, which nobody can put a number on; `weight` and `total` are 1.
 * - `random`: this option has the probability `weight / total`, exactly; both are whole numbers.
 */
export interface Draw {
  readonly kind: 'choose' | 'random';
  /** Index among all options, those of weight 0 included. */
  readonly option: number;
  readonly optionCount: number;
  readonly weight: number;
  readonly total: number;
  /** Canonical text of the option; empty if it is not data or longer than 200 characters. */
  readonly text: string;
}

/** Draws in plain words: `choosing abort, drawing heads (1 in 2)`. An option without a text is told by its number. */
export function drawWords(draws: readonly Draw[]): string {
  return draws
    .map(({ kind, option, weight, total, text }) => {
      const shown = text === '' ? `option ${option + 1}` : plainText(text);
      return kind === 'choose' ? `choosing ${shown}` : `drawing ${shown} (${weight} in ${total})`;
    })
    .join(', ');
}

/** The text of a string without its quotes, of anything else as it is. */
function plainText(text: string): string {
  return text.startsWith('"') ? (JSON.parse(text) as string) : text;
}
