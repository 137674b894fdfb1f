/** Gives each distinct text a small number, in the order of first sight. */
export class Interner {
  readonly #ids = new Map<string, number>();
  readonly #texts: string[] = [];
  #characters = 0;

  /** The number of a text; a new one if it has not been seen. */
  id(text: string): number {
    const known = this.#ids.get(text);
    if (known !== undefined) return known;
    const id = this.#texts.length;
    this.#ids.set(text, id);
    this.#texts.push(text);
    this.#characters += text.length;
    return id;
  }

  text(id: number): string {
    const text = this.#texts[id];
    if (text === undefined) throw new RangeError(`no text has the number ${id}`);
    return text;
  }

  /** Memory of the texts and of finding them, roughly. */
  get bytes(): number {
    return this.#characters * 2 + this.#texts.length * 100;
  }
}
