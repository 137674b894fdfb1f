/** Chooses which schedules the next check tries. */

import { type ScheduleChoice, type SchedulesHandle, scheduleWords } from './schedules';
import styles from './schedules-menu.module.css';

const choices: readonly ScheduleChoice[] = ['every', 'walks', 'swarm'];

export function SchedulesMenu({ schedules }: { readonly schedules: SchedulesHandle }) {
  return (
    <select
      className={styles.menu}
      aria-label="Schedules to try"
      title={scheduleWords[schedules.choice].meaning}
      value={schedules.choice}
      onChange={({ currentTarget }) => schedules.choose(currentTarget.value as ScheduleChoice)}
    >
      {choices.map((choice) => (
        <option key={choice} value={choice} title={scheduleWords[choice].meaning}>
          {scheduleWords[choice].label}
        </option>
      ))}
    </select>
  );
}
