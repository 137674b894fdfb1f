/**
 * What nodes have met, as numbers: a history is the one before it and one thing more, and equal histories have equal numbers.
 * So a node's view of a run is one number, whatever it saw.
 */
import { type Data, type Draw, dataText } from '../model';

/** One thing that a node meets: an event with all that was drawn in it. */
export interface Met {
  readonly kind: 'input' | 'message' | 'timer';
  /** Canonical text of the input, message or timer. */
  readonly text: string;
  /** Who sent the message; empty otherwise. */
  readonly from: string;
  readonly draws: readonly Draw[];
}

/** Numbers stay exact in one key of two. */
const countMax = 2 ** 26;

export class Histories {
  /** Of history h > 0: the history before it, and the number of what was met last. History 0 is the empty one. */
  readonly #before: number[] = [0];
  readonly #last: number[] = [-1];
  readonly #numbers = new Map<number, number>();
  readonly #met: Met[] = [];
  readonly #metNumbers = new Map<string, number>();

  /** The number of a thing that can be met. */
  meet(met: Met): number {
    const key = JSON.stringify([met.kind, met.text, met.from, met.draws.map(({ option }) => option)]);
    const known = this.#metNumbers.get(key);
    if (known !== undefined) return known;
    const number = this.#met.push(met) - 1;
    this.#metNumbers.set(key, number);
    return number;
  }

  /** A history and one thing more. */
  after(history: number, met: number): number {
    const key = history * countMax + met;
    const known = this.#numbers.get(key);
    if (known !== undefined) return known;
    const number = this.#before.push(history) - 1;
    this.#last.push(met);
    this.#numbers.set(key, number);
    return number;
  }

  /** Oldest first. */
  of(history: number): readonly Met[] {
    const met: Met[] = [];
    for (let at = history; at > 0; at = this.#before[at] as number)
      met.push(this.#met[this.#last[at] as number] as Met);
    return met.reverse();
  }

  /** Whether there is room for more. */
  get isFull(): boolean {
    return this.#before.length >= countMax || this.#met.length >= countMax;
  }

  /** Memory, roughly. */
  get bytes(): number {
    return this.#before.length * 60 + this.#met.length * 400;
  }
}

/** `input 1, draws 2 and 0; 1 from b`: what a node has met, for people. */
export function metWords(met: readonly Met[]): string {
  if (met.length === 0) return 'nothing';
  return met.map(oneMetWords).join('; ');
}

function oneMetWords({ kind, text, from, draws }: Met): string {
  const drawn = draws.length === 0 ? '' : `, draws ${draws.map(drawWords).join(' and ')}`;
  switch (kind) {
    case 'input':
      return `input ${plain(text)}${drawn}`;
    case 'message':
      return `${plain(text)} from ${from}${drawn}`;
    case 'timer':
      return `timer ${plain(text)}${drawn}`;
  }
}

function drawWords({ text, option }: Draw): string {
  return text === '' ? `option ${option + 1}` : plain(text);
}

/** A text without quotes, and data without the quotes of its keys. */
function plain(text: string): string {
  const data = JSON.parse(text) as Data;
  return typeof data === 'string' ? data : dataText(data).replace(/"([A-Za-z]\w*)":/g, '$1: ');
}
