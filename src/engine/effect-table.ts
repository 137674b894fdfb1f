/**
 * Remembers what operations do: (operation, configuration) → configuration', or -1 where it is disabled.
 *
 * An operation is mostly asked about configurations whose numbers lie close together, so 16 neighbours share a cell: what
 * is needed next to each other lies next to each other. Open addressing over cells, linear probing, at most half full.
 * Layout of `words`, for a power of two cells:
 *
 *     [ cell: operation + 1 (0 = empty), configuration >> 4 ] …  [ cell: 16 × (configuration' + 2, 0 = not known) ] …
 */
import { heapSpace, type IntSpace } from '../base';
import type { TransitionSystem } from '../model';

export const effectsName = 'effects';
/** What a reader gets that finds nothing. */
export const effectMissing = -2;

const cellCountMin = 256;
/** Words of a cell: its name, and what it says. */
const nameWords = 2;
const neighbours = 16;
const cellWords = nameWords + neighbours;

export class EffectTable {
  readonly #system: TransitionSystem;
  readonly #space: IntSpace;
  #words: Int32Array;
  #mask = cellCountMin - 1;
  #count = 0;

  constructor(system: TransitionSystem, space: IntSpace = heapSpace) {
    this.#system = system;
    this.#space = space;
    this.#words = space.allocate(cellCountMin * cellWords);
    space.moved(effectsName, this.#words);
  }

  lookup(operation: number, configuration: number): number {
    const words = this.#words;
    const mask = this.#mask;
    const page = configuration >>> 4;
    let cell = cellOf(operation, page) & mask;
    for (;;) {
      const at = cell << 1;
      const found = words[at]!;
      if (found === operation + 1 && words[at + 1] === page) {
        const known = words[((mask + 1) << 1) + (cell << 4) + (configuration & 15)]!;
        return known !== 0 ? known - 2 : this.#ask(operation, configuration);
      }
      if (found === 0) return this.#ask(operation, configuration);
      cell = (cell + 1) & mask;
    }
  }

  get bytes(): number {
    return this.#words.byteLength;
  }

  #ask(operation: number, configuration: number): number {
    const result = this.#system.apply(operation, configuration);
    const cell = this.#cellFor(operation, configuration >>> 4);
    Atomics.store(this.#words, ((this.#mask + 1) << 1) + (cell << 4) + (configuration & 15), result + 2);
    return result;
  }

  /** The cell of that name, a new one if there is none. */
  #cellFor(operation: number, page: number): number {
    let cell = cellOf(operation, page) & this.#mask;
    for (let found = this.#words[cell << 1]!; found !== 0; found = this.#words[cell << 1]!) {
      if (found === operation + 1 && this.#words[(cell << 1) + 1] === page) return cell;
      cell = (cell + 1) & this.#mask;
    }
    if (++this.#count * 2 > this.#mask) {
      this.#grow();
      return this.#cellFor(operation, page);
    }
    this.#words[(cell << 1) + 1] = page;
    // Last, so that another thread that sees it sees the rest.
    Atomics.store(this.#words, cell << 1, operation + 1);
    return cell;
  }

  #grow(): void {
    const old = this.#words;
    const oldCount = this.#mask + 1;
    this.#mask = this.#mask * 2 + 1;
    this.#words = this.#space.allocate((this.#mask + 1) * cellWords);
    this.#count = 0;
    for (let cell = 0; cell < oldCount; cell++) {
      if (old[cell << 1] === 0) continue;
      const moved = this.#cellFor(old[cell << 1]! - 1, old[(cell << 1) + 1]!);
      const first = (oldCount << 1) + (cell << 4);
      this.#words.set(old.subarray(first, first + neighbours), ((this.#mask + 1) << 1) + (moved << 4));
    }
    this.#space.moved(effectsName, this.#words);
  }
}

/** The same table in another thread, which can only read it. */
export class EffectReader {
  #words: Int32Array = new Int32Array(cellWords);
  #mask = 0;

  /** Takes over the words where they are now. */
  sync(words: Int32Array): void {
    this.#words = words;
    this.#mask = words.length / cellWords - 1;
  }

  lookup(operation: number, configuration: number): number {
    const words = this.#words;
    const mask = this.#mask;
    const page = configuration >>> 4;
    let cell = cellOf(operation, page) & mask;
    for (;;) {
      const at = cell << 1;
      const found = Atomics.load(words, at);
      if (found === operation + 1 && words[at + 1] === page)
        return Atomics.load(words, ((mask + 1) << 1) + (cell << 4) + (configuration & 15)) - 2;
      if (found === 0) return effectMissing;
      cell = (cell + 1) & mask;
    }
  }
}

function cellOf(operation: number, page: number): number {
  const hash = Math.imul(page, 0x9e3779b1) ^ Math.imul(operation, 0x85ebca6b);
  return hash ^ (hash >>> 15);
}
