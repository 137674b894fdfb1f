/** What a check concludes. The closed vocabulary that engine, app, files and command line share. */

import { grouped } from '../base';
import type { Schedule } from './action';
import type { Bounds } from './challenge';
import type { Reason } from './claim';
import type { Comparison } from './comparison';
import type { Coverage } from './coverage';
import type { Data, NodeId } from './data';
import { type ExperimentInputs, isExperimentKind } from './experiment';
import type { Measure } from './measure';
import type { Problem } from './problem';
import type { Property } from './property';

export const verdictKinds = [
  'holds',
  'violated',
  'deadlock',
  'livelock',
  'unreached',
  'vacuous',
  'inconclusive',
  'nondeterministic',
  'crashed',
  'runaway',
  'invalid',
] as const;
export type VerdictKind = (typeof verdictKinds)[number];

/** What a limit stopped. */
export type LimitKind = 'states' | 'bytes' | 'depth' | 'time' | 'cancelled';

/** A value that a false claim looked at, and the step of the counterexample that wrote it; 0 is the start. */
export type PropertyRead =
  | { readonly kind: 'output'; readonly node: NodeId; readonly output: Data; readonly step: number }
  | { readonly kind: 'up'; readonly node: NodeId; readonly up: boolean; readonly step: number };

/** What is known of one property. `inconclusive`: the search ended before it was decided. */
export interface PropertyResult {
  readonly name: string;
  readonly kind: Property['kind'];
  readonly meaning: string;
  /** `measured`: a probability or expectation of which nothing is demanded. */
  readonly result: 'holds' | 'violated' | 'reached' | 'unreached' | 'vacuous' | 'inconclusive' | 'measured';
  /** Steps of the counterexample or witness, where there is one: a shortest one unless `shortest` says otherwise. */
  readonly length?: number;
  /** False where it was met by chance and made smaller, so that a shorter one may exist. */
  readonly shortest?: false;
  /** The counterexample or witness itself. */
  readonly schedule?: Schedule;
  /** For a liveness property violated by a loop: the index in `schedule` of the loop's first action. */
  readonly cycleStart?: number;
  /** For a liveness property: the fairness under which it was decided, in sentences. */
  readonly fairness?: readonly string[];
  /** For a probability or an expectation: its value, where it was computed. */
  readonly measure?: Measure;
  /** Why it is violated: failing part, binding, fact. */
  readonly reasons?: readonly Reason[];
  /** For a property of experiments that is violated: what the nodes are given in `schedule`. */
  readonly experiment?: { readonly name: string; readonly inputs: ExperimentInputs };
  /** For views that are not as demanded: the two sides, and how they look. */
  readonly comparison?: Comparison;
  /** What its claim looked at when it was false, and which steps wrote that. */
  readonly reads?: readonly PropertyRead[];
  /**
   * On how many distinct observations it was evaluated: those at rest where only they count. For a monitor, to how many
   * distinct states it came. For a property of experiments, on how many runs.
   */
  readonly observations: number;
}

/** On how much a property was judged: `judged on 16 different observations`. */
export function evaluatedWords({ observations, kind }: PropertyResult): string {
  if (isExperimentKind(kind))
    return `judged on ${observations === 1 ? 'one run' : `${observations === 0 ? 'no' : grouped(observations)} runs`}`;
  if (observations === 1) return 'judged on one observation';
  return `judged on ${observations === 0 ? 'no observation' : `${grouped(observations)} different observations`}`;
}

export interface CheckCounts {
  /** Distinct states found. */
  readonly distinct: number;
  /** Transitions generated, repeats included. */
  readonly generated: number;
  /** Length of the longest shortest path: the deepest level of the breadth-first search. */
  readonly depth: number;
  /** Distinct calls of participant code. */
  readonly participantCalls: number;
  /** Distinct observations. */
  readonly observations: number;
  /** Runs of experiments, where there are any: each outcome of every draw is one. */
  readonly runs?: number;
}

