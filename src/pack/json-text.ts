/** JSON with positions: what `JSON.parse` reads, and where in the text each value lies. Source: RFC 8259. */
import type { Place } from '../model';

/** Steps from the outermost value: names of fields and indices of lists. */
export type JsonPath = readonly (string | number)[];

export type JsonText =
  | {
      readonly kind: 'read';
      readonly value: unknown;
      /** Where the value at a path begins; of a path that leads nowhere, the last value on the way. */
      readonly offsetOf: (path: JsonPath) => number;
      /** Where the name of a field begins. */
      readonly nameOffsetOf: (path: JsonPath) => number;
    }
  /** What is wrong, as the end of a sentence. */
  | { readonly kind: 'broken'; readonly offset: number; readonly fault: string };

/** Deeper nesting is no file of a pack. */
const depthMax = 64;

class Fault {
  constructor(
    readonly offset: number,
    readonly words: string,
  ) {}
}

/** A field that is named twice is a fault: other readers would each choose another one. */
export function readJsonText(text: string): JsonText {
  const reader = new Reader(text);
  try {
    const value = reader.whole();
    return {
      kind: 'read',
      value,
      offsetOf: (path) => reader.offsetOf(reader.values, path),
      nameOffsetOf: (path) => reader.offsetOf(reader.names, path),
    };
  } catch (error) {
    if (error instanceof Fault) return { kind: 'broken', offset: error.offset, fault: error.words };
    throw error;
  }
}

/** Line and column of a position in a text, counting from 1. */
export function placeAt(file: string, text: string, offset: number): Place {
  let line = 1;
  let start = 0;
  for (let at = text.indexOf('\n'); at >= 0 && at < offset; at = text.indexOf('\n', at + 1)) {
    line++;
    start = at + 1;
  }
  return { file, line, column: offset - start + 1 };
}

class Reader {
  /** By path as JSON text. */
  readonly values = new Map<string, number>();
  readonly names = new Map<string, number>();
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
    if (text.charCodeAt(0) === 0xfeff) this.#at = 1;
  }

  whole(): unknown {
    const value = this.#value([]);
    this.#space();
    if (this.#at < this.#text.length) throw new Fault(this.#at, 'there is something behind the end of its value');
    return value;
  }

  offsetOf(offsets: ReadonlyMap<string, number>, path: JsonPath): number {
    const exact = offsets.get(JSON.stringify(path));
    if (exact !== undefined) return exact;
    for (let length = path.length; length > 0; length--) {
      const known = this.values.get(JSON.stringify(path.slice(0, length)));
      if (known !== undefined) return known;
    }
    return this.values.get('[]') ?? 0;
  }

  #value(path: JsonPath): unknown {
    this.#space();
    if (path.length > depthMax) throw new Fault(this.#at, `it is nested deeper than ${depthMax} levels`);
    this.values.set(JSON.stringify(path), this.#at);
    const character = this.#text[this.#at];
    switch (character) {
      case '{':
        return this.#object(path);
      case '[':
        return this.#list(path);
      case '"':
        return this.#string();
      case undefined:
        throw new Fault(this.#at, 'it ends where a value is expected');
      default:
        return this.#word();
    }
  }

  #object(path: JsonPath): Record<string, unknown> {
    const fields = new Map<string, unknown>();
    this.#at++;
    this.#space();
    if (this.#text[this.#at] === '}') {
      this.#at++;
      return {};
    }
    for (;;) {
      this.#space();
      const nameAt = this.#at;
      if (this.#text[nameAt] !== '"')
        throw new Fault(nameAt, 'the name of a field, in double quotes, is expected here');
      const name = this.#string();
      if (fields.has(name)) throw new Fault(nameAt, `the field "${name}" is named twice`);
      this.names.set(JSON.stringify([...path, name]), nameAt);
      this.#space();
      this.#expect(':', 'a colon is expected behind the name of a field');
      fields.set(name, this.#value([...path, name]));
      if (this.#ends('}', 'a comma or } is expected here')) return Object.fromEntries(fields);
    }
  }

  #list(path: JsonPath): unknown[] {
    const items: unknown[] = [];
    this.#at++;
    this.#space();
    if (this.#text[this.#at] === ']') {
      this.#at++;
      return items;
    }
    for (;;) {
      items.push(this.#value([...path, items.length]));
      if (this.#ends(']', 'a comma or ] is expected here')) return items;
    }
  }

  /** Whether the closing bracket comes; else there was a comma. */
  #ends(bracket: string, fault: string): boolean {
    this.#space();
    if (this.#text[this.#at] === bracket) {
      this.#at++;
      return true;
    }
    const comma = this.#at;
    this.#expect(',', fault);
    this.#space();
    if (this.#text[this.#at] === bracket) throw new Fault(comma, 'there is a comma behind the last item');
    return false;
  }

  #string(): string {
    const start = this.#at;
    for (let at = start + 1; at < this.#text.length; at++) {
      const character = this.#text[at] as string;
      if (character === '\\') at++;
      else if (character < ' ') throw new Fault(start, 'this text does not end on its line');
      else if (character === '"') {
        this.#at = at + 1;
        return this.#parsed(start) as string;
      }
    }
    throw new Fault(start, 'this text does not end');
  }

  #word(): unknown {
    const start = this.#at;
    const word = /[^\s,:[\]{}"]*/y;
    word.lastIndex = start;
    this.#at += word.exec(this.#text)?.[0].length ?? 0;
    if (this.#at === start) throw new Fault(start, 'a value is expected here');
    return this.#parsed(start);
  }

  /** A text, number or word between `start` and where the reader is. */
  #parsed(start: number): unknown {
    const piece = this.#text.slice(start, this.#at);
    try {
      return JSON.parse(piece);
    } catch {
      // Not a value of JSON by itself.
      throw new Fault(start, `${piece.slice(0, 40)} is no value of JSON`);
    }
  }

  #expect(character: string, fault: string): void {
    if (this.#text[this.#at] !== character) throw new Fault(this.#at, fault);
    this.#at++;
  }

  #space(): void {
    while (/[ \t\r\n]/.test(this.#text[this.#at] ?? '')) this.#at++;
  }
}
