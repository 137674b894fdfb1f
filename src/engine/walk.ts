/**
 * Random walks: schedules in which each step is drawn uniformly over the transitions that can be taken. A delivery that
 * changes nothing at all, in a network that keeps its messages, is no step.
 */
import type { Prng } from '../base';
import type { TransitionSystem } from '../model';
import type { Census } from './census';
import type { Fingerprinter } from './fingerprint';
import { probed, Stepper } from './stepper';

/**
 * - `bad`: a watched bit that stops was met.
 * - `failed`: the handler of the last transition gave no answer.
 * - `rest`: nothing more can happen, not even a fault.
 * - `length`: it was cut off.
 */
export type WalkEnd = 'bad' | 'failed' | 'rest' | 'length';

export interface Watching {
  /** Bits whose first occurrence is wanted. */
  readonly bits: number;
  /** Bits that end a walk. */
  readonly stopBits: number;
  /** Called for each bit of `bits` when it is first met, with the transitions to there, to be copied. */
  readonly onMet: (bit: number, path: Int32Array) => void;
}

/** Where walks count the states they see. */
export interface Counting {
  readonly census: Census;
  readonly fingerprinter: Fingerprinter;
}

/** A draw that hits a disabled transition is repeated so often before the enabled ones are listed. */
const drawsMax = 4;

/** Makes walks over one system; what it learns of the system serves all of them. */
export class Walker {
  /** Steps of the last walk. */
  length = 0;
  /** The bit that ended the last walk, -1 if none did. */
  bit = -1;

  readonly #system: TransitionSystem;
  readonly #stepper: Stepper;
  readonly #watching: Watching;
  readonly #counting: Counting | undefined;
  readonly #path: Int32Array;
  readonly #lengthMax: number;
  #pending: number;

  constructor(system: TransitionSystem, lengthMax: number, watching: Watching, counting?: Counting) {
    this.#system = system;
    this.#stepper = new Stepper(system);
    this.#watching = watching;
    this.#counting = counting;
    this.#path = new Int32Array(lengthMax);
    this.#lengthMax = lengthMax;
    this.#pending = watching.bits;
  }

  /** The transitions of the last walk. Overwritten by the next. */
  get path(): Int32Array {
    return this.#path.subarray(0, this.length);
  }

  /** @param sample the number of the walk, from 1, for counting states */
  walk(prng: Prng, sample: number): WalkEnd {
    const stepper = this.#stepper;
    const system = this.#system;
    const { labelSlot } = system;
    const { stopBits } = this.#watching;
    this.length = 0;
    this.bit = -1;
    stepper.reset(system.initial);
    for (;;) {
      this.#count(sample);
      const chosen = this.#draw(prng);
      const observed = stepper.state[labelSlot]!;
      let labels = system.labels[observed]!;
      const quiescent = system.quiescentLabels[observed]!;
      if ((quiescent & (stopBits | this.#pending)) !== 0 && this.#isAtRest(chosen)) labels |= quiescent;
      if ((labels & this.#pending) !== 0) this.#meet(labels & this.#pending);
      const bad = labels & stopBits;
      if (bad !== 0) {
        stepper.leave();
        this.bit = 31 - Math.clz32(bad & -bad);
        return 'bad';
      }
      if (chosen === probed.disabled) return 'rest';
      if (this.length === this.#lengthMax) {
        stepper.leave();
        return 'length';
      }
      this.#path[this.length++] = stepper.transition;
      if (chosen === probed.failed) {
        stepper.leave();
        return 'failed';
      }
      stepper.take();
    }
  }

  #count(sample: number): void {
    const counting = this.#counting;
    if (counting === undefined) return;
    const { fingerprinter } = counting;
    fingerprinter.of(this.#stepper.state);
    counting.census.add(fingerprinter.low, fingerprinter.high, sample);
  }

  /** Chooses a transition and probes it; `disabled` if there is none. */
  #draw(prng: Prng): number {
    const stepper = this.#stepper;
    const total = stepper.list();
    for (let draw = 0; draw < drawsMax && total > 0; draw++) {
      stepper.pick(prng.below(total));
      const result = stepper.probe();
      if (result === probed.done || result === probed.failed) return result;
      stepper.leave();
    }
    const enabled = stepper.enabled();
    const count = enabled < 0 ? -1 - enabled : enabled;
    if (count === 0) return probed.disabled;
    const at = prng.below(count) * 2;
    stepper.choose(stepper.pairs[at]!, stepper.pairs[at + 1]!);
    return stepper.probe();
  }

  /** Whether nothing but faults can happen; what is chosen stays chosen and probed. */
  #isAtRest(chosen: number): boolean {
    const stepper = this.#stepper;
    if (chosen === probed.disabled) return true;
    if (!stepper.isFault) return false;
    const { actor, transition } = stepper;
    stepper.leave();
    const answer = stepper.isQuiescent;
    stepper.choose(actor, transition);
    stepper.probe();
    return answer;
  }

  #meet(bits: number): void {
    this.#pending &= ~bits;
    for (let bit = 0; bit < 32; bit++) if ((bits & (1 << bit)) !== 0) this.#watching.onMet(bit, this.path);
  }
}
