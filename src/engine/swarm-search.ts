/**
 * One search of a swarm: depth first, in an order drawn at random, bounded in depth and in states. It need not see all that
 * is reachable, and what it saw is known by fingerprints only, so that a state may be missed because another one has the same
 * fingerprint, or because it was first met too deep to be expanded. What it finds bad is a real path.
 * (G. Holzmann, R. Joshi and A. Groce, "Swarm verification", ASE 2008.)
 *
 * Layout of `stack`, a frame a state on the path: [ vector …, actor, transition, actor, transition, … ]; the transitions are
 * those still to be taken, the next one last.
 */
import type { Prng } from '../base';
import type { SearchOrder, TransitionSystem } from '../model';
import type { Fingerprinter } from './fingerprint';
import { added, FingerprintSet } from './fingerprint-set';
import { probed, Stepper } from './stepper';
import type { Watching } from './walk';

export interface SwarmBounds {
  readonly states: number;
  readonly depth: number;
  readonly order: SearchOrder;
}

/**
 * - `bad`, `failed`: as for walks.
 * - `states`: its bound was reached.
 * - `everything`: nothing new was left within the depth bound.
 */
export type SwarmEnd = 'bad' | 'failed' | 'states' | 'everything';

/** Transitions between two looks at how much participant code has run. */
const lookEvery = 64;

export class SwarmSearch {
  end: SwarmEnd | undefined;
  /** Transitions taken. */
  generated = 0;
  /** Depth of the deepest state. */
  depth = 0;
  /** States that were not expanded because they lay at the depth bound. */
  cut = 0;
  /** The bit that ended the search, -1 if none did. */
  bit = -1;

  readonly #system: TransitionSystem;
  readonly #bounds: SwarmBounds;
  readonly #prng: Prng;
  readonly #watching: Watching;
  readonly #fingerprinter: Fingerprinter;
  readonly #stepper: Stepper;
  readonly #set: FingerprintSet;
  /** By actor, its place in the order of nodes. */
  readonly #places: Int32Array;
  #pending: number;
  #stack = new Int32Array(4096);
  /** By depth, where the frame begins, and how many transitions are left in it. */
  readonly #starts: number[] = [];
  readonly #left: number[] = [];
  readonly #path: Int32Array;
  #pathLength = 0;

  constructor(
    system: TransitionSystem,
    fingerprinter: Fingerprinter,
    bounds: SwarmBounds,
    prng: Prng,
    watching: Watching,
  ) {
    this.#system = system;
    this.#bounds = bounds;
    this.#prng = prng;
    this.#watching = watching;
    this.#fingerprinter = fingerprinter;
    this.#stepper = new Stepper(system);
    this.#set = new FingerprintSet(bounds.states);
    this.#pending = watching.bits;
    this.#path = new Int32Array(bounds.depth + 1);
    this.#places = Int32Array.from({ length: system.actorCount }, (_, actor) => actor);
    if (bounds.order === 'node by node') shuffle(this.#places, system.actorCount, 1, prng);
    this.#stepper.reset(system.initial);
    this.#visit();
  }

  get stateCount(): number {
    return this.#set.count;
  }

  /** Fingerprints of the states seen. */
  fingerprints(): Int32Array<ArrayBuffer> {
    return this.#set.list();
  }

  /** The transitions to where the search is. */
  get path(): Int32Array {
    return this.#path.subarray(0, this.#pathLength);
  }

  get bytes(): number {
    return this.#set.bytes + this.#stack.byteLength + this.#stepper.bytes;
  }

  /** Goes on for about so many transitions. True when the search has ended. */
  step(units: number): boolean {
    const system = this.#system;
    const unitsAtStart = system.unitsSpent;
    const generatedAtStart = this.generated;
    for (let count = 1; this.end === undefined; count++) {
      this.#advance();
      if (count % lookEvery !== 0) continue;
      if (this.generated - generatedAtStart + system.unitsSpent - unitsAtStart >= units) return false;
    }
    return true;
  }

  #advance(): void {
    const depth = this.#starts.length - 1;
    if (depth < 0) {
      this.end = 'everything';
      return;
    }
    const left = this.#left[depth]!;
    const start = this.#starts[depth]!;
    if (left === 0) {
      this.#starts.pop();
      this.#left.pop();
      return;
    }
    this.#left[depth] = left - 1;
    const stepper = this.#stepper;
    const { slotCount } = this.#system;
    const stack = this.#stack;
    stepper.reset(stack.subarray(start, start + slotCount));
    const at = start + slotCount + (left - 1) * 2;
    stepper.choose(stack[at]!, stack[at + 1]!);
    const result = stepper.probe();
    this.generated++;
    this.#path[depth] = stepper.transition;
    this.#pathLength = depth + 1;
    if (result === probed.failed) {
      stepper.leave();
      this.end = 'failed';
      return;
    }
    stepper.take();
    this.#visit();
  }

