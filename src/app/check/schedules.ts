/** Which schedules the next check tries, as chosen beside the Check button. */
import { useRef, useState } from 'react';
import { defaultSeed, defaultSwarm, defaultWalksMs, type SearchMode } from '../../model';

export type ScheduleChoice = SearchMode['kind'];

export interface SchedulesHandle {
  readonly choice: ScheduleChoice;
  readonly choose: (choice: ScheduleChoice) => void;
  /** The mode of a check that begins now. Each one by chance takes a new seed, so that it tries other schedules. */
  readonly next: () => SearchMode;
}

/** What each choice is called, and what it does. */
export const scheduleWords: Readonly<Record<ScheduleChoice, { readonly label: string; readonly meaning: string }>> = {
  every: { label: 'Every schedule', meaning: 'Explores every schedule within the bounds: the only way to a proof.' },
  walks: {
    label: 'Random walks',
    meaning: `Tries random schedules for ${defaultWalksMs / 1000} seconds or until one goes wrong. Proves nothing.`,
  },
  swarm: {
    label: 'Swarm',
    meaning: `${defaultSwarm.searches} bounded searches, each in an order of its own, for spaces that are too large. Proves nothing.`,
  },
};

export function useSchedules(): SchedulesHandle {
  const [choice, choose] = useState<ScheduleChoice>('every');
  const seed = useRef(defaultSeed);
  return {
    choice,
    choose,
    next: () => (choice === 'every' ? { kind: 'every' } : modeOf(choice, seed.current++)),
  };
}

function modeOf(choice: 'walks' | 'swarm', seed: number): SearchMode {
  switch (choice) {
    case 'walks':
      return { kind: 'walks', seed, milliseconds: defaultWalksMs };
    case 'swarm':
      return { kind: 'swarm', seed, ...defaultSwarm };
  }
}
