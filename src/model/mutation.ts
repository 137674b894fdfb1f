/** Sources changed on purpose, one slip at a time, and what became of each: plain values that cross to workers and screens. */
import type { Bounds } from './challenge';
import type { VerdictKind } from './verdict';

/** Every kind of slip, in the order in which those at one place are listed, with the class it belongs to and its words. */
export const mutationOperators = {
  relational: { class: 'operator', words: 'another comparison' },
  arithmetic: { class: 'operator', words: 'another arithmetic operator' },
  logical: { class: 'operator', words: 'and instead of or, or the reverse' },
  'operand-dropped': { class: 'operator', words: 'part of a condition left out' },
  constant: { class: 'constant', words: 'another constant' },
  quorum: { class: 'constant', words: 'a count compared with one more or one less' },
  'other-literal': { class: 'constant', words: 'another value of the same union' },
  'null-value': { class: 'constant', words: 'null instead of a value' },
  'element-dropped': { class: 'constant', words: 'an element of a list left out' },
  'field-dropped': { class: 'constant', words: 'a changed field left as it was' },
  method: { class: 'operator', words: 'another method of the same kind' },
  'filter-removed': { class: 'operator', words: 'a list not filtered, cut or sorted' },
  negated: { class: 'guard', words: 'a condition negated' },
  'guard-removed': { class: 'guard', words: 'a guard left out' },
  'condition-forced': { class: 'guard', words: 'a condition taken for granted' },
  'statement-removed': { class: 'statement', words: 'a statement left out' },
  'statements-swapped': { class: 'statement', words: 'two statements in the other order' },
  'early-return': { class: 'statement', words: 'nothing done' },
  'falls-through': { class: 'statement', words: 'a return or break left out' },
  'loop-cut': { class: 'statement', words: 'a loop left after its first turn' },
  'durable-removed': { class: 'statement', words: 'a field that does not survive a crash' },
  'timer-removed': { class: 'statement', words: 'a timer not set or not cancelled' },
  'output-removed': { class: 'message', words: 'an output left out' },
  'send-removed': { class: 'message', words: 'a message not sent' },
  'send-duplicated': { class: 'message', words: 'a message sent twice' },
  receiver: { class: 'message', words: 'another receiver' },
  'other-kind': { class: 'message', words: 'a message or output of another kind' },
} as const;
export type MutationOperator = keyof typeof mutationOperators;
export type MutationClass = (typeof mutationOperators)[MutationOperator]['class'];

/** What a mutant changes: `length` UTF-16 units of the original from `offset` on; lines and columns count from 1. */
export interface MutationPlace {
  readonly offset: number;
  readonly length: number;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

/** A source with one slip in it. */
export interface GeneratedMutant {
  /** The same as long as the statement changed, its function and what is changed in it stay as they are. */
  readonly id: string;
  readonly operator: MutationOperator;
  readonly place: MutationPlace;
  /** Handler or function, and the case in it: `onMessage, case 'prepare'`; empty at the top of the file. */
  readonly within: string;
  readonly before: string;
  /** Empty where text was taken out. */
  readonly after: string;
  readonly source: string;
}

/** What a check of a mutant came to. */
export interface MutantCheck {
  readonly verdict: VerdictKind;
  readonly property?: string;
  /** Steps of the schedule found. */
  readonly length?: number;
  /** Distinct states found. */
  readonly distinct: number;
}

/**
 * - `killed`: a check of the tier gave a verdict other than `holds`.
 * - `survived`: it holds in the last tier.
 * - `unfinished`: a limit of the check was hit in the last tier it was tried in, and nothing bad was found until then.
 * - `skipped`: the budget was used up before it was decided; `tier` is the last one in which it survived.
 */
export type MutantResult =
  | (MutantCheck & { readonly kind: 'killed'; readonly tier: string; readonly bounds: Bounds })
  | { readonly kind: 'survived'; readonly distinct: number }
  | { readonly kind: 'unfinished'; readonly tier: string; readonly distinct: number }
  | { readonly kind: 'skipped'; readonly tier?: string };

/** One mutant with its result. */
export interface MutantOutcome {
  readonly mutant: GeneratedMutant;
  readonly result: MutantResult;
}

/** How many slips the properties catch. Mutants proved equivalent count in no field but their own. */
export interface MutationScore {
  readonly killed: number;
  readonly survived: number;
  readonly unfinished: number;
  readonly skipped: number;
  readonly equivalent: number;
  /** `killed` of all that were decided and are not proved equivalent, 0 … 1; undefined where there are none. */
  readonly score: number | undefined;
}

/**
 * The score of the outcomes. Skipped ones do not count; those that ran into a limit count as not caught.
 * @param equivalent ids of survivors of which it was proved that no property could catch them
 */
export function mutationScore(outcomes: readonly MutantOutcome[], equivalent: ReadonlySet<string>): MutationScore {
  const counts = { killed: 0, survived: 0, unfinished: 0, skipped: 0, equivalent: 0 };
  for (const { mutant, result } of outcomes) {
    counts[result.kind === 'survived' && equivalent.has(mutant.id) ? 'equivalent' : result.kind]++;
  }
  const tried = counts.killed + counts.survived + counts.unfinished;
  return { ...counts, score: tried === 0 ? undefined : counts.killed / tried };
}

/** A mutant in one line: `line 61, onMessage: a guard left out: if (a < b) return;`. */
export function mutantWords({ operator, place, within, before, after }: GeneratedMutant): string {
  const where = `line ${place.line}${within === '' ? '' : `, ${within}`}`;
  const change = after === '' ? oneLine(before) : `${oneLine(before)} becomes ${oneLine(after)}`;
  return `${where}: ${mutationOperators[operator].words}: ${change}`;
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
