/** A schedule taken through another protocol. */
import { replaySchedule } from '../check';
import type { Bounds, Schedule, Trace } from '../model';
import { nearestAction } from '../review';
import { wholeCheck } from './check-settings';
import type { GradeEnvironment } from './grade-environment';
import { protocolFile, requestFor } from './run-source';

/**
 * Takes a schedule through a source as far as it goes; where its messages and timers look different, by the nearest event.
 * Undefined if the source is no protocol, the bounds do not fit, or this machine does not have the challenge.
 */
export async function replayOther(
  slug: string,
  source: string,
  bounds: Bounds,
  schedule: Schedule,
  environment: GradeEnvironment,
): Promise<Trace | undefined> {
  const challenge = environment.challenge(slug);
  if (challenge === undefined) return undefined;
  const program = environment.compile(source, protocolFile);
  const request = requestFor(challenge, program, bounds, wholeCheck, environment);
  return replaySchedule(request, challenge, environment.wasm, schedule, nearestAction);
}
