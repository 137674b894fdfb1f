/** What a trace and a report put in the editor's margin. */
import type { CheckReport, Problem, Trace } from '../../model';
import type { StepMark } from '../editor';

/** For each line that ran in the trace: the steps it ran in, and whether the selected one is among them. */
export function stepMarksOf(trace: Trace, selected: number): readonly StepMark[] {
  const steps = new Map<number, number[]>();
  for (const step of trace.steps) {
    for (const line of step.lines) steps.set(line, [...(steps.get(line) ?? []), step.index]);
  }
  return [...steps]
    .map(([line, indices]) => ({ line, steps: indices, current: indices.includes(selected) }))
    .sort((a, b) => a.line - b.line);
}

/** Lines that no reachable state executes. Empty unless the whole space was explored: only then it is true. */
export function uncoveredLines({ verdict, covered, executable }: CheckReport): readonly number[] {
  const isExhaustive = verdict.kind === 'holds' || verdict.kind === 'unreached' || verdict.kind === 'vacuous';
  if (!isExhaustive) return [];
  const ran = new Set(covered);
  return executable.filter((line) => !ran.has(line));
}

/**
 * What is true of those lines, with the scope of the check.
 * @param scope what the verdict says of what was explored
 */
export function uncoveredWords({ verdict }: CheckReport, scope: string): string {
  const reductions = verdict.reductions ?? [];
  const less = reductions.length > 0 ? ' States that are alike, or reached in another order, were looked at once.' : '';
  return `No reachable state executes this line. ${scope}${less}`;
}

/** What a check found wrong with the source itself. */
export function problemsOf({ verdict }: CheckReport, refused: readonly Problem[]): readonly Problem[] {
  if (refused.length > 0) return refused;
  return verdict.problem ? [verdict.problem] : [];
}
