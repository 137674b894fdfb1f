/**
 * The configurations of one node by number: each is a triple of numbers. Open addressing, linear probing, at most half
 * full. Layout of `words`, three to a configuration; of `cells`, one to a cell:
 *
 *     [ local state, inbox, rest ]
 *     [ configuration + 1 (0 = empty) ]
 */
export class ConfigurationTable {
  count = 0;
  #words = new Int32Array(3 * 64);
  #cells = new Int32Array(128);

  /** The number of a configuration; the next one, which is `count` before, if it is new. */
  id(local: number, inbox: number, rest: number): number {
    const words = this.#words;
    const mask = this.#cells.length - 1;
    let cell = hashOf(local, inbox, rest) & mask;
    for (;;) {
      const found = this.#cells[cell] as number;
      if (found === 0) break;
      const at = (found - 1) * 3;
      if (words[at] === local && words[at + 1] === inbox && words[at + 2] === rest) return found - 1;
      cell = (cell + 1) & mask;
    }
    const id = this.count++;
    if (id * 3 === words.length) this.#grow();
    this.#words[id * 3] = local;
    this.#words[id * 3 + 1] = inbox;
    this.#words[id * 3 + 2] = rest;
    this.#insert(id);
    return id;
  }

  local(id: number): number {
    return this.#words[id * 3] as number;
  }

  inbox(id: number): number {
    return this.#words[id * 3 + 1] as number;
  }

  rest(id: number): number {
    return this.#words[id * 3 + 2] as number;
  }

  get bytes(): number {
    return this.#words.byteLength + this.#cells.byteLength;
  }

  #grow(): void {
    const words = new Int32Array(this.#words.length * 2);
    words.set(this.#words);
    this.#words = words;
    this.#cells = new Int32Array(this.#cells.length * 2);
    for (let id = 0; id < this.count - 1; id++) this.#insert(id);
  }

  #insert(id: number): void {
    const mask = this.#cells.length - 1;
    let cell = hashOf(this.local(id), this.inbox(id), this.rest(id)) & mask;
    while (this.#cells[cell] !== 0) cell = (cell + 1) & mask;
    this.#cells[cell] = id + 1;
  }
}

function hashOf(local: number, inbox: number, rest: number): number {
  let hash = Math.imul(local, 0x9e3779b1) ^ Math.imul(inbox, 0x85ebca6b) ^ Math.imul(rest, 0x27d4eb2f);
  hash ^= hash >>> 15;
  hash = Math.imul(hash, 0x2c1b3c6d);
  return hash ^ (hash >>> 13);
}
