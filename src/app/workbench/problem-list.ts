/** One list of what a check and TypeScript find wrong with the source. */
import type { Place, Problem } from '../../model';

export interface ListedProblem {
  readonly problem: Problem;
  /** Who found it. */
  readonly from: 'check' | 'types';
}

/**
 * In the order of the source; what has no place comes first. Both find an error of syntax: the sentence of the check, which
 * says what to do, stands for both. What TypeScript alone finds, or finds on another place, stays.
 */
export function listProblems(found: readonly Problem[], typeErrors: readonly Problem[]): readonly ListedProblem[] {
  const fresh = typeErrors.filter((typeError) => !found.some((problem) => saysAsMuch(problem, typeError)));
  return [
    ...found.map((problem): ListedProblem => ({ problem, from: 'check' })),
    ...fresh.map((problem): ListedProblem => ({ problem, from: 'types' })),
  ].sort((first, second) => order(first.problem.place, second.problem.place));
}

function saysAsMuch({ code, place }: Problem, typeError: Problem): boolean {
  const other = typeError.place;
  if (!place || !other || place.file !== other.file || place.line !== other.line) return false;
  switch (code) {
    case 'syntax-error':
    case 'import-unknown':
      return place.column === other.column;
    case 'not-erasable':
      // TypeScript points at the name, the check at the word before it.
      return typeError.sentence.endsWith(notErasable);
    default:
      return false;
  }
}

/** How the sentence of a type error ends that TypeScript gives for syntax that is more than a type. */
const notErasable = '(TS1294)';

function order(first: Place | undefined, second: Place | undefined): number {
  return (first?.line ?? 0) - (second?.line ?? 0) || (first?.column ?? 0) - (second?.column ?? 0);
}