  /** Notes the state at hand, and puts it on the stack if it is new and not too deep. */
  #visit(): void {
    const system = this.#system;
    const stepper = this.#stepper;
    const { low, high } = this.#fingerprintOf(stepper.state);
    const result = this.#set.add(low, high);
    if (result === added.known) return;
    if (result === added.full) {
      this.end = 'states';
      return;
    }
    const depth = this.#pathLength;
    if (depth > this.depth) this.depth = depth;
    const enabled = stepper.enabled();
    const observed = stepper.state[system.labelSlot]!;
    const labels = system.labels[observed]! | (enabled < 0 ? system.quiescentLabels[observed]! : 0);
    if ((labels & this.#pending) !== 0) this.#meet(labels & this.#pending);
    const bad = labels & this.#watching.stopBits;
    if (bad !== 0) {
      this.bit = 31 - Math.clz32(bad & -bad);
      this.end = 'bad';
      return;
    }
    const count = enabled < 0 ? -1 - enabled : enabled;
    if (count === 0) return;
    if (depth >= this.#bounds.depth) this.cut++;
    else this.#push(count);
  }

  #fingerprintOf(state: Int32Array): Fingerprinter {
    this.#fingerprinter.of(state);
    return this.#fingerprinter;
  }

  #push(count: number): void {
    const { slotCount } = this.#system;
    const above = this.#starts.length - 1;
    const start = above < 0 ? 0 : this.#starts[above]! + slotCount + this.#left[above]! * 2;
    const needed = start + slotCount + count * 2;
    if (needed > this.#stack.length) {
      const grown = new Int32Array(Math.max(needed, this.#stack.length * 2));
      grown.set(this.#stack);
      this.#stack = grown;
    }
    const { pairs, state } = this.#stepper;
    shuffle(pairs, count, 2, this.#prng);
    if (this.#bounds.order === 'node by node') sortPairs(pairs, count, this.#places);
    this.#stack.set(state, start);
    this.#stack.set(pairs.subarray(0, count * 2), start + slotCount);
    this.#starts.push(start);
    this.#left.push(count);
  }

  #meet(bits: number): void {
    this.#pending &= ~bits;
    for (let bit = 0; bit < 32; bit++) if ((bits & (1 << bit)) !== 0) this.#watching.onMet(bit, this.path);
  }
}

/** Puts the first `count` items, `width` words each, into a random order (Fisher and Yates; Durstenfeld, 1964). */
function shuffle(words: Int32Array, count: number, width: number, prng: Prng): void {
  for (let last = count - 1; last > 0; last--) {
    const other = prng.below(last + 1);
    for (let word = 0; word < width; word++) {
      const kept = words[last * width + word]!;
      words[last * width + word] = words[other * width + word]!;
      words[other * width + word] = kept;
    }
  }
}

/** Sorts pairs of actor and transition by the actor's place, last place first; equal ones stay as they are. */
function sortPairs(pairs: Int32Array, count: number, places: Int32Array): void {
  for (let end = 1; end < count; end++) {
    const actor = pairs[end * 2]!;
    const transition = pairs[end * 2 + 1]!;
    let at = end;
    for (; at > 0 && places[pairs[at * 2 - 2]!]! < places[actor]!; at--) {
      pairs[at * 2] = pairs[at * 2 - 2]!;
      pairs[at * 2 + 1] = pairs[at * 2 - 1]!;
    }
    pairs[at * 2] = actor;
    pairs[at * 2 + 1] = transition;
  }
}
