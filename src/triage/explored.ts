/** One protocol at one set of bounds, every state of it: what is compared. */
import { assert } from '../base';
import { type Prepared, prepare } from '../check';
import { Search, type StateGraph, StateGraphBuilder, successorsOf } from '../engine';
import {
  type Bounds,
  type Challenge,
  type Compiled,
  type Data,
  dataText,
  restedLabel,
  type Schedule,
  transitionFlags,
  transitionLayout,
} from '../model';
import { actionWords } from '../verdict';
import type { TriageEnvironment } from './environment';

/** A state is named by its number in the search: smaller numbers are no deeper. */
export interface Seen {
  /** A nearest state with this observation. */
  readonly state: number;
  readonly atRest: boolean;
}

export interface Explored {
  readonly prepared: Prepared;
  readonly search: Search;
  /** Every observation of a reachable state, by its text. */
  readonly observations: ReadonlyMap<string, Seen>;
}

export type Exploration =
  | { readonly kind: 'explored'; readonly space: Explored }
  | { readonly kind: 'not'; readonly reason: string };

const unitsPerStep = 200_000;
const bytesMax = 2_000_000_000;
const depthMax = 1_000_000;

/** Without any reduction: each state for itself. To be disposed of by its host. */
export async function exploreAll(
  program: Compiled,
  challenge: Challenge,
  bounds: Bounds,
  statesMax: number,
  environment: TriageEnvironment,
): Promise<Exploration> {
  const limits = { states: statesMax, bytes: bytesMax, depth: depthMax };
  const request = {
    ...{ challenge: challenge.slug, program, bounds, explore: 'all' as const },
    limits: { ...limits, milliseconds: Number.POSITIVE_INFINITY },
  };
  const prepared = await prepare(request, challenge, environment.wasm);
  if (prepared.kind === 'refused') return not(`it could not be explored: the verdict is ${prepared.verdict.kind}`);
  const give = (reason: string): Exploration => {
    prepared.host.dispose();
    return not(reason);
  };
  const search = new Search(prepared.system, limits, { bits: 0, stopBits: 0 });
  while (!search.step(unitsPerStep)) {
    await environment.pause();
    if (environment.isCancelled()) return give('it was cancelled');
  }
  switch (search.end?.kind) {
    case 'exhausted':
      break;
    case 'failed':
      return give('a handler gives no answer in a reachable state');
    default:
      return give(`it has more than ${statesMax} states`);
  }
  const observations = observationsOf(prepared, search);
  if (observations === undefined) return give('a monitor failed');
  return { kind: 'explored', space: { prepared, search, observations } };
}

function not(reason: string): Exploration {
  return { kind: 'not', reason };
}

function observationsOf({ system }: Prepared, search: Search): ReadonlyMap<string, Seen> | undefined {
  const first = new Int32Array(system.observationCount).fill(-1);
  const vector = new Int32Array(system.slotCount);
  for (let state = search.stateCount - 1; state >= 0; state--) {
    search.vectorInto(state, vector);
    first[vector[system.labelSlot] as number] = state;
  }
  const observations = new Map<string, Seen>();
  for (const [configuration, state] of first.entries()) {
    if (state < 0) continue;
    const observation = system.observation(configuration);
    if (observation.failure !== undefined) return undefined;
    const atRest = ((system.quiescentLabels[configuration] as number) & restedLabel) !== 0;
    observations.set(dataText(observation as unknown as Data), { state, atRest });
  }
  return observations;
}

/** A nearest state at rest with this observation. */
export function restingState({ prepared: { system }, search }: Explored, observation: string): number {
  const vector = new Int32Array(system.slotCount);
  const wanted = new Map<number, boolean>();
  const isWanted = (configuration: number): boolean => {
    const known = wanted.get(configuration);
    if (known !== undefined) return known;
    const is = dataText(system.observation(configuration) as unknown as Data) === observation;
    wanted.set(configuration, is);
    return is;
  };
  for (let state = 0; state < search.stateCount; state++) {
    search.vectorInto(state, vector);
    if (!isWanted(vector[system.labelSlot] as number)) continue;
    if (successorsOf(system, search.effects, vector).every(({ fault, idle }) => fault || idle)) return state;
  }
  throw new Error('No state is at rest where one was met.');
}

/** A shortest schedule to a state, and in words. */
export function scheduleTo(
  { prepared: { system }, search }: Explored,
  state: number,
): { readonly schedule: Schedule; readonly steps: readonly string[] } {
  const path = search.pathTo(state);
  return {
    schedule: path.map((transition) => system.actionOf(transition)),
    steps: path.map((transition) => actionWords(system.actionOf(transition), system.drawsOf(transition))),
  };
}

/** The states and transitions as arrays; undefined if they would take too much memory. */
export async function graphOf(
  { prepared, search }: Explored,
  environment: TriageEnvironment,
): Promise<StateGraph | undefined> {
  const builder = new StateGraphBuilder(prepared.system, search, bytesMax);
  while (!builder.step(unitsPerStep)) {
    await environment.pause();
    if (environment.isCancelled()) return undefined;
  }
  assert(builder.end !== undefined, 'the graph is built or too large');
  return builder.end === 'built' ? builder.graph : undefined;
}

/** 1 for states in which nothing but faults can happen. */
export function restingStates({ prepared: { system } }: Explored, graph: StateGraph): Uint8Array {
  const resting = new Uint8Array(graph.stateCount).fill(1);
  for (let state = 0; state < graph.stateCount; state++) {
    for (let edge = graph.start[state] as number; edge < (graph.start[state + 1] as number); edge++) {
      const flags = system.entries[(graph.transition[edge] as number) + transitionLayout.flags] as number;
      const isIdle = (flags & transitionFlags.idle) !== 0 && graph.target[edge] === state;
      if ((flags & transitionFlags.fault) === 0 && !isIdle) resting[state] = 0;
    }
  }
  return resting;
}
