/** Lists of numbers in typed arrays that double when full. */

export class WholeList {
  #items = new Int32Array(1024);
  length = 0;

  push(item: number): void {
    if (this.length === this.#items.length) {
      const longer = new Int32Array(this.length * 2);
      longer.set(this.#items);
      this.#items = longer;
    }
    this.#items[this.length++] = item;
  }

  /** The items; a view that is replaced when the list grows. */
  get items(): Int32Array {
    return this.#items.subarray(0, this.length);
  }
}

export class FloatList {
  #items = new Float64Array(1024);
  length = 0;

  push(item: number): void {
    if (this.length === this.#items.length) {
      const longer = new Float64Array(this.length * 2);
      longer.set(this.#items);
      this.#items = longer;
    }
    this.#items[this.length++] = item;
  }

  /** The items; a view that is replaced when the list grows. */
  get items(): Float64Array {
    return this.#items.subarray(0, this.length);
  }
}
