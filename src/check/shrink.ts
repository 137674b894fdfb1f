/** Makes a schedule that was met by chance fit to be read: drops what is not needed, then puts the rest into reading order. */
import { assert } from '../base';
import { Follower, Stepper, type Target } from '../engine';
import { type HandlerFailure, type Schedule, type SystemSpec, transitionLayout } from '../model';
import type { ProtocolSystem } from '../system';
import { minimise, type Replayed, type ReplayHost, readingOrder, replay } from '../verdict';

/** Steps that may be tried in making one schedule smaller: a few seconds. What is left then is as small as it got. */
const stepsMax = 5_000_000;

export interface Shrunk {
  readonly schedule: Schedule;
  readonly transitions: readonly number[];
  /** The states along it, the initial one first. */
  readonly vectors: readonly Int32Array[];
  /** Its replay through the participant's code. */
  readonly replayed: Replayed;
}

/**
 * The schedule without what it does not need to show the target, in the order in which it is best read. Both steps are made
 * in integers; whether a replay agrees is left to the caller, but an order that a replay does not confirm is not used.
 *
 * @param schedule one that the system can take wholly
 */
export function shrink(
  spec: SystemSpec,
  system: ProtocolSystem,
  host: ReplayHost,
  target: Target,
  schedule: Schedule,
): Shrunk {
  const follower = new Follower(system, stepsMax);
  const failing = (actions: readonly number[]): readonly number[] | undefined => {
    const taken = follower.until(target, actions);
    return taken === undefined ? undefined : follower.actionsOf(taken);
  };
  const small = minimise(locate(system, schedule), failing);
  const minimal = resultOf(system, small, target, (actions) => replay(spec, host, actions));
  if (minimal.replayed.divergedAt !== undefined) return minimal;
  const reordered = locate(system, readingOrder(spec, minimal.replayed.trace));
  const read = resultOf(system, reordered, target, (actions) => replay(spec, host, actions));
  return agrees(minimal, read) ? read : minimal;
}

/** @param actions by their numbers; what comes after the target first shows is left out */
function resultOf(
  system: ProtocolSystem,
  actions: readonly number[],
  target: Target,
  replayOf: (schedule: Schedule) => Replayed,
): Shrunk {
  const follower = new Follower(system, actions.length + 1);
  const transitions = follower.until(target, actions) ?? [];
  const schedule = transitions.map((transition) => system.actionOf(transition));
  return {
    schedule,
    transitions,
    vectors: follower.vectors(follower.actionsOf(transitions)),
    replayed: replayOf(schedule),
  };
}

/** Whether the reordered schedule is whole and comes to the same: the same observation if it is as long, or else a shorter way. */
function agrees({ schedule, replayed: before }: Shrunk, { schedule: reordered, replayed: after }: Shrunk): boolean {
  if (after.divergedAt !== undefined || reordered.length === 0) return schedule.length === 0;
  if (after.failure?.problem.code !== before.failure?.problem.code) return false;
  return reordered.length < schedule.length || JSON.stringify(after.observation) === JSON.stringify(before.observation);
}

/** The numbers that actions have in this system. A schedule is followed from the start, so that its rows are filled. */
function locate(system: ProtocolSystem, schedule: Schedule): readonly number[] {
  const stepper = new Stepper(system);
  stepper.reset(system.initial);
  const numbers: number[] = [];
  for (const action of schedule) {
    const text = JSON.stringify(action);
    const transition = stepper.listed().find((listed) => JSON.stringify(system.actionOf(listed)) === text);
    if (transition === undefined) return numbers;
    const number = system.entries[transition + transitionLayout.action] as number;
    numbers.push(number);
    stepper.follow(number);
  }
  return numbers;
}

/** The states along a schedule, the initial one first; undefined if the system cannot take it wholly. */
export function vectorsAlong(system: ProtocolSystem, schedule: Schedule): readonly Int32Array[] | undefined {
  const numbers = locate(system, schedule);
  return numbers.length < schedule.length ? undefined : new Follower(system, 0).vectors(numbers);
}

/** The failure in which a schedule ends, as what a smaller one must end in: the same kind, problem and line. */
export function failureAtEnd(
  system: ProtocolSystem,
  schedule: Schedule,
): Target & { readonly failure: HandlerFailure } {
  const stepper = new Stepper(system);
  stepper.reset(system.initial);
  for (const number of locate(system, schedule)) stepper.follow(number);
  const failure = failureOf(system, stepper.transition);
  assert(failure !== undefined, 'the last step of a failing schedule names a failure');
  const wanted = failureText(failure);
  return {
    kind: 'failure',
    isIt: (transition) => failureText(failureOf(system, transition)) === wanted,
    failure,
  };
}

function failureOf(system: ProtocolSystem, transition: number): HandlerFailure | undefined {
  return system.failures[-1 - (system.entries[transition + transitionLayout.configuration] as number)];
}

function failureText(failure: HandlerFailure | undefined): string {
  return JSON.stringify([failure?.verdict, failure?.problem.code, failure?.problem.place?.line ?? 0]);
}
