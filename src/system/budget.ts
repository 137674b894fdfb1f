/** The fault budget as a slot: how many faults of each kind are left. */
import type { FaultBudget } from '../model';

/** Kinds with a budget, in the order of the counters. */
export const budgetKinds = ['drop', 'duplicate', 'crash', 'restart', 'timeout'] as const;
export type BudgetKind = (typeof budgetKinds)[number];

/** A counter per kind; -1 stands for no limit. */
export type BudgetCounters = readonly number[];

/** A missing number means none, but for restarts and timeouts, where it means no limit. */
export function initialBudget(faults: FaultBudget): BudgetCounters {
  return [faults.drop ?? 0, faults.duplicate ?? 0, faults.crash ?? 0, faults.restart ?? -1, faults.timeout ?? -1];
}

/** The counters after spending one, or undefined if none is left. */
export function spend(counters: BudgetCounters, kind: BudgetKind): BudgetCounters | undefined {
  const index = budgetKinds.indexOf(kind);
  const left = counters[index] ?? 0;
  if (left < 0) return counters;
  if (left === 0) return undefined;
  return counters.map((value, position) => (position === index ? value - 1 : value));
}
