/** Random walks: schedules drawn uniformly over the enabled transitions of each state. */
import type { Prng } from '../base';
import type { TransitionSystem } from '../model';
import { EffectTable } from './effect-table';
import { successorsOf } from './successors';

export interface Walk {
  readonly transitions: readonly number[];
  /** The watched bit that ended it, or -1. */
  readonly bit: number;
  /** True if the last transition's handler gave no answer. */
  readonly failed: boolean;
}

/** Makes walks over one system; what it learns of the system serves all of them. */
export function createWalker(system: TransitionSystem, stopBits: number): (prng: Prng, lengthMax: number) => Walk {
  const effects = new EffectTable(system);
  return (prng, lengthMax) => {
    const transitions: number[] = [];
    let vector = system.initial;
    for (;;) {
      const next = successorsOf(system, effects, vector);
      const quiescent = next.every((successor) => successor.fault || successor.idle);
      const observed = vector[system.labelSlot]!;
      const met = (system.labels[observed]! | (quiescent ? system.quiescentLabels[observed]! : 0)) & stopBits;
      if (met !== 0) return { transitions, bit: 31 - Math.clz32(met & -met), failed: false };
      if (next.length === 0 || transitions.length >= lengthMax) return { transitions, bit: -1, failed: false };
      const chosen = next[prng.below(next.length)]!;
      transitions.push(chosen.transition);
      if (chosen.vector === undefined) return { transitions, bit: -1, failed: true };
      vector = chosen.vector;
    }
  };
}
