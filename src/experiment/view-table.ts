/** Views as numbers: equal views have equal numbers, whatever run they come from. */
import { dataMistake, dataText, type SystemSpec, type View } from '../model';
import type { EndedRun } from './enumerate-runs';
import { type Histories, metWords } from './histories';

type Entry =
  | { readonly kind: 'coalition'; readonly members: readonly string[]; readonly histories: readonly number[] }
  | { readonly kind: 'data'; readonly text: string };

export class ViewTable {
  readonly #spec: SystemSpec;
  readonly #histories: Histories;
  readonly #entries: Entry[] = [];
  readonly #numbers = new Map<string, number>();
  #characters = 0;

  constructor(spec: SystemSpec, histories: Histories) {
    this.#spec = spec;
    this.#histories = histories;
  }

  /**
   * What gives the number of a run's view.
   * @param mistake makes the error that is thrown where the author's view is none; its argument ends a sentence that begins
   *   with the name of the view
   */
  reader(view: View, mistake: (sentence: string) => Error): (run: EndedRun) => number {
    if (view.kind === 'coalition') {
      const { members } = view;
      const nodes = members.map((member) => this.#spec.nodes.findIndex(({ id }) => id === member));
      const place = `coalition ${nodes.join(',')}:`;
      return (run) => {
        const histories = nodes.map((node) => run.histories[node] as number);
        return this.#number(`${place}${histories.join(',')}`, () => ({ kind: 'coalition', members, histories }));
      };
    }
    return (run) => {
      let shown: ReturnType<typeof view.of>;
      try {
        shown = view.of(run);
      } catch (error) {
        throw mistake(
          `could not be read from a run: ${String(error)}. Check that everything that is shown and sent has the form that the statement asks for; if it has, tell the author of the challenge.`,
        );
      }
      const wrong = dataMistake(shown, 'it');
      if (wrong !== undefined) throw mistake(`is not plain data: ${wrong}. Tell the author of the challenge.`);
      return this.numberOfData(shown);
    };
  }

  numberOfData(shown: Parameters<typeof dataText>[0]): number {
    const text = dataText(shown);
    return this.#number(`data ${text}`, () => ({ kind: 'data', text }));
  }

  /** The view for people. */
  words(view: number): string {
    const entry = this.#entries[view] as Entry;
    if (entry.kind === 'data') return entry.text.startsWith('"') ? (JSON.parse(entry.text) as string) : entry.text;
    const { members, histories } = entry;
    const parts = histories.map((history) => metWords(this.#histories.of(history)));
    return members.length === 1
      ? (parts[0] ?? '')
      : members.map((member, index) => `${member}: ${parts[index]}`).join(' | ');
  }

  /** Memory, roughly. */
  get bytes(): number {
    return this.#characters * 2 + this.#entries.length * 400;
  }

  #number(key: string, entry: () => Entry): number {
    const known = this.#numbers.get(key);
    if (known !== undefined) return known;
    const number = this.#entries.push(entry()) - 1;
    this.#numbers.set(key, number);
    this.#characters += key.length;
    return number;
  }
}
