/**
 * Integers in memory that grows in place, without a moment in which old and new copies exist side by side.
 * WebAssembly memory is used for that alone: growing it moves no bytes.
 */
const pageBytes = 65536;
const pagesMax = 65536;

export class GrowingMemory {
  readonly #memory = new WebAssembly.Memory({ initial: 1, maximum: pagesMax });
  /** The integers. Replaced by `ensure`. */
  words: Int32Array = new Int32Array(this.#memory.buffer);

  /** Makes room for `count` words at least, one eighth more than before. False if the machine refuses. */
  ensure(count: number): boolean {
    if (count <= this.words.length) return true;
    const pages = this.#memory.buffer.byteLength / pageBytes;
    const needed = Math.ceil((count * 4) / pageBytes);
    const wanted = Math.min(Math.max(needed, pages + Math.max(1, pages >> 3)), pagesMax);
    if (needed > pagesMax) return false;
    try {
      this.#memory.grow(wanted - pages);
    } catch (error) {
      if (error instanceof RangeError) return false; // No memory left: the caller turns this into a verdict.
      throw error;
    }
    this.words = new Int32Array(this.#memory.buffer);
    return true;
  }

  get bytes(): number {
    return this.#memory.buffer.byteLength;
  }
}
