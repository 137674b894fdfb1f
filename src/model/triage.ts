/** Why nothing catches a mutant: what was found out about a survivor by comparing it with the reference. Plain data. */
import type { Schedule } from './action';
import type { Bounds } from './challenge';
import type { Data } from './data';
import type { VerdictKind } from './verdict';

/** What the reference does where a mutant is killed: without that, a kill shows nothing about the mutant. */
export type ReferenceEvidence =
  | { readonly kind: 'holds'; readonly distinct: number }
  /** Every schedule of so many steps was tried before a limit was hit, and none is wrong. */
  | { readonly kind: 'nothing-within'; readonly steps: number; readonly distinct: number };

/** How a mutant was killed elsewhere. */
export interface KillEvidence {
  readonly bounds: Bounds;
  readonly verdict: VerdictKind;
  readonly property?: string;
  readonly length?: number;
  readonly distinct: number;
  readonly reference: ReferenceEvidence;
}

/**
 * Something that only one of the two shows within the bounds.
 * - `observation`: this is seen, in some state or at rest.
 * - `order`: these events, one after the other, and nothing else, as a monitor is told them; at rest after them or not.
 */
export type Difference = {
  readonly who: 'mutant' | 'reference';
  readonly atRest: boolean;
  /** A shortest one for an observation; undefined where only the events are known. */
  readonly schedule?: Schedule;
  /** The schedule, or the events, in words, one line each. */
  readonly steps: readonly string[];
} & ({ readonly kind: 'observation'; readonly observation: Data } | { readonly kind: 'order' });

/**
 * What was proved equal, at the bounds at which the mutant survives, of which every state was visited.
 * - `answers`: each call of a handler that is ever made is answered alike, so nothing at all can tell the two apart.
 * - `traces`: the same sequences of inputs, outputs, crashes and restarts, at rest after the same ones: no property of single
 *   states can tell them apart, no deadlock property and no monitor. Properties of whole runs and probabilities might.
 * - `observations`: the same observations, at rest the same: no property of single states can tell them apart, and no
 *   deadlock property. Whether a monitor could was not found out within the limits.
 */
export type EquivalenceProof = 'answers' | 'traces' | 'observations';

export type TriageFinding =
  /** A property could kill it at the same bounds, because this can be seen; none does. */
  | { readonly kind: 'weak-property'; readonly difference: Difference }
  /** The properties kill it where the environment does what the challenge never does: `change`, in words. */
  | { readonly kind: 'weak-environment'; readonly change: string; readonly kill: KillEvidence }
  | { readonly kind: 'bound-too-small'; readonly kill: KillEvidence }
  /** What the reference comes to in every fair run, and the mutant does not; with a fair run in which it does not. */
  | {
      readonly kind: 'liveness-only';
      readonly goal: string;
      readonly bounds: Bounds;
      readonly schedule: Schedule;
      /** Where the part that goes round for ever begins; missing for a run that ends. */
      readonly cycleStart?: number;
      readonly fairness: readonly string[];
    }
  | { readonly kind: 'equivalent'; readonly proof: EquivalenceProof }
  | { readonly kind: 'unknown' };

export interface Triage {
  /** What explains best why it survives: a kill elsewhere, then what can be seen, then runs, then a proof. */
  readonly finding: TriageFinding;
  /** Bounds at which it survives. */
  readonly bounds: Bounds;
  /** The finding in words. */
  readonly sentence: string;
  /** Everything that was tried and what came of it, in sentences. */
  readonly tried: readonly string[];
}

/** True if it was proved that no property of states could catch the survivor at its bounds. */
export function isProvedEquivalent({ finding }: Triage): boolean {
  return finding.kind === 'equivalent';
}
