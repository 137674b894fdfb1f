/** Confirms the counterexample of a liveness property by replaying it: apart from the search and its numbers. */
import {
  compareText,
  dataText,
  type LivenessProperty,
  type NodeSnapshot,
  type Observation,
  type Schedule,
  type SystemSpec,
} from '../model';
import { type Replayed, type ReplayHost, replay } from './replay';

export interface ClaimedRun {
  readonly schedule: Schedule;
  /** Index of the first action of the cycle; undefined for a run that ends. */
  readonly cycleStart: number | undefined;
}

/**
 * Replays the run, and its cycle twice. True in `agrees` if all of that can be taken; if after each round every node,
 * inbox, timer, input and output is as it was before it, and every monitor after the second as after the first; and if the
 * good thing is missing at the end.
 */
export function confirmRun(
  spec: SystemSpec,
  host: ReplayHost,
  property: LivenessProperty,
  { schedule, cycleStart }: ClaimedRun,
): { readonly agrees: boolean; readonly replayed: Replayed } {
  const replayed = replay(spec, host, schedule);
  if (!isWhole(replayed) || isGood(property, replayed.observation)) return { agrees: false, replayed };
  if (cycleStart === undefined) return { agrees: true, replayed };
  const twice = replay(spec, host, [...schedule, ...schedule.slice(cycleStart)]);
  const rounds = [cycleStart, schedule.length].map((state) => stateText(snapshotsAt(replayed, state)));
  const agrees =
    isWhole(twice) &&
    rounds[0] === rounds[1] &&
    rounds[0] === stateText(snapshotsAt(twice, twice.trace.steps.length)) &&
    monitorsText(replayed) === monitorsText(twice) &&
    schedule.length > cycleStart;
  return { agrees, replayed };
}

function isWhole({ divergedAt, failure }: Replayed): boolean {
  return divergedAt === undefined && failure === undefined;
}

function isGood(property: LivenessProperty, observation: Observation): boolean {
  return property.kind === 'leads-to' ? property.effect(observation) : property.goal(observation);
}

function monitorsText({ observation }: Replayed): string {
  return dataText(observation.monitors ?? {});
}

function snapshotsAt({ trace }: Replayed, state: number): readonly NodeSnapshot[] {
  return trace.steps[state - 1]?.after ?? trace.initial;
}

/** Equal for states that are equal but for the order of messages: that it fits, the second round shows. */
function stateText(nodes: readonly NodeSnapshot[]): string {
  return JSON.stringify(
    nodes.map(({ id, up, state, inbox, timers, inputs, outputs }) => [
      id,
      up,
      dataText(state),
      inbox.map(({ from, message }) => `${from} ${dataText(message)}`).sort(compareText),
      timers.map(dataText).sort(compareText),
      dataText([...inputs]),
      dataText([...outputs]),
    ]),
  );
}
