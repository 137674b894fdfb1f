/** How checks go about their work, as chosen in the Check panel and kept in this browser. */
import { useState } from 'react';
import type { CheckSwitches } from '../../model';
import { readPreference, writePreference } from '../storage';

const name = 'search';

export interface SwitchesHandle {
  readonly switches: CheckSwitches;
  readonly change: (switches: CheckSwitches) => void;
}

export function useSwitches(): SwitchesHandle {
  const [switches, setSwitches] = useState(() => readPreference<CheckSwitches>(name, isSwitches, {}));
  return {
    switches,
    change(next) {
      setSwitches(next);
      writePreference(name, next);
    },
  };
}

/** How many switches are not as they are by default. */
export function changedCount({ partialOrder = false, symmetry = true, workers }: CheckSwitches): number {
  return Number(partialOrder) + Number(!symmetry) + Number(workers !== undefined);
}

function isSwitches(value: unknown): value is CheckSwitches {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const { partialOrder, symmetry, workers, ...rest } = value as Readonly<Record<string, unknown>>;
  return (
    Object.keys(rest).length === 0 &&
    [partialOrder, symmetry].every((one) => one === undefined || typeof one === 'boolean') &&
    (workers === undefined || workers === 1)
  );
}
