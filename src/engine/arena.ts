/**
 * Memory for lists of integers that several threads read and one writes. Lists are laid out one behind the other; a list
 * that grows gets a new place and leaves its old one as it was, for readers who have not heard of the move. So at most
 * half of the memory is left behind.
 *
 * Layout of `directory`, two words to a name, in the order in which the names were first moved:
 *
 *     [ byte offset, length in words ]
 *
 * `control[directoryVersion]` counts the moves, after each.
 */
import type { IntSpace } from '../base';
import { GrowingMemory } from './growing-memory';

export const directoryNamesMax = 256;

/** Where a reader finds the lists. */
export interface ArenaView {
  readonly memory: WebAssembly.Memory;
  readonly directory: Int32Array;
  /** `version[0]` changes when a list has moved. */
  readonly version: Int32Array;
  readonly names: readonly string[];
}

export class Arena implements IntSpace {
  readonly #memory = new GrowingMemory({ shared: true });
  readonly #directory = new Int32Array(new SharedArrayBuffer(directoryNamesMax * 8));
  readonly #version = new Int32Array(new SharedArrayBuffer(4));
  readonly #names: string[] = [];
  #used = 0;

  allocate(length: number): Int32Array {
    if (!this.#memory.ensure(this.#used + length)) throw new RangeError('There is no memory left for tables.');
    const items = this.#memory.words.subarray(this.#used, this.#used + length);
    this.#used += length;
    return items;
  }

  moved(name: string, items: Int32Array): void {
    let index = this.#names.indexOf(name);
    if (index < 0) index = this.#names.push(name) - 1;
    if (index >= directoryNamesMax) throw new RangeError('There are too many lists.');
    Atomics.store(this.#directory, index * 2, items.byteOffset);
    Atomics.store(this.#directory, index * 2 + 1, items.length);
    Atomics.add(this.#version, 0, 1);
  }

  /** For another thread, when all lists have their names. */
  get view(): ArenaView {
    return {
      memory: this.#memory.memory,
      directory: this.#directory,
      version: this.#version,
      names: this.#names,
    };
  }
}

/** Reads the lists of an arena in another thread. */
export class ArenaReader {
  readonly #view: ArenaView;
  #seen = -1;

  constructor(view: ArenaView) {
    this.#view = view;
  }

  /** True if a list has moved since the last `sync`. What was written before the look is found after it. */
  get isStale(): boolean {
    return Atomics.load(this.#view.version, 0) !== this.#seen;
  }

  sync(): void {
    this.#seen = Atomics.load(this.#view.version, 0);
  }

  /** The list of that name where it is now. While it moves, an older place may be found; then `isStale` stays true. */
  list(name: string): Int32Array {
    const index = this.#view.names.indexOf(name);
    if (index < 0) throw new RangeError(`there is no list "${name}"`);
    const { directory, memory } = this.#view;
    // The length first: a new length is never found with an old place.
    const length = Atomics.load(directory, index * 2 + 1);
    const offset = Atomics.load(directory, index * 2);
    memory.grow(0); // Makes this thread see what another has added.
    return new Int32Array(memory.buffer, offset, length);
  }
}
