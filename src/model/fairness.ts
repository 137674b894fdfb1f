/** Fairness: what a run may not put off for ever. Liveness properties are decided under it. */
import { type ActionKind, actionKinds } from './action';

/**
 * What is assumed of each single event (an action without the choices made in it: this message from this node to that
 * one, this timer of this node):
 * - `none`: it need never happen.
 * - `weak`: if from some moment on it is always enabled, it happens again and again.
 * - `strong`: if it is enabled again and again, it happens again and again.
 */
export type Fairness = 'none' | 'weak' | 'strong';

/** Fairness of the events of each kind. */
export type FairnessByKind = Readonly<Record<ActionKind, Fairness>>;

/** What holds of the kinds that a challenge does not name: the network and the clocks go on, faults need never happen. */
const fairByDefault: readonly ActionKind[] = ['deliver', 'timeout', 'input'];

/** The fairness of every kind, where a challenge gives that of some. A crashed node need not restart by default. */
export function completeFairness(given: Partial<FairnessByKind> = {}): FairnessByKind {
  const entries = actionKinds.map((kind) => [kind, given[kind] ?? (fairByDefault.includes(kind) ? 'weak' : 'none')]);
  return Object.fromEntries(entries) as FairnessByKind;
}
