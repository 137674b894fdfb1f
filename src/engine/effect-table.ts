/**
 * Remembers what operations do: (operation, configuration) → configuration', or -1 where it is disabled.
 * Open addressing, linear probing, at most half full. Layout of `words`, four to a cell:
 *
 *     [ operation + 1 (0 = empty), configuration, configuration', unused ]
 */
import type { TransitionSystem } from '../model';

export class EffectTable {
  readonly #system: TransitionSystem;
  #words = new Int32Array(4 * 1024);
  #mask = 1023;
  #count = 0;

  constructor(system: TransitionSystem) {
    this.#system = system;
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
    this.#words[cell << 2] = operation + 1;
    this.#words[(cell << 2) + 1] = configuration;
    this.#words[(cell << 2) + 2] = result;
  }

  #grow(): void {
    const old = this.#words;
    this.#mask = this.#mask * 2 + 1;
    this.#words = new Int32Array((this.#mask + 1) * 4);
    for (let at = 0; at < old.length; at += 4)
      if (old[at] !== 0) this.#insert(old[at]! - 1, old[at + 1]!, old[at + 2]!);
  }
}

function cellOf(operation: number, configuration: number): number {
  let hash = Math.imul(configuration, 0x9e3779b1) ^ Math.imul(operation, 0x85ebca6b);
  hash ^= hash >>> 15;
  hash = Math.imul(hash, 0x2c1b3c6d);
  return hash ^ (hash >>> 13);
}
