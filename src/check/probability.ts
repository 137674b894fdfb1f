/**
 * Computes the probabilities and expectations that a challenge asks for, on the whole explored space. Needs an exhausted
 * search: what was not visited could change every value.
 */
import { endsAround, type Fraction, fractionText, type Work } from '../base';
import {
  boundedReach,
  buildProcess,
  type DecisionProcess,
  defaultIteration,
  expectedCost,
  reachProbability,
  type Search,
  type StateGraph,
  StateGraphBuilder,
  targetsOf,
  type Values,
} from '../engine';
import {
  isMeasured,
  type Measure,
  type MeasuredProperty,
  type MeasuredValue,
  type Problem,
  transitionFlags,
  transitionLayout,
} from '../model';
import type { ProtocolSystem } from '../system';
import type { Prepared } from './prepare';
import { runWork, type WorkEnvironment, type WorkLimits } from './run-work';
import { observedStates, quiescentStates } from './state-lists';

export interface MeasureFindings {
  /** By index of the property; a measured property that is missing was not computed. */
  readonly byProperty: ReadonlyMap<number, Measure>;
  /** What stopped it. */
  readonly stopped?: 'time' | 'cancelled' | 'bytes';
  /** A reward that is no number of zero or more, or that threw. */
  readonly problem?: Problem;
}

const edgesPerStep = 50_000;

/** What the arrays take at most at one time: see the sums in the engine's files. */
const bytesPerState = 150;
const bytesPerEdge = 90;

/** @param search exhausted */
export async function measureProperties(
  prepared: Prepared,
  search: Search,
  limits: WorkLimits,
  environment: WorkEnvironment,
): Promise<MeasureFindings> {
  const byProperty = new Map<number, Measure>();
  if (!prepared.spec.properties.some(isMeasured)) return { byProperty };
  try {
    const work = measureAll(prepared, search, limits.bytes, byProperty);
    const end = await runWork(work, environment, limits.deadline);
    return end.kind === 'stopped' ? { byProperty, stopped: end.by } : { byProperty, ...end.result };
  } catch (error) {
    if (error instanceof RewardError)
      return { byProperty, problem: { code: 'property-threw', sentence: error.message } };
    if (error instanceof RangeError) return { byProperty, stopped: 'bytes' }; // No memory left for an array.
    throw error;
  }
}

function* measureAll(
  { spec, system }: Prepared,
  search: Search,
  bytesMax: number,
  byProperty: Map<number, Measure>,
): Work<{ readonly stopped?: 'bytes' }> {
  const builder = new StateGraphBuilder(system, search, bytesMax);
  while (!builder.step(edgesPerStep)) yield;
  if (builder.end !== 'built') return { stopped: 'bytes' };
  const { graph } = builder;
  if (graph.stateCount * bytesPerState + graph.edgeCount * bytesPerEdge > bytesMax) return { stopped: 'bytes' };
  const quiescent = quiescentStates(system, graph);
  yield;
  const observed = yield* observedStates(system, search);
  for (const [index, property] of spec.properties.entries()) {
    if (!isMeasured(property)) continue;
    const process = yield* buildProcess(
      processSource(system, graph, quiescent, property.scheduler, costOf(property, system, observed)),
    );
    const labels = property.at === 'quiescent' ? system.quiescentLabels : system.labels;
    const isTarget = targetsOf(process, (state) => {
      const counts = property.at === 'every' || quiescent[state] === 1;
      return counts && ((labels[observed[state] as number] ?? 0) & (1 << index)) !== 0;
    });
    const ends = yield* endsOf(property, process, isTarget);
    byProperty.set(index, measureOf(property, ends));
  }
  return {};
}

/** What a decision process is made of, from a protocol's system and its graph. */
export function processSource(
  system: ProtocolSystem,
  graph: StateGraph,
  quiescent: Uint8Array,
  scheduler: MeasuredProperty['scheduler'],
  costs?: (state: number, transition: number) => number,
) {
  const { entries } = system;
  return {
    graph,
    quiescent,
    scheduler,
    isAlternative: (before: number, transition: number): boolean =>
      ((entries[transition + transitionLayout.flags] as number) & transitionFlags.alternative) !== 0 &&
      system.eventOf(before) === system.eventOf(transition),
    drawsOf: (transition: number) => system.drawsOf(transition),
    ...(costs === undefined ? {} : { costOf: costs }),
  };
}

function* endsOf(property: MeasuredProperty, process: DecisionProcess, isTarget: Uint8Array): Work<Values> {
  const options = { ...defaultIteration, exactVertex: initialState };
  if (property.kind === 'expectation') return yield* expectedCost(process, isTarget, options);
  return property.withinSteps === undefined
    ? yield* reachProbability(process, isTarget, options)
    : yield* boundedReach(process, isTarget, property.withinSteps, options);
}

const initialState = 0;

/** The measure in the initial state. */
function measureOf(property: MeasuredProperty, { lower, upper, exact }: Values): Measure {
  const { kind, scheduler, withinSteps, unit, atLeast, atMost } = property;
  return {
    quantity: kind,
    scheduler,
    ...(withinSteps === undefined ? {} : { withinSteps }),
    ...(unit === undefined ? {} : { unit }),
    value: valueFrom(lower[initialState] as number, upper[initialState] as number, exact),
    ...(atLeast === undefined ? {} : { atLeast }),
    ...(atMost === undefined ? {} : { atMost }),
  };
}

function valueFrom(lower: number, upper: number, exact: Fraction | undefined): MeasuredValue {
  if (lower === Number.POSITIVE_INFINITY) return { kind: 'infinite' };
  if (exact !== undefined) {
    const ends = endsAround(exact);
    return { kind: 'interval', ...ends, ...(ends.lower === ends.upper ? {} : { exact: fractionText(exact) }) };
  }
  return upper === Number.POSITIVE_INFINITY ? { kind: 'at-least', lower } : { kind: 'interval', lower, upper };
}

/** A reward that cannot be counted; its message is for the challenge's author. */
class RewardError extends Error {}

const rewardMax = 1e9;

/** What a step counts, asked once for each event and observation. Without an author's reward, every step counts one. */
function costOf(
  property: MeasuredProperty,
  system: ProtocolSystem,
  observed: Int32Array,
): ((state: number, transition: number) => number) | undefined {
  if (property.kind === 'probability') return undefined;
  const { reward } = property;
  if (reward === undefined) return () => 1;
  const known = new Map<string, number>();
  return (state, transition) => {
    const event = system.eventOf(transition);
    const observation = observed[state] as number;
    const key = `${event} ${observation}`;
    const before = known.get(key);
    if (before !== undefined) return before;
    const value = askReward(property.name, () => reward(system.event(event), system.observation(observation)));
    known.set(key, value);
    return value;
  };
}

function askReward(name: string, ask: () => number): number {
  let value: number;
  try {
    value = ask();
  } catch (error) {
    throw new RewardError(
      `The reward of "${name}" could not be computed: ${String(error)}. Check that every output has the form that the statement asks for; if it has, tell the author of the challenge.`,
    );
  }
  if (typeof value === 'number' && value >= 0 && value <= rewardMax) return value;
  throw new RewardError(
    `The reward of "${name}" is ${String(value)}. A reward must be a number from 0 to ${rewardMax}: tell the author of the challenge.`,
  );
}
