/** How the next check searches: switches that change time and counts, never the verdict. */
import { Popover, Switch } from '@mantine/core';
import { SlidersHorizontal } from 'lucide-react';
import type { CheckSwitches } from '../../model';
import barStyles from './bounds-bar.module.css';
import styles from './search-menu.module.css';
import { changedCount } from './switches';

interface Props {
  readonly switches: CheckSwitches;
  /** Whether the challenge says that members are interchangeable. */
  readonly hasSymmetry: boolean;
  readonly onChange: (switches: CheckSwitches) => void;
}

export function SearchMenu({ switches, hasSymmetry, onChange }: Props) {
  const changed = changedCount(switches);
  const words = changed === 0 ? 'as usual' : `${changed} changed`;
  return (
    <Popover position="bottom-end" width={330} withinPortal trapFocus returnFocus shadow="md">
      <Popover.Target>
        <button
          type="button"
          className={barStyles.tier}
          aria-label={`How to search: ${words}`}
          title="How to search"
          aria-pressed={changed > 0}
        >
          <SlidersHorizontal size={13} aria-hidden />
        </button>
      </Popover.Target>
      <Popover.Dropdown>
        <fieldset className={styles.box}>
          <legend className={styles.title}>How to search</legend>
          <p className={styles.note}>The verdict is the same either way; time and counts are not.</p>
          <Switch
            size="xs"
            label="Partial order"
            description="Take steps whose order cannot matter in one order only."
            checked={switches.partialOrder === true}
            onChange={({ currentTarget }) => onChange(changedTo(switches, { partialOrder: currentTarget.checked }))}
          />
          <Switch
            size="xs"
            label="Symmetry"
            description={
              hasSymmetry
                ? 'Look at one of all states that differ by an exchange of interchangeable members.'
                : 'The author of this challenge declares no interchangeable members.'
            }
            disabled={!hasSymmetry}
            checked={hasSymmetry && switches.symmetry !== false}
            onChange={({ currentTarget }) => onChange(changedTo(switches, { symmetry: currentTarget.checked }))}
          />
          <Switch
            size="xs"
            label="Several threads"
            description="Search with all cores. Among equally short counterexamples another one may be shown."
            checked={switches.workers === undefined}
            onChange={({ currentTarget }) =>
              onChange(changedTo(switches, { workers: currentTarget.checked ? undefined : 1 }))
            }
          />
        </fieldset>
      </Popover.Dropdown>
    </Popover>
  );
}

type Changes = { readonly [Name in keyof CheckSwitches]: CheckSwitches[Name] | undefined };

/** The switches after a change, without those that are as by default. */
function changedTo(switches: CheckSwitches, changes: Changes): CheckSwitches {
  const { partialOrder, symmetry, workers } = { ...switches, ...changes };
  return {
    ...(partialOrder === true ? { partialOrder } : {}),
    ...(symmetry === false ? { symmetry } : {}),
    ...(workers === undefined ? {} : { workers }),
  };
}
