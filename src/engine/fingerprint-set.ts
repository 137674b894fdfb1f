/**
 * A set of fingerprints that takes no more than a given number of them. Open addressing, linear probing, at most half full.
 * Layout of `words`, `stride` to a cell:
 *
 *     [ low, high ] or [ low, high, mark ]; low and high 0: empty
 */

/** What came of adding a fingerprint. */
export const added = { known: 0, new: 1, full: 2 } as const;
export type Added = (typeof added)[keyof typeof added];

export class FingerprintSet {
  /** Fingerprints in it. */
  count = 0;
  /** The cell of the fingerprint added last, for `markAt`; meaningless after `full`. */
  cell = 0;

  readonly #countMax: number;
  readonly #stride: number;
  #words: Int32Array;
  #mask = 1023;

  /** @param hasMarks whether each fingerprint carries a number, 0 at first */
  constructor(countMax: number, hasMarks = false) {
    this.#countMax = countMax;
    this.#stride = hasMarks ? 3 : 2;
    this.#words = new Int32Array((this.#mask + 1) * this.#stride);
  }

  get bytes(): number {
    return this.#words.byteLength;
  }

  add(low: number, high: number): Added {
    const words = this.#words;
    const stride = this.#stride;
    const mask = this.#mask;
    let cell = (low ^ (high >>> 7)) & mask;
    for (;;) {
      const at = cell * stride;
      const foundLow = words[at]!;
      const foundHigh = words[at + 1]!;
      if (foundLow === low && foundHigh === high) {
        this.cell = cell;
        return added.known;
      }
      if ((foundLow | foundHigh) === 0) break;
      cell = (cell + 1) & mask;
    }
    if (this.count >= this.#countMax) return added.full;
    if (++this.count * 2 > mask) {
      this.#grow();
      cell = this.#emptyCell(low, high);
    }
    this.#words[cell * stride] = low;
    this.#words[cell * stride + 1] = high;
    this.cell = cell;
    return added.new;
  }

  markAt(cell: number): number {
    return this.#words[cell * 3 + 2]!;
  }

  setMarkAt(cell: number, mark: number): void {
    this.#words[cell * 3 + 2] = mark;
  }

  /** All fingerprints, two words each, in no particular order. */
  list(): Int32Array<ArrayBuffer> {
    const list = new Int32Array(this.count * 2);
    let target = 0;
    for (let at = 0; at < this.#words.length; at += this.#stride) {
      if ((this.#words[at]! | this.#words[at + 1]!) === 0) continue;
      list[target++] = this.#words[at]!;
      list[target++] = this.#words[at + 1]!;
    }
    return list;
  }

  #emptyCell(low: number, high: number): number {
    let cell = (low ^ (high >>> 7)) & this.#mask;
    const stride = this.#stride;
    while ((this.#words[cell * stride]! | this.#words[cell * stride + 1]!) !== 0) cell = (cell + 1) & this.#mask;
    return cell;
  }

  #grow(): void {
    const old = this.#words;
    const stride = this.#stride;
    this.#mask = this.#mask * 2 + 1;
    this.#words = new Int32Array((this.#mask + 1) * stride);
    for (let at = 0; at < old.length; at += stride) {
      if ((old[at]! | old[at + 1]!) === 0) continue;
      const target = this.#emptyCell(old[at]!, old[at + 1]!) * stride;
      for (let word = 0; word < stride; word++) this.#words[target + word] = old[at + word]!;
    }
  }
}
