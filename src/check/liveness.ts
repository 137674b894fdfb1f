/** Decides the liveness properties on the whole explored space. Needs an exhausted search: without one nothing is decided. */

import type { Work } from '../base';
import { assert } from '../base';
import {
  createFairGraph,
  type FairGraph,
  type FairRun,
  findFairRun,
  isQuiescent,
  type Search,
  StateGraphBuilder,
  waysFromStart,
} from '../engine';
import {
  completeFairness,
  faultKinds,
  isLiveness,
  type LivenessProperty,
  type Reason,
  type Schedule,
  type SystemSpec,
  transitionFlags,
  transitionLayout,
} from '../model';
import { exercisedBit } from '../properties';
import type { ProtocolSystem } from '../system';
import { actionWords } from '../verdict';
import type { Prepared } from './prepare';
import { runWork, type WorkEnvironment, type WorkLimits } from './run-work';
import { observedStates } from './state-lists';

/** What is known of one liveness property. */
export type LivenessFinding =
  | { readonly kind: 'holds' }
  | {
      readonly kind: 'violated';
      readonly schedule: Schedule;
      /** Missing for a run that ends. */
      readonly cycleStart?: number;
      readonly reasons: readonly Reason[];
    };

export interface LivenessFindings {
  /** By index of the property; a liveness property that is missing was not decided. */
  readonly byProperty: ReadonlyMap<number, LivenessFinding>;
  /** Whether some handler chooses. */
  readonly hasChoices: boolean;
  /** What stopped it. */
  readonly stopped?: 'time' | 'cancelled' | 'bytes';
}

const edgesPerStep = 50_000;

/** What the arrays of the analysis take: see the sums in the engine's files. */
const bytesPerState = 80;
const bytesPerEdge = 4;

/** @param search exhausted */
export async function checkLiveness(
  prepared: Prepared,
  search: Search,
  limits: WorkLimits,
  environment: WorkEnvironment,
): Promise<LivenessFindings> {
  const byProperty = new Map<number, LivenessFinding>();
  const findings = { byProperty, hasChoices: false };
  if (!prepared.spec.properties.some(isLiveness)) return findings;
  try {
    const work = analyse(prepared, search, limits.bytes, (index, finding) => byProperty.set(index, finding));
    const end = await runWork(work, environment, limits.deadline);
    return end.kind === 'stopped' ? { ...findings, stopped: end.by } : { ...findings, ...end.result };
  } catch (error) {
    // The arrays are as large as the space: a machine that refuses one has no memory left, which is a limit.
    if (error instanceof RangeError) return { ...findings, stopped: 'bytes' };
    throw error;
  }
}

function* analyse(
  prepared: Prepared,
  search: Search,
  bytesMax: number,
  onFinding: (index: number, finding: LivenessFinding) => void,
): Work<Pick<LivenessFindings, 'hasChoices' | 'stopped'>> {
  const { system, spec } = prepared;
  const bytesLeft = bytesMax - search.stateCount * bytesPerState;
  if (bytesLeft <= 0) return { hasChoices: false, stopped: 'bytes' };
  const builder = new StateGraphBuilder(system, search, bytesLeft);
  while (!builder.step(edgesPerStep)) yield;
  if (builder.end !== 'built') return { hasChoices: false, stopped: 'bytes' };
  const { graph } = builder;
  if (graph.edgeCount * (2 * bytesPerEdge + bytesPerEdge) > bytesLeft) return { hasChoices: false, stopped: 'bytes' };
  const fairness = completeFairness(spec.fairness);
  /** Events that are a Byzantine node's: none of its steps is owed. */
  const unowed = new Set<number>();
  let hasChoices = false;
  const fair = yield* createFairGraph(
    system,
    graph,
    (transition) => {
      const action = system.actionOf(transition);
      const event = system.eventOf(transition);
      hasChoices ||= 'choices' in action;
      if (isFault(system, transition) && !faultKinds.includes(action.kind)) unowed.add(event);
      return event;
    },
    (event) => (unowed.has(event) ? 'none' : fairness[system.event(event).kind]),
  );
  const observed = yield* observedStates(system, search);
  const labels = observed.map((configuration) => system.labels[configuration] as number);
  const ways = yield* waysFromStart(fair);
  assert(ways.count === graph.stateCount, 'every state of the graph is reached from the initial one');
  for (const [index, property] of spec.properties.entries()) {
    if (!isLiveness(property)) continue;
    const asked = questionOf(property, index, labels);
    const run = yield* findFairRun(fair, ways, asked.sources, asked.allowed);
    onFinding(index, run === undefined ? { kind: 'holds' } : violation(prepared, fair, property, run, asked));
  }
  return { hasChoices };
}