/**
 * What was done to look at fewer states. `symmetry`, which the challenge declares: the states counted each stand for all
 * that differ from them by an exchange of members; `standFor` is how many states that are, if it was counted.
 * `partial-order`, which is asked for: in `reducedAt` of the states counted only some of the enabled steps were taken,
 * because the others come to the same later. `one-schedule`, where there are experiments: that their one schedule stands for all
 * others was shown, or only for those in which all inputs come `inputsFirst`. Not used: why.
 */
export type ReductionResult =
  | { readonly kind: 'symmetry'; readonly used: true; readonly standFor?: number }
  | { readonly kind: 'partial-order'; readonly used: true; readonly reducedAt: number }
  | { readonly kind: 'one-schedule'; readonly used: true; readonly inputsFirst: boolean }
  | { readonly kind: 'symmetry' | 'partial-order'; readonly used: false; readonly reason: string };

/** What was done to look at fewer states, as a sentence. Numbers are grouped in the English way. */
export function reductionWords(reduction: ReductionResult): string {
  switch (reduction.kind) {
    case 'symmetry': {
      if (!reduction.used) return `Symmetry is declared and was not used: ${reduction.reason}`;
      const { standFor } = reduction;
      const states = standFor === undefined ? '' : `, which stand for ${grouped(standFor)}`;
      return `Symmetry: the states counted are counted up to exchanges of interchangeable members${states}.`;
    }
    case 'partial-order':
      return reduction.used
        ? `Partial order: at ${grouped(reduction.reducedAt)} of the states counted only some steps were taken, because their order with the others cannot matter.`
        : `Partial-order reduction was asked for and not used: ${reduction.reason}`;
    case 'one-schedule':
      return `Experiments: each run was made with one schedule, and shown to be the same with every other${reduction.inputsFirst ? ' in which the inputs come first' : ''}: no order in which messages can arrive changes what a node draws, gets, sends or shows.`;
  }
}

export interface Verdict {
  readonly kind: VerdictKind;
  /** Slug of the challenge. */
  readonly challenge: string;
  readonly bounds: Bounds;
  /** The property that decided, for `violated`, `deadlock`, `livelock`, `unreached` and `vacuous`. */
  readonly property?: string;
  /** A schedule that shows it: a shortest one, or with `coverage` one that was met by chance and made smaller. */
  readonly schedule?: Schedule;
  /**
   * For `livelock`: how many actions of `schedule` lead to the cycle (the stem). The others are the cycle, which ends in the
   * state that it began in and can be repeated for ever.
   */
  readonly cycleStart?: number;
  /** For verdicts about what must happen eventually: which events are assumed to get their turn, in sentences. */
  readonly fairness?: readonly string[];
  /** `schedule` in plain words, one line a step. */
  readonly steps?: readonly string[];
  readonly properties: readonly PropertyResult[];
  readonly counts: CheckCounts;
  /** For `inconclusive`: set if every state was visited, and only what needs more than single states was left undecided. */
  readonly exhausted?: true;
  /** For `inconclusive`: which limit was hit and its value. */
  readonly limit?: { readonly kind: LimitKind; readonly value: number };
  /** For `crashed`, `runaway`, `nondeterministic`, `invalid`. */
  readonly problem?: Problem;
  /** What this verdict says nothing about, in sentences. */
  readonly notChecked: readonly string[];
  /** Missing if nothing could have been left out. */
  readonly reductions?: readonly ReductionResult[];
  /** Actions and handlers that never ran, in words; a reader should wonder about each. */
  readonly neverFired: readonly string[];
  /** Set if schedules were tried by chance: which part of them. */
  readonly coverage?: Coverage;
}

/** What a search by chance can conclude: nothing that needs every schedule, `holds` least of all. */
export type SampledKind = Exclude<VerdictKind, 'holds' | 'livelock' | 'unreached' | 'vacuous'>;

export interface SampledResult extends PropertyResult {
  readonly result: 'violated' | 'reached' | 'inconclusive';
}

export interface SampledVerdict extends Verdict {
  readonly kind: SampledKind;
  readonly properties: readonly SampledResult[];
  readonly coverage: Coverage;
}
