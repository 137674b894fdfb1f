/** How a check was made: what must be the same for its result to come out bit for bit. */
import type { CheckResult, CheckSwitches, LoggedCheck, SearchMode } from '../model';

export interface CheckSettings {
  readonly explore: 'first' | 'all';
  readonly switches: Pick<CheckSwitches, 'symmetry' | 'partialOrder'>;
  readonly mode: SearchMode;
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

/** More work than this is no check that a person has waited for. */
const walksMax = 10_000_000;
const swarmStatesMax = 100_000_000;

/**
 * Whether the same check gives the same result on another machine: not where a clock, the memory or a person ended it.
 */
export function isRepeatable({ mode }: CheckSettings, { limit }: Pick<CheckResult, 'limit'>): boolean {
  switch (limit) {
    case 'time':
    case 'bytes':
    case 'cancelled':
      return false;
    case 'states':
    case 'depth':
    case null:
      break;
  }
  switch (mode.kind) {
    case 'every':
      return true;
    case 'walks':
      return mode.milliseconds === undefined && mode.walks !== undefined && mode.walks <= walksMax;
    case 'swarm':
      return mode.searches * mode.states <= swarmStatesMax;
  }
}
