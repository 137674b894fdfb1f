/** Gives each distinct text a small number, in the order of first sight. */
export class Interner {
  readonly #ids = new Map<string, number>();
  readonly #texts: string[] = [];

  /** The number of a text; a new one if it has not been seen. */
  id(text: string): number {
    const known = this.#ids.get(text);
    if (known !== undefined) return known;
    const id = this.#texts.length;
    this.#ids.set(text, id);
    this.#texts.push(text);
    return id;
  }

  text(id: number): string {
    const text = this.#texts[id];
    if (text === undefined) throw new RangeError(`no text has the number ${id}`);
    return text;
  }

  get count(): number {
    return this.#texts.length;
  }
}
