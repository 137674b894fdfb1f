/** Schedules replayed in integers, for trying many variants of one: actions that cannot be taken are passed over. */
import { type TransitionSystem, transitionLayout } from '../model';
import { probed, Stepper } from './stepper';

/** What a schedule is to show: a bit of a state's labels, or a transition whose handler fails. */
export type Target =
  | { readonly kind: 'bit'; readonly bit: number }
  | { readonly kind: 'failure'; readonly isIt: (transition: number) => boolean };

export class Follower {
  /** Steps that may still be tried; when none are left, nothing is found any more. */
  stepsLeft: number;

  readonly #system: TransitionSystem;
  readonly #stepper: Stepper;

  constructor(system: TransitionSystem, stepsMax: number) {
    this.#system = system;
    this.#stepper = new Stepper(system);
    this.stepsLeft = stepsMax;
  }

  /**
   * Takes what can be taken of the actions, in order, until the target shows. Answers with the transitions taken, undefined
   * if it does not show.
   */
  until(target: Target, actions: readonly number[]): readonly number[] | undefined {
    const stepper = this.#stepper;
    stepper.reset(this.#system.initial);
    const taken: number[] = [];
    if (this.#shows(target)) return taken;
    for (const action of actions) {
      if (this.stepsLeft-- <= 0) return undefined;
      const result = stepper.follow(action);
      if (result === probed.disabled || result === probed.idle) continue;
      taken.push(stepper.transition);
      if (result === probed.failed)
        return target.kind === 'failure' && target.isIt(stepper.transition) ? taken : undefined;
      if (this.#shows(target)) return taken;
    }
    return undefined;
  }

  /** The states along actions that can all be taken, the initial one first. */
  vectors(actions: readonly number[]): readonly Int32Array[] {
    const stepper = this.#stepper;
    stepper.reset(this.#system.initial);
    const vectors = [stepper.state.slice()];
    for (const action of actions) {
      stepper.follow(action);
      vectors.push(stepper.state.slice());
    }
    return vectors;
  }

  /** The actions of transitions. */
  actionsOf(transitions: Iterable<number>): readonly number[] {
    const { entries } = this.#system;
    return Array.from(transitions, (transition) => entries[transition + transitionLayout.action]!);
  }

  #shows(target: Target): boolean {
    if (target.kind === 'failure') return false;
    const mask = 1 << target.bit;
    const observed = this.#stepper.state[this.#system.labelSlot]!;
    if ((this.#system.labels[observed]! & mask) !== 0) return true;
    return (this.#system.quiescentLabels[observed]! & mask) !== 0 && this.#stepper.isQuiescent;
  }
}
