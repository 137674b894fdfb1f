/** How a check was made: what must be the same for its result to come out bit for bit. */
import type { CheckResult, CheckSwitches, LoggedCheck, SearchMode, VerdictKind } from '../model';

export interface CheckSettings {
  readonly explore: 'first' | 'all';
  readonly switches: Pick<CheckSwitches, 'symmetry' | 'partialOrder'>;
  readonly mode: SearchMode;
  /** After how many states it gave up, where that is not as here. */
  readonly states?: number;
}

/** What decides every property, and the settings of a claim that says nothing else. */
export const wholeCheck: CheckSettings = { explore: 'all', switches: {}, mode: { kind: 'every' } };

/** The settings of a check in a log. */
export function settingsOf({ explore, switches, mode }: LoggedCheck): CheckSettings {
  const { symmetry, partialOrder } = switches;
  return {
    explore,
    switches: {
      ...(symmetry === undefined ? {} : { symmetry }),
      ...(partialOrder === undefined ? {} : { partialOrder }),
    },
    mode,
  };
}

/** The settings with the limit that ended the check, if it was one of states: as many as were found. */
export function withLimitOf(settings: CheckSettings, { limit, counts }: CheckResult): CheckSettings {
  return limit === 'states' && settings.mode.kind === 'every' ? { ...settings, states: counts.distinct } : settings;
}

/** More work than this is no check that a person has waited for. */
const walksMax = 1_000_000;
const swarmStatesMax = 40_000_000;

/** Whether the same check gives the same result on another machine: not where a clock, the memory or a person ended it. */
export function isRepeatable({ mode }: CheckSettings, { limit }: Pick<CheckResult, 'limit'>): boolean {
  if (limit !== null && limit !== 'states') return false;
  switch (mode.kind) {
    case 'every':
      return true;
    case 'walks':
      return mode.milliseconds === undefined && mode.walks !== undefined && mode.walks <= walksMax;
    case 'swarm':
      return mode.searches * mode.states <= swarmStatesMax;
  }
}

/** Verdicts that need every schedule: nobody finds them by chance. */
const exhaustive: readonly VerdictKind[] = ['holds', 'livelock', 'unreached', 'vacuous'];

/** Whether a result cannot be held against anybody who does not get it again, made with these settings. */
export function claimsNothing(settings: CheckSettings, result: CheckResult): boolean {
  if (result.kind === 'inconclusive') return true;
  return settings.mode.kind !== 'every' && !isRepeatable(settings, result) && !exhaustive.includes(result.kind);
}
