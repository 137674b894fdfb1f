/** The rows of a report: which files are tried, and what is expected of each. */
import type {
  Bounds,
  Expectations,
  ExpectedCorrect,
  ExpectedJunk,
  ExpectedWrong,
  Finding,
  PackTrace,
  Place,
  VerifyOutcome,
  VerifyRole,
} from '../model';
import { expectationsFile, type Pack, packFileKind, referenceFile, starterFile, startOf } from '../pack';

/** What a row is about. `place` is where its expectation is written, or the file itself. */
export type RowPlan = { readonly file: string; readonly place: Place } & (
  | { readonly kind: 'correct'; readonly role: 'reference' | 'alternate'; readonly expected: ExpectedCorrect | null }
  | { readonly kind: 'wrong'; readonly role: 'starter' | 'mutant'; readonly expected: ExpectedWrong | null }
  | { readonly kind: 'junk'; readonly role: 'junk'; readonly expected: ExpectedJunk | null }
  | { readonly kind: 'trace'; readonly role: 'trace'; readonly trace: PackTrace }
);

/** In the order of the report, and the files that nothing is expected of, or that are expected and missing. */
export function planRows(pack: Pack): { readonly rows: readonly RowPlan[]; readonly findings: readonly Finding[] } {
  const { expectations, traces } = pack;
  const plans: RowPlan[] = [];
  const findings: Finding[] = [];
  const has = (path: string): boolean => pack.files.some((file) => file.path === path);
  const add = (plan: RowPlan): void => {
    if (has(plan.file)) plans.push(plan);
    else
      findings.push({
        severity: 'error',
        code: 'file-missing',
        sentence: `${expectationsFile} speaks of ${plan.file}, which is not in the pack. Add the file, or remove what is said of it.`,
        place: plan.place,
      });
  };
  const at = (...path: readonly (string | number)[]): Place => pack.placeOf(expectationsFile, path);
  const { correct, starter, mutants, junk } = expectations ?? none;
  if (starter !== null)
    add({ kind: 'wrong', role: 'starter', file: starter.file, expected: starter, place: at('starter') });
  correct.forEach((expected, index) => {
    const role = expected.file === referenceFile ? 'reference' : 'alternate';
    add({ kind: 'correct', role, file: expected.file, expected, place: at('correct', index) });
  });
  mutants.forEach((expected, index) => {
    add({ kind: 'wrong', role: 'mutant', file: expected.file, expected, place: at('mutants', index) });
  });
  junk.forEach((expected, index) => {
    add({ kind: 'junk', role: 'junk', file: expected.file, expected, place: at('junk', index) });
  });
  for (const { path } of pack.files) {
    if (plans.some((plan) => plan.file === path && plan.kind !== 'trace')) continue;
    const plan = unexpected(path);
    if (plan === null) continue;
    plans.push(plan);
    if (plan.role !== 'starter' || expectations !== null)
      findings.push({
        severity: 'error',
        code: 'expectation-missing',
        sentence: `${expectationsFile} does not say what is expected of ${path}. Add it; the numbers measured here can be taken over.`,
        place: startOf(path),
      });
  }
  for (const { file, trace } of traces)
    plans.push({ kind: 'trace', role: 'trace', file, trace, place: pack.placeOf(file, ['expect']) });
  if (!plans.some(({ role }) => role === 'reference'))
    findings.push({
      severity: 'error',
      code: 'file-missing',
      sentence: `The pack has no ${referenceFile}: nothing shows that the challenge can be solved. Write one, and say in ${expectationsFile} what is expected of it.`,
      place: startOf(referenceFile),
    });
  if (!plans.some(({ role }) => role === 'mutant'))
    findings.push({
      severity: 'error',
      code: 'file-missing',
      sentence:
        'The pack has no mutants: nothing shows that its properties find anything. Write wrong answers into the folder mutants, one mistake each.',
      place: startOf(expectationsFile),
    });
  return { rows: [...plans].sort((a, b) => order.indexOf(a.role) - order.indexOf(b.role)), findings };
}

const order: readonly VerifyRole[] = ['starter', 'reference', 'alternate', 'mutant', 'junk', 'trace'];

const none: Pick<Expectations, 'correct' | 'mutants' | 'junk'> & { readonly starter: null } = {
  correct: [],
  starter: null,
  mutants: [],
  junk: [],
};

function unexpected(file: string): RowPlan | null {
  const place = startOf(file);
  if (file === starterFile) return { kind: 'wrong', role: 'starter', file, expected: null, place };
  switch (packFileKind(file)) {
    case 'reference':
      return { kind: 'correct', role: 'reference', file, expected: null, place };
    case 'alternate':
      return { kind: 'correct', role: 'alternate', file, expected: null, place };
    case 'mutant':
      return { kind: 'wrong', role: 'mutant', file, expected: null, place };
    case 'junk':
      return { kind: 'junk', role: 'junk', file, expected: null, place };
    default:
      return null;
  }
}

/** Whether something is expected of a row. */
export function hasExpectation(plan: RowPlan): boolean {
  return plan.kind === 'trace' || plan.expected !== null;
}

/** What is expected of a row, in a few words. */
export function expectedWords(plan: RowPlan): string {
  switch (plan.kind) {
    case 'correct':
      return 'holds';
    case 'wrong':
      return plan.expected === null ? 'fails' : verdictWords(plan.expected);
    case 'junk': {
      if (plan.expected === null) return 'fails';
      const { verdict, property, problem } = plan.expected;
      return `${verdictWords({ verdict, ...(property === undefined ? {} : { property }) })}${problem === undefined ? '' : ` (${problem})`}`;
    }
    case 'trace':
      return plan.trace.expect === 'accept' ? 'accepted' : `rejected: ${plan.trace.expect.reject}`;
  }
}

/** `deadlock: no deadlock in 12 steps`. */
export function verdictWords({
  verdict,
  property,
  length,
}: {
  readonly verdict: string;
  readonly property?: string;
  readonly length?: number;
}): string {
  const steps = length === undefined ? '' : ` in ${length} ${length === 1 ? 'step' : 'steps'}`;
  return `${verdict}${property === undefined ? '' : `: ${property}`}${steps}`;
}

/** What came out, in the same words. */
export function outcomeWords({ kind, property, schedule, limit, problem }: VerifyOutcome): string {
  const because = limit === null ? (problem === null ? '' : ` (${problem.code})`) : ` (limit of ${limit})`;
  return `${verdictWords({
    verdict: kind,
    ...(property === null ? {} : { property }),
    ...(schedule === null || property === null ? {} : { length: schedule.length }),
  })}${because}`;
}

/** Bounds at which right answers must hold, beside their own: full ones where there are hidden variants and no hidden bounds. */
export function hiddenOf(pack: Pack): readonly Bounds[] {
  const hidden = pack.expectations?.hidden ?? [];
  return hidden.length === 0 && hiddenVariantFiles(pack).length > 0 ? [pack.manifest.tiers.full] : hidden;
}

/** Paths and texts of the variants that candidates do not get. */
export function hiddenVariantFiles({ texts }: Pack): readonly (readonly [path: string, text: string])[] {
  return [...texts].filter(([path]) => hiddenVariantPath.test(path));
}

const hiddenVariantPath = /^hidden\/variants\/(correct|mutants)\/[^/]+\.ts$/;
