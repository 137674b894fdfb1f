/**
 * Remembers what operations do: (operation, configuration) → configuration', or -1 where it is disabled.
 * Open addressing, linear probing, at most half full. Layout of `words`, four to a cell:
 *
 *     [ operation + 1 (0 = empty), configuration, configuration', unused ]
 */
import { heapSpace, type IntSpace } from '../base';
import type { TransitionSystem } from '../model';

export const effectsName = 'effects';
/** What a reader gets that finds nothing. */
export const effectMissing = -2;

export class EffectTable {
  readonly #system: TransitionSystem;
  readonly #space: IntSpace;
  #words: Int32Array;
  #mask = 1023;
  #count = 0;

  constructor(system: TransitionSystem, space: IntSpace = heapSpace) {
    this.#system = system;
    this.#space = space;
    this.#words = space.allocate(4 * 1024);
    space.moved(effectsName, this.#words);
  }

  lookup(operation: number, configuration: number): number {
    const words = this.#words;
    const mask = this.#mask;
    let cell = cellOf(operation, configuration) & mask;
    for (;;) {
      const at = cell << 2;
      const found = words[at]!;
      if (found === operation + 1 && words[at + 1] === configuration) return words[at + 2]!;
      if (found === 0) return this.#ask(operation, configuration);
      cell = (cell + 1) & mask;
    }
  }

  get bytes(): number {
    return this.#words.byteLength;
  }

  #ask(operation: number, configuration: number): number {
    const result = this.#system.apply(operation, configuration);
    if (++this.#count * 2 > this.#mask) this.#grow();
    this.#insert(operation, configuration, result);
    return result;
  }

  #insert(operation: number, configuration: number, result: number): void {
    let cell = cellOf(operation, configuration) & this.#mask;
    while (this.#words[cell << 2] !== 0) cell = (cell + 1) & this.#mask;
    this.#words[(cell << 2) + 1] = configuration;
    this.#words[(cell << 2) + 2] = result;
    // Last, so that another thread that sees it sees the rest.
    Atomics.store(this.#words, cell << 2, operation + 1);
  }

  #grow(): void {
    const old = this.#words;
    this.#mask = this.#mask * 2 + 1;
    this.#words = this.#space.allocate((this.#mask + 1) * 4);
    for (let at = 0; at < old.length; at += 4)
      if (old[at] !== 0) this.#insert(old[at]! - 1, old[at + 1]!, old[at + 2]!);
    this.#space.moved(effectsName, this.#words);
  }
}

/** The same table in another thread, which can only read it. */
export class EffectReader {
  #words: Int32Array = new Int32Array(4);
  #mask = 0;

  /** Takes over the words where they are now. */
  sync(words: Int32Array): void {
    this.#words = words;
    this.#mask = (words.length >> 2) - 1;
  }

  lookup(operation: number, configuration: number): number {
    const words = this.#words;
    const mask = this.#mask;
    let cell = cellOf(operation, configuration) & mask;
    for (;;) {
      const at = cell << 2;
      const found = Atomics.load(words, at);
      if (found === operation + 1 && words[at + 1] === configuration) return words[at + 2]!;
      if (found === 0) return effectMissing;
      cell = (cell + 1) & mask;
    }
  }
}

function cellOf(operation: number, configuration: number): number {
  let hash = Math.imul(configuration, 0x9e3779b1) ^ Math.imul(operation, 0x85ebca6b);
  hash ^= hash >>> 15;
  hash = Math.imul(hash, 0x2c1b3c6d);
  return hash ^ (hash >>> 13);
}
