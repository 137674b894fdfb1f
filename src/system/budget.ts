/** The fault budget as a slot: a counter for each kind of fault that is limited, with what is left of it. */
import { type ChannelSpec, cutsOf, networkOf, type SystemSpec } from '../model';
import type { Channel } from './channels';

/** Kinds whose budget is one for the whole system. */
export type CommonKind = 'crash' | 'restart' | 'timeout' | 'partition' | 'heal';
/** Kinds whose budget may differ by channel. */
export type ChannelKind = 'drop' | 'duplicate';

/** By counter, what is left. */
export type BudgetCounters = readonly number[];

/** What a fault is taken from: a counter by its number, nothing because there is no limit, or it never happens. */
export type Payment = number | 'free' | 'never';

export interface BudgetPlan {
  /** The counters at the start; none where nothing is limited. */
  readonly start: BudgetCounters;
  readonly common: Readonly<Record<CommonKind, Payment>>;
  of(kind: ChannelKind, channel: Channel): Payment;
  /** Whether a fault of the kind can happen on some channel. */
  mayHappen(kind: ChannelKind): boolean;
}

/** A missing number means none, but for restarts, timeouts and healings, where it means no limit. */
export function planBudget(spec: SystemSpec): BudgetPlan {
  const start: number[] = [];
  const pay = (allowed: number | undefined, missing: Payment): Payment => {
    if (allowed === undefined) return missing;
    return allowed === 0 ? 'never' : start.push(allowed) - 1;
  };
  const { faults } = spec;
  const drop = pay(faults.drop, 'never');
  const duplicate = pay(faults.duplicate, 'never');
  const mayCrash = spec.nodes.some((node) => node.mayCrash === true);
  const crash = mayCrash ? pay(faults.crash, 'never') : 'never';
  const restart = crash === 'never' ? 'never' : pay(faults.restart, 'free');
  const timeout = pay(faults.timeout, 'free');
  const partition = cutsOf(spec).length > 0 ? pay(faults.partition, 'never') : 'never';
  const heal = partition === 'never' ? 'never' : pay(faults.heal, 'free');
  const entries = (networkOf(spec).channels ?? []).map((entry: ChannelSpec) => ({
    drop: pay(entry.drop, drop),
    duplicate: pay(entry.duplicate, duplicate),
  }));
  return {
    start,
    mayHappen: (kind) =>
      (kind === 'drop' ? drop : duplicate) !== 'never' || entries.some((entry) => entry[kind] !== 'never'),
    common: { crash, restart, timeout, partition, heal },
    of(kind, { order, entry }) {
      if (order === 'kept') return 'never';
      return entries[entry]?.[kind] ?? (kind === 'drop' ? drop : duplicate);
    },
  };
}

/** The counters after taking one from a counter, or undefined if it has none left. */
export function spend(counters: BudgetCounters, counter: number): BudgetCounters | undefined {
  if ((counters[counter] ?? 0) === 0) return undefined;
  return counters.map((value, index) => (index === counter ? value - 1 : value));
}
