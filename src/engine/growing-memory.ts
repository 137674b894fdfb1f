/**
 * Integers in memory that grows in place, without a moment in which old and new copies exist side by side.
 * WebAssembly memory is used for that alone: growing it moves no bytes. Shared memory can be handed to other threads.
 */
const pageBytes = 65536;
const pagesMax = 65536;
/** Room for more than was asked for, so that growing is rare: an eighth, but not more than this many pages (16 MB). */
const sparePagesMax = 256;

export class GrowingMemory {
  readonly memory: WebAssembly.Memory;
  /** The integers. Replaced by `ensure` and `refresh`. */
  words: Int32Array;
  readonly #isShared: boolean;

  /** @param memory memory of another thread to look at, or whether to make memory that can be shared */
  constructor(memory: WebAssembly.Memory | { readonly shared: boolean }) {
    this.memory =
      memory instanceof WebAssembly.Memory
        ? memory
        : new WebAssembly.Memory({ initial: 1, maximum: pagesMax, shared: memory.shared });
    this.#isShared = memory instanceof WebAssembly.Memory || memory.shared;
    this.words = new Int32Array(this.memory.buffer);
  }

  /** Makes room for `count` words at least, and for some more if `spare`. False if the machine refuses. */
  ensure(count: number, spare = true): boolean {
    if (count <= this.words.length) return true;
    this.refresh();
    if (count <= this.words.length) return true;
    const pages = this.memory.buffer.byteLength / pageBytes;
    const needed = Math.ceil((count * 4) / pageBytes);
    if (needed > pagesMax) return false;
    const more = spare ? Math.min(Math.max(1, pages >> 3), sparePagesMax) : 0;
    try {
      this.memory.grow(Math.min(needed + more, pagesMax) - pages);
    } catch (error) {
      if (error instanceof RangeError) return false; // No memory left: the caller turns this into a verdict.
      throw error;
    }
    this.refresh();
    return true;
  }

  /** Sees what another thread has added. */
  refresh(): void {
    // A thread may hear of what another one has added only later; to ask for no growth brings the news at once.
    if (this.#isShared) this.memory.grow(0);
    this.words = new Int32Array(this.memory.buffer);
  }

  get bytes(): number {
    return this.memory.buffer.byteLength;
  }
}
