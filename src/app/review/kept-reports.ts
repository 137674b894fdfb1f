/** Reports of checks that were made on this page, so that none is made twice. Bounded by their size; the oldest go first. */
import type { Bounds, CheckReport } from '../../model';

/** Characters as JSON: some tens of megabytes. */
const lengthMax = 30_000_000;

interface Kept {
  readonly report: CheckReport;
  readonly length: number;
}

const kept = new Map<string, Kept>();
let total = 0;

/** @param source the protocol that was checked, with every property decided */
export function keepReport(challenge: string, source: string, report: CheckReport): void {
  // What a clock or a person has ended may come further when it is asked for.
  const { limit, bounds } = report.verdict;
  if (limit?.kind === 'time' || limit?.kind === 'cancelled') return;
  const key = keyOf(challenge, source, bounds);
  const { length } = JSON.stringify(report);
  drop(key);
  kept.set(key, { report, length });
  total += length;
  for (const oldest of [...kept.keys()]) if (total > lengthMax && oldest !== key) drop(oldest);
}

export function keptReport(challenge: string, source: string, bounds: Bounds): CheckReport | undefined {
  return kept.get(keyOf(challenge, source, bounds))?.report;
}

function drop(key: string): void {
  total -= kept.get(key)?.length ?? 0;
  kept.delete(key);
}

function keyOf(challenge: string, source: string, bounds: Bounds): string {
  const sorted = Object.entries(bounds).sort(([one], [other]) => (one < other ? -1 : 1));
  return JSON.stringify([challenge, sorted, source]);
}
