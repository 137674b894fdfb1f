/**
 * Where lists of integers live: on the heap, or in memory that other threads read. A list that outgrows its place moves
 * to a new one, and the old one stays as it was.
 */
export interface IntSpace {
  allocate(length: number): Int32Array;
  /** Says where the list of that name is now; called before anything is written there that is not in the old place. */
  moved(name: string, items: Int32Array): void;
}

export const heapSpace: IntSpace = {
  allocate: (length) => new Int32Array(length),
  moved: () => undefined,
};

/** A list of integers that grows by doubling. Holders read `items` again after a `push` or `set`. */
export class IntList {
  items: Int32Array;
  length = 0;
  readonly #space: IntSpace;
  readonly #name: string;

  constructor(capacity = 64, space: IntSpace = heapSpace, name = '') {
    this.#space = space;
    this.#name = name;
    this.items = space.allocate(capacity);
    space.moved(name, this.items);
  }

  push(value: number): void {
    if (this.length === this.items.length) {
      const grown = this.#space.allocate(this.items.length * 2);
      grown.set(this.items);
      this.items = grown;
      this.#space.moved(this.#name, grown);
    }
    this.items[this.length++] = value;
  }

  /** Sets one item, growing as needed; items in between become `filler`. Other threads see it after what was written before. */
  set(index: number, value: number, filler: number): void {
    while (this.length <= index) this.push(filler);
    Atomics.store(this.items, index, value);
  }
}
