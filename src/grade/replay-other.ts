/** A schedule taken through another protocol. */
import { replaySchedule, replayVariant } from '../check';
import type { Bounds, Schedule, Trace } from '../model';
import { nearestAction } from '../review';
import { wholeCheck } from './check-settings';
import { type GradeEnvironment, gradedChallenge } from './grade-environment';
import { protocolFile, requestFor, withGraded } from './run-source';

/**
 * Takes a schedule through a source as far as it goes; where its messages and timers look different, by the nearest event.
 * Undefined if the source is no protocol, the bounds do not fit, or this machine does not have the challenge.
 *
 * @param variant where candidates write what is run against variants, the one to take the schedule through
 */
export async function replayOther(
  slug: string,
  source: string,
  bounds: Bounds,
  schedule: Schedule,
  environment: GradeEnvironment,
  variant?: string,
): Promise<Trace | undefined> {
  const challenge = gradedChallenge(slug, environment);
  if (challenge === undefined) return undefined;
  const { wasm, breaking } = environment;
  const program = environment.compile(source, protocolFile);
  const request = requestFor(challenge, program, bounds, wholeCheck, environment);
  return withGraded(request, environment, (opened) =>
    variant === undefined
      ? replaySchedule(request, opened, wasm, schedule, nearestAction)
      : replayVariant({ ...request, variant }, { challenge: opened, wasm, breaking }, schedule),
  );
}
