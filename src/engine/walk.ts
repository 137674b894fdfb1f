/** Random walks: schedules drawn uniformly over the enabled transitions of each state. */
import type { Prng } from '../base';
import { type TransitionSystem, transitionFlags } from '../model';
import { EffectTable } from './effect-table';
import { SuccessorCursor } from './successors';

export interface Walk {
  readonly transitions: readonly number[];
  /** The watched bit that ended it, or -1. */
  readonly bit: number;
  /** True if the last transition's handler gave no answer. */
  readonly failed: boolean;
}

/** Makes walks over one system; what it learns of the system serves all of them. */
export function createWalker(system: TransitionSystem, stopBits: number): (prng: Prng, lengthMax: number) => Walk {
  const { slotCount, labelSlot } = system;
  const cursor = new SuccessorCursor(system, new EffectTable(system));
  const state = new Int32Array(slotCount);
  /** `slotCount + 1` words to a successor: its vector, then the transition; `-1 - transition` where that failed. */
  let successors = new Int32Array(64 * (slotCount + 1));

  /** How many successors there are; -1 - that number if nothing but faults and idling can happen. */
  const collect = (): number => {
    let count = 0;
    let progress = 0;
    cursor.begin(state);
    while (cursor.next()) {
      const at = count++ * (slotCount + 1);
      if (at === successors.length) successors = grown(successors);
      successors.set(cursor.vector, at);
      successors[at + slotCount] = cursor.failed ? -1 - cursor.transition : cursor.transition;
      if ((cursor.flags & transitionFlags.fault) === 0 && !cursor.isIdle) progress++;
    }
    return progress === 0 ? -1 - count : count;
  };

  return (prng, lengthMax) => {
    const transitions: number[] = [];
    state.set(system.initial);
    for (;;) {
      const collected = collect();
      const isQuiescent = collected < 0;
      const count = isQuiescent ? -1 - collected : collected;
      const observed = state[labelSlot]!;
      const met = (system.labels[observed]! | (isQuiescent ? system.quiescentLabels[observed]! : 0)) & stopBits;
      if (met !== 0) return { transitions, bit: 31 - Math.clz32(met & -met), failed: false };
      if (count === 0 || transitions.length >= lengthMax) return { transitions, bit: -1, failed: false };
      const chosen = prng.below(count) * (slotCount + 1);
      const transition = successors[chosen + slotCount]!;
      transitions.push(transition < 0 ? -1 - transition : transition);
      if (transition < 0) return { transitions, bit: -1, failed: true };
      for (let slot = 0; slot < slotCount; slot++) state[slot] = successors[chosen + slot]!;
    }
  };
}

function grown(words: Int32Array): Int32Array<ArrayBuffer> {
  const twice = new Int32Array(words.length * 2);
  twice.set(words);
  return twice;
}