/** A violation is a fair run that comes to a source and sees only allowed states from then on. */
interface Question {
  readonly sources: Uint8Array;
  readonly allowed: Uint8Array;
}

function questionOf(property: LivenessProperty, index: number, labels: Int32Array): Question {
  const good = 1 << index;
  const allowed = Uint8Array.from(labels, (bits) => ((bits & good) === 0 ? 1 : 0));
  switch (property.kind) {
    case 'eventually':
      return { sources: new Uint8Array(labels.length).fill(1, 0, 1), allowed };
    case 'leads-to': {
      const cause = 1 << exercisedBit(index);
      return { sources: Uint8Array.from(labels, (bits) => ((bits & cause) === 0 ? 0 : 1)), allowed };
    }
    case 'infinitely-often':
      return { sources: allowed, allowed };
  }
}

function violation(
  { system, spec }: Prepared,
  fair: FairGraph,
  property: LivenessProperty,
  { stem, cycle }: FairRun,
  asked: Question,
): LivenessFinding {
  const { graph } = fair;
  const edges = [...stem, ...cycle];
  const schedule = edges.map((edge) => system.actionOf(graph.transition[edge] as number));
  const states = [0, ...edges.map((edge) => graph.target[edge] as number)];
  const reasons: Reason[] = [
    missingWords(property, states, cycle.length > 0, asked),
    ...usedUpWords(spec, schedule),
  ].map((text) => ({ kind: 'fact', text }));
  if (cycle.length > 0) return { kind: 'violated', schedule, cycleStart: stem.length, reasons };
  const optional = optionalEvents(system, fair, states.at(-1) as number);
  if (optional.length > 0)
    reasons.push({ kind: 'fact', text: `what could still happen need not happen: ${optional.join('; ')}` });
  return { kind: 'violated', schedule, reasons };
}

/** What the run lacks, and since when. */
function missingWords(
  property: LivenessProperty,
  states: readonly number[],
  isCycle: boolean,
  { sources, allowed }: Question,
): string {
  switch (property.kind) {
    case 'eventually':
      return 'not true in any state of this run';
    case 'infinitely-often':
      return isCycle ? 'not true in any state of the cycle' : 'not true in the state in which the run ends';
    case 'leads-to': {
      const from = states.findLastIndex((state) => allowed[state] === 0) + 1;
      const since = states.findIndex((state, at) => at >= from && sources[state] === 1);
      return since === 0 ? 'owed from the start and never there' : `owed since step ${since} and never there`;
    }
  }
}

/** Bounds on what would have to go on: that they are used up may be the only reason why a run goes no further. */
function usedUpWords({ faults }: SystemSpec, schedule: Schedule): readonly string[] {
  const words = { timeout: ['timeout', 'timeouts'], restart: ['restart', 'restarts'], heal: ['healing', 'healings'] };
  return (['timeout', 'restart', 'heal'] as const).flatMap((kind) => {
    const allowed = faults[kind];
    if (allowed === undefined || allowed === 0) return [];
    if (schedule.filter((action) => action.kind === kind).length < allowed) return [];
    return [
      `the bounds allow no more than ${allowed} ${words[kind][allowed === 1 ? 0 : 1]}, and this run has used them up`,
    ];
  });
}

/** Steps that are possible in a state, are no faults and need not happen: the first few of them, in words. */
function optionalEvents(system: ProtocolSystem, { graph }: FairGraph, state: number): readonly string[] {
  if (isQuiescent(system, graph, state)) return [];
  const words = new Set<string>();
  for (let edge = graph.start[state] as number; edge < (graph.start[state + 1] as number); edge++) {
    const transition = graph.transition[edge] as number;
    if (graph.target[edge] === state || isFault(system, transition)) continue;
    words.add(actionWords(system.event(system.eventOf(transition))));
  }
  const shown = [...words].slice(0, optionalShownMax);
  return words.size > shown.length ? [...shown, `and ${words.size - shown.length} more`] : shown;
}

function isFault(system: ProtocolSystem, transition: number): boolean {
  return ((system.entries[transition + transitionLayout.flags] as number) & transitionFlags.fault) !== 0;
}

const optionalShownMax = 3;
