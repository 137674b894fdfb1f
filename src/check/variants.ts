/** Variants of a challenge, and what a check of properties or schedules says of each, whichever of the two it is. */
import type { CheckCounts, CheckReport, CheckRequest, PropertyResult, Variant } from '../model';
import { compareText, variantRow } from '../model';
import type { CheckEnvironment } from './check-environment';

/** All variants of a request, hidden ones included: the right ones first, each kind by name. */
export async function variantsOf(
  request: CheckRequest,
  { challenge, breaking }: Pick<CheckEnvironment, 'challenge' | 'breaking'>,
): Promise<readonly Variant[]> {
  const known = request.definition?.variants ?? (await breaking?.variants(challenge.slug)) ?? [];
  return [...known, ...(request.hiddenVariants ?? [])].sort(
    (a, b) => Number(b.isCorrect) - Number(a.isCorrect) || compareText(a.name, b.name),
  );
}

/** The row of a variant of which nothing is known yet. */
export function undecidedRow(variant: Variant, meaning: string): PropertyResult {
  return {
    name: variantRow(variant),
    kind: variant.isCorrect ? 'always' : 'sometimes',
    meaning,
    result: 'inconclusive',
    observations: 0,
  };
}

/** The report that ends the whole check, if that of a variant does. */
export function failureOf(variant: Variant, report: CheckReport): CheckReport | undefined {
  const { verdict } = report;
  switch (verdict.kind) {
    case 'holds':
    case 'violated':
    case 'deadlock':
    case 'livelock':
    case 'unreached':
    case 'vacuous':
      return undefined;
    case 'invalid':
    case 'inconclusive':
      return report;
    case 'nondeterministic':
      // What the handlers of a variant answer is tested where the challenge is; here it is a property.
      return report;
    case 'crashed':
    case 'runaway': {
      const sentence = `The variant ${variant.name} of the challenge failed: ${verdict.problem?.sentence ?? verdict.kind} Tell the author of the challenge.`;
      const { property: _property, schedule: _schedule, steps: _steps, ...rest } = verdict;
      return { ...report, verdict: { ...rest, kind: 'invalid', problem: { code: 'challenge-invalid', sentence } } };
    }
  }
}

/** Counts of several explorations together; the depth is that of the deepest. */
export function sumOfCounts(all: readonly CheckCounts[]): CheckCounts {
  const sum = (of: (counts: CheckCounts) => number): number => all.reduce((total, counts) => total + of(counts), 0);
  return {
    distinct: sum(({ distinct }) => distinct),
    generated: sum(({ generated }) => generated),
    depth: Math.max(0, ...all.map(({ depth }) => depth)),
    participantCalls: sum(({ participantCalls }) => participantCalls),
    observations: sum(({ observations }) => observations),
  };
}
