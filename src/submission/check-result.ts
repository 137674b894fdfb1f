/** The result of a check, short enough for a log and exact enough to be held against another. */
import type { CheckReport, CheckResult, Measure, PropertyResult, Verdict } from '../model';
import { hashOf } from './hash';

/** What a log and a claim keep of a report. */
export function checkResultOf({ verdict }: CheckReport): CheckResult {
  return {
    kind: verdict.kind,
    property: verdict.property ?? null,
    counts: verdict.counts,
    length: verdict.schedule?.length ?? null,
    limit: verdict.limit?.kind ?? null,
    digest: hashOf(lastingPart(verdict)),
  };
}

/**
 * What the same check gives on every machine: not which of several equally short schedules was found first, nor words about
 * it, because that depends on the number of threads; not the count at which somebody stopped it.
 */
function lastingPart(verdict: Verdict) {
  const { kind, challenge, bounds, property, fairness, counts, exhausted, limit, notChecked, neverFired } = verdict;
  return {
    kind,
    challenge,
    bounds,
    property,
    length: verdict.schedule?.length,
    fairness,
    properties: verdict.properties.map(lastingProperty),
    counts,
    exhausted,
    limit: limit?.kind === 'cancelled' ? { kind: limit.kind } : limit,
    problem: verdict.problem?.code,
    notChecked,
    reductions: verdict.reductions?.map(({ kind: reduction, used }) => ({ kind: reduction, used })),
    neverFired,
    coverage: verdict.coverage,
  };
}

function lastingProperty(property: PropertyResult) {
  const { name, kind, meaning, result, length, shortest, fairness, observations } = property;
  const measure = property.measure && lastingMeasure(property.measure);
  // Where nothing is scheduled, what is found does not depend on threads.
  const { experiment, comparison } = property;
  return { name, kind, meaning, result, length, shortest, fairness, measure, observations, experiment, comparison };
}

/** How close the ends of a value came depends on the order of the states, which the number of threads decides. */
function lastingMeasure({ value, ...measure }: Measure) {
  if (value.kind === 'infinite') return { ...measure, value };
  const exact =
    value.kind === 'interval' ? (value.exact ?? (value.lower === value.upper ? value.lower : undefined)) : undefined;
  return { ...measure, value: { kind: value.kind, exact } };
}
