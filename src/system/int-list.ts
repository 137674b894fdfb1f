/** A list of integers that grows by doubling. Holders read `items` again after a `push`. */
export class IntList {
  items: Int32Array;
  length = 0;

  constructor(capacity = 64) {
    this.items = new Int32Array(capacity);
  }

  push(value: number): void {
    if (this.length === this.items.length) {
      const grown = new Int32Array(this.items.length * 2);
      grown.set(this.items);
      this.items = grown;
    }
    this.items[this.length++] = value;
  }

  /** Sets one item, growing as needed; items in between become `filler`. */
  set(index: number, value: number, filler: number): void {
    while (this.length <= index) this.push(filler);
    this.items[index] = value;
  }
}
