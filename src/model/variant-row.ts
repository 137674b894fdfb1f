/** Rows of a verdict about properties or schedules: what they make of each variant. */
import type { PropertyResult, Verdict } from './verdict';

const acceptsStart = 'accepts ';
const killsStart = 'kills ';

/** The row of a variant that is right, and must be accepted; or of one that is wrong, and must be told from them. */
export function variantRow(variant: { readonly name: string; readonly isCorrect: boolean }): string {
  return `${variant.isCorrect ? acceptsStart : killsStart}${variant.name}`;
}

/** Whether a row of a verdict is about a variant, by its name and kind. */
export function isVariantRow({ name, kind }: Pick<PropertyResult, 'name' | 'kind'>): boolean {
  return kind === 'always' ? name.startsWith(acceptsStart) : kind === 'sometimes' && name.startsWith(killsStart);
}

/** The name of the variant that a row is about. */
export function variantOfRow(row: string): string {
  return row.replace(new RegExp(`^(${acceptsStart}|${killsStart})`), '');
}

const hiddenStart = 'hidden/';

/** The name under which a hidden variant is checked. */
export function hiddenVariantName(name: string): string {
  return `${hiddenStart}${name}`;
}

/** Whether a row is about a variant that candidates do not know: nothing of it may reach them. */
export function isHiddenRow(row: string): boolean {
  return variantOfRow(row).startsWith(hiddenStart);
}

/** How properties or schedules did: mutants killed of how many, and variants that are right and were rejected. */
export interface BreakScore {
  readonly killed: number;
  readonly mutants: number;
  readonly falseAlarms: number;
  readonly correct: number;
}

/** The score that a verdict about properties or schedules says. */
export function breakScore({ properties }: Pick<Verdict, 'properties'>): BreakScore {
  const rows = (start: string, results?: readonly PropertyResult['result'][]): number =>
    properties.filter(({ name, result }) => name.startsWith(start) && (results?.includes(result) ?? true)).length;
  return {
    killed: rows(killsStart, ['reached']),
    mutants: rows(killsStart),
    falseAlarms: rows(acceptsStart, ['violated']),
    correct: rows(acceptsStart),
  };
}

/** A score as a sentence: `9 of 11 mutants killed, 1 of 3 right variants rejected.` */
export function breakScoreWords({ killed, mutants, falseAlarms, correct }: BreakScore): string {
  const alarms =
    falseAlarms === 0 ? 'no right variant rejected' : `${falseAlarms} of ${correct} right variants rejected`;
  return `${killed} of ${mutants} mutants killed, ${alarms}.`;
}
