/** What asks for a check and what comes back: plain values that cross to workers. */
import type { Schedule } from './action';
import type { Bounds } from './challenge';
import type { CheckpointState } from './checkpoint-state';
import type { DefinitionSource, Variant } from './definition';
import type { Compiled } from './program';
import type { Saving } from './saving';
import type { Trace } from './trace';
import type { Verdict } from './verdict';

/** Hitting a limit makes the verdict `inconclusive`. All but `states` are optional. */
export interface Limits {
  readonly states: number;
  readonly bytes: number;
  readonly depth: number;
  readonly milliseconds: number;
}

export const defaultLimits: Limits = {
  states: 20_000_000,
  bytes: 2_000_000_000,
  depth: 1_000_000,
  milliseconds: 600_000,
};

/**
 * Which schedules a check tries.
 * - `every`: all of them, in a breadth-first search.
 * - `walks`: random ones, until there were so many walks or so much time has passed, whichever is first; without either,
 *   until the time limit.
 * - `swarm`: those that depth-first searches meet, each bounded, in an order of its own.
 *
 * The last two never end with `holds`. A seed is whole, 0 … 2^32 - 1.
 */
export type SearchMode =
  | { readonly kind: 'every' }
  | { readonly kind: 'walks'; readonly seed: number; readonly walks?: number; readonly milliseconds?: number }
  /** `states`: how many each search may keep, 1 … 2^24. */
  | { readonly kind: 'swarm'; readonly seed: number; readonly searches: number; readonly states: number };

/** What a mode is when nothing else is said. */
export const defaultSeed = 1;
export const defaultWalksMs = 10_000;
export const defaultSwarm = { searches: 8, states: 500_000 } as const;
export const swarmStatesMax = 2 ** 24;
export const swarmSearchesMax = 1000;

/** How a check goes about its work. The verdict does not depend on it, time and counts may. */
export interface CheckSwitches {
  /** How many threads may search, at least 1; as many as there are if missing. The verdict does not depend on it. */
  readonly workers?: number;
  /** False to explore members that the challenge declares interchangeable one by one. */
  readonly symmetry?: boolean;
  /**
   * True to take steps whose order cannot matter in one order only. States and transitions counted are then those looked
   * at; the verdict is the same.
   */
  readonly partialOrder?: boolean;
  /** False to leave it open whether experiments come to the same in other schedules than their one; the verdict's kind is the same. */
  readonly orders?: boolean;
}

export interface CheckRequest extends CheckSwitches {
  /** Slug of the challenge. */
  readonly challenge: string;
  /** The challenge itself, where it is not of the catalogue. It runs in a sandbox. */
  readonly definition?: DefinitionSource;
  readonly program: Compiled;
  /** Of properties and schedules, for a replay: the variant that the schedule is one of. */
  readonly variant?: string;
  /** Variants that candidates do not get, beside those of the challenge. Their names begin with `hidden/`. */
  readonly hiddenVariants?: readonly Variant[];
  readonly bounds: Bounds;
  readonly limits: Limits;
  /** Stop at the first violation (default), or explore everything and decide every property. */
  readonly explore: 'first' | 'all';
  /** Every schedule if missing. */
  readonly mode?: SearchMode;
}

export interface Progress {
  readonly distinct: number;
  readonly generated: number;
  readonly depth: number;
  /** States found and not yet expanded. */
  readonly frontier: number;
  readonly elapsedMs: number;
  /** Generated transitions per second, since the start. */
  readonly rate: number;
  /** Rough number of distinct states when done; null while the space shows no sign of ending. */
  readonly estimate: number | null;
  /** Rough time until it is done; null where `estimate` is. */
  readonly remainingMs: number | null;
  /** What smaller checks would save; missing until it was looked at, and where the check will end soon. */
  readonly savings?: readonly Saving[];
  /** Walks or searches done so far, of how many if that is known; missing where every schedule is tried. */
  readonly samples?: { readonly done: number; readonly of?: number };
  /** What became of the last checkpoint; missing before the first, and where none are kept. */
  readonly checkpoint?: CheckpointState;
}

/** A verdict with what the screens need beside it. */
export interface CheckReport {
  readonly verdict: Verdict;
  /** The verdict's schedule replayed. */
  readonly trace?: Trace;
  /** Lines of the candidate's source that ran in some reachable state, ascending. */
  readonly covered: readonly number[];
  /** Lines that hold a statement, ascending. */
  readonly executable: readonly number[];
  readonly elapsedMs: number;
  /** Time inside the search, first calls of participant code included, setting up sandboxes and replaying not. */
  readonly searchMs: number;
  /** States that were taken over from a checkpoint; missing if the check ran in one go. */
  readonly resumedFrom?: number;
  /** Memory of states, tables and remembered calls when the search ended. */
  readonly bytes: number;
  /** Threads that searched. */
  readonly workers: number;
}

/** Outcome of a batch of random schedules. */
export interface WalkReport {
  readonly walks: number;
  readonly steps: number;
  /** Walks that ended in a violation. */
  readonly violations: number;
  readonly firstViolation?: { readonly property: string; readonly schedule: Schedule };
}
