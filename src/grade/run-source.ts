/** One check of a source, at given bounds and settings. */
import { assert } from '../base';
import { runCheck, withChallenge } from '../check';
import type { Bounds, Challenge, CheckReport, CheckRequest, Compiled, Progress, Variant } from '../model';
import type { CheckSettings } from './check-settings';
import { type GradedChallenge, type GradeEnvironment, gradeLimits } from './grade-environment';

/** The name under which the protocol's places are reported. */
export const protocolFile = 'protocol.ts';

/**
 * Each check of a pack has a sandbox of its own for the pack's definition, as on the candidate's page.
 * @param hiddenVariants that count beside those that candidates get
 */
export function runSource(
  challenge: GradedChallenge,
  program: Compiled,
  bounds: Bounds,
  settings: CheckSettings,
  environment: GradeEnvironment,
  onProgress: (progress: Progress) => void,
  hiddenVariants: readonly Variant[] = [],
): Promise<CheckReport> {
  const wanted = requestFor(challenge, program, bounds, settings, environment);
  const request = hiddenVariants.length === 0 ? wanted : { ...wanted, hiddenVariants };
  // In one thread: where a limit is hit, how many states were found until then depends on their number.
  return withGraded(request, environment, (opened) =>
    runCheck(request, {
      challenge: opened,
      wasm: environment.wasm,
      now: environment.now,
      pause: environment.pause,
      isCancelled: environment.isCancelled,
      breaking: environment.breaking,
      onProgress,
    }),
  );
}

/** Does some work with the challenge of a request. */
export function withGraded<Outcome>(
  request: CheckRequest,
  { challenge, breaking, wasm }: GradeEnvironment,
  work: (opened: Challenge) => Promise<Outcome>,
): Promise<Outcome> {
  const platform = async () => {
    assert(breaking !== undefined, 'a place that grades answers to packs says where libraries come from');
    return { wasm, libraryText: breaking.libraryText };
  };
  return withChallenge(request, challenge, platform, work);
}

export function requestFor(
  { data, pack }: GradedChallenge,
  program: Compiled,
  bounds: Bounds,
  { explore, switches, mode, states = Number.POSITIVE_INFINITY }: CheckSettings,
  { limits = gradeLimits, milliseconds = limits.milliseconds }: GradeEnvironment,
): CheckRequest {
  return {
    challenge: data.slug,
    program,
    bounds,
    limits: {
      ...limits,
      states: Math.min(limits.states, states),
      milliseconds: Math.min(limits.milliseconds, milliseconds),
    },
    explore,
    symmetry: switches.symmetry ?? true,
    partialOrder: switches.partialOrder ?? false,
    ...(mode.kind === 'every' ? {} : { mode }),
    ...(pack === null ? {} : { definition: pack.definition }),
  };
}
