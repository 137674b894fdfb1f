/** The steps of a trace as short texts for the narrow margin beside the code. */

/** A line that ran in the selected trace. */
export interface StepMark {
  /** Counts from 1. */
  readonly line: number;
  /** Steps in which it ran, ascending. */
  readonly steps: readonly number[];
  /** True if it ran in the step that is selected. */
  readonly current: boolean;
}

/** Longest text that fits the margin, in characters. */
const textMax = 5;

/** The steps for the margin: all of them if they fit (`3,7`), else the first and the last (`3…17`), else the first (`240…`). */
export function stepMarkText(steps: readonly number[]): string {
  const [first, last] = [steps[0], steps.at(-1)];
  if (first === undefined) return '';
  const texts = [steps.join(','), `${first}…${last}`, `${first}…`];
  return texts.find((text) => text.length <= textMax) ?? '…';
}

/** The steps in words, for hovering: `step 3`, `steps 3, 7`. */
export function stepMarkWords(steps: readonly number[], current: boolean): string {
  const words = `${steps.length === 1 ? 'step' : 'steps'} ${steps.join(', ')}`;
  return current ? `${words}, the selected step among them` : words;
}
