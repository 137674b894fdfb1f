/** One check of a source, at given bounds and settings. */
import { runCheck } from '../check';
import {
  type Bounds,
  type Challenge,
  type CheckReport,
  type CheckRequest,
  type Compiled,
  compareText,
  type Progress,
} from '../model';
import type { CheckSettings } from './check-settings';
import { type GradeEnvironment, gradeLimits } from './grade-environment';

/** The name under which the protocol's places are reported. */
export const protocolFile = 'protocol.ts';

export function runSource(
  challenge: Challenge,
  program: Compiled,
  bounds: Bounds,
  settings: CheckSettings,
  environment: GradeEnvironment,
  onProgress: (progress: Progress) => void,
): Promise<CheckReport> {
  // In one thread: where a limit is hit, how many states were found until then depends on their number.
  return runCheck(requestFor(challenge, program, bounds, settings, environment), {
    challenge,
    wasm: environment.wasm,
    now: environment.now,
    pause: environment.pause,
    isCancelled: environment.isCancelled,
    breaking: environment.breaking,
    onProgress,
  });
}

export function requestFor(
  challenge: Challenge,
  program: Compiled,
  bounds: Bounds,
  { explore, switches, mode, states = Number.POSITIVE_INFINITY }: CheckSettings,
  { limits = gradeLimits }: GradeEnvironment,
): CheckRequest {
  return {
    challenge: challenge.slug,
    program,
    bounds,
    limits: { ...limits, states: Math.min(limits.states, states) },
    explore,
    symmetry: switches.symmetry ?? true,
    partialOrder: switches.partialOrder ?? false,
    ...(mode.kind === 'every' ? {} : { mode }),
  };
}

/** Whether two sets of bounds are the same for a challenge. What one of them does not say counts as different. */
export function sameBounds(one: Bounds, other: Bounds): boolean {
  const text = (bounds: Bounds): string => JSON.stringify(Object.entries(bounds).sort(([a], [b]) => compareText(a, b)));
  return text(one) === text(other);
}
