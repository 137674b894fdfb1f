/**
 * Whether the one schedule of an experiment stands for all others: whether in each of its runs, with what is drawn there, messages
 * could arrive in any order, as late as can be, and every node would still come to the same state, send the same and show the same.
 *
 * A node of a run has met some events. That their order does not matter is shown on sets of them: after each set that can come about,
 * any two further events lead to the same, whichever comes first (a diamond; Mazurkiewicz, "Trace theory", 1986). Then, by induction on
 * the steps of any other schedule, nothing is ever sent in it that was not sent in the run, and in the end all of it has arrived.
 * Every set is taken to be possible. Where that is too much, because a node relies on its first message to come before the second, only
 * those sets are that have all events without which others cannot come: what never arrives when one event is put off for ever.
 */
import type { Answers, MetEvent } from './answers';

/** How free the order is: inputs may be given at any time, or only before all messages; or it was not shown to be free. */
export type OrderKind = 'any' | 'inputs first' | 'not shown';

export interface OrderOfRun {
  readonly kind: OrderKind;
  /** Who can be seen sending to whom and when, whatever is in it: equal numbers for equal patterns. */
  readonly pattern: number;
}

/** Events of one node beyond these are too many: there are two to this power of sets. */
const eventsMax = 10;

const notShown: OrderOfRun = { kind: 'not shown', pattern: -1 };

/** What a node has done after a set of events. */
interface After {
  readonly state: number;
  /** Sorted; what, to whom. */
  readonly sends: readonly (readonly [to: number, text: number])[];
  readonly sendsKey: string;
  readonly outputsKey: string;
}

export class OrderCheck {
  readonly #answers: Answers;
  /** By node and events: the pattern of that node, or that its order matters. */
  readonly #free = new Map<string, number>();
  readonly #patterns = new Map<string, number>();

  constructor(answers: Answers) {
    this.#answers = answers;
  }

  /** True if, once all inputs are given, there is but one order in which what is sent can arrive. */
  isOnly(byNode: readonly (readonly MetEvent[])[]): boolean {
    return !this.#answers.hasTimers && this.#without(byNode, null, [])?.isOnly === true;
  }

  /** @param byNode what each node met in a run, in the order of the run */
  of(byNode: readonly (readonly MetEvent[])[]): OrderOfRun {
    if (this.#answers.hasTimers || byNode.some((events) => events.length > eventsMax)) return notShown;
    const free = byNode.map((events, node) => this.#freePattern(node, events));
    if (free.every((pattern) => pattern >= 0)) return { kind: 'any', pattern: this.#pattern(`any ${free.join(' ')}`) };
    return this.#inputsFirst(byNode);
  }

  /** The pattern of a node whose events may come in any order; -1 if they may not. */
  #freePattern(node: number, events: readonly MetEvent[]): number {
    const key = `${node}: ${events.map(({ met }) => met).join(' ')}`;
    const known = this.#free.get(key);
    if (known !== undefined) return known;
    const all = events.map(() => 0);
    const reached = this.#diamonds(node, events, all);
    const pattern = reached === undefined ? -1 : this.#pattern(patternWords(events, reached));
    this.#free.set(key, pattern);
    return pattern;
  }

  /**
   * What a node has done after each set of its events that can come about, by the set's bits; undefined if an order matters.
   * @param needs by event: the bits of the events that come before it in every schedule
   */
  #diamonds(
    node: number,
    events: readonly MetEvent[],
    needs: readonly number[],
  ): readonly (After | undefined)[] | undefined {
    const reached: (After | undefined)[] = [
      { state: this.#answers.states[node] as number, sends: [], sendsKey: '', outputsKey: '' },
    ];
    for (let set = 1; set < 2 ** events.length; set++) {
      let after: After | undefined;
      for (const [index, event] of events.entries()) {
        const bit = 1 << index;
        if ((set & bit) === 0) continue;
        const before = reached[set ^ bit];
        if (before === undefined || ((needs[index] as number) & ~(set ^ bit)) !== 0) continue;
        const next = this.#step(before, event);
        if (next === undefined) return undefined;
        if (after === undefined) after = next;
        else if (after.state !== next.state || after.sendsKey !== next.sendsKey || after.outputsKey !== next.outputsKey)
          return undefined;
      }
      reached[set] = after;
    }
    return reached;
  }

  /** Undefined if the handler fails, sets a timer, or does not draw as it did in the run. */
  #step(before: After, event: MetEvent): After | undefined {
    const answer = this.#answers.answer(before.state, event);
    if ('verdict' in answer) return undefined;
    const outcome = answer.find(({ met }) => met === event.met);
    if (outcome === undefined || outcome.timers.length > 0) return undefined;
    const sends =
      outcome.sends.length === 0
        ? before.sends
        : [...before.sends, ...outcome.sends].sort(([a, b], [c, d]) => a - c || b - d);
    return {
      state: outcome.state,
      sends,
      sendsKey: outcome.sends.length === 0 ? before.sendsKey : sends.join(' '),
      outputsKey: [before.outputsKey, ...outcome.outputs].join(' '),
    };
  }

  /** Inputs come first; of messages, those that cannot be overtaken are found by putting off each event for ever. */
  #inputsFirst(byNode: readonly (readonly MetEvent[])[]): OrderOfRun {
    const needs = byNode.map((events) =>
      events.map((event, index) =>
        events.reduce(
          (bits, { kind }, other) =>
            kind === 'input' && (event.kind === 'message' || other < index) ? bits | (1 << other) : bits,
          0,
        ),
      ),
    );
    const visited: (readonly [node: number, set: number])[] = [];
    const whole = this.#without(byNode, null, visited);
    if (whole === undefined || whole.left.some((bits) => bits !== 0)) return notShown;
    for (const [node, events] of byNode.entries())
      for (const [index, { kind }] of events.entries()) {
        if (kind === 'input') continue;
        const rest = this.#without(byNode, { node, index }, visited);
        if (rest === undefined) return notShown;
        for (let other = 0; other < events.length; other++)
          if (other !== index && ((rest.left[node] as number) & (1 << other)) !== 0)
            (needs[node] as number[])[other] = (needs[node]?.[other] as number) | (1 << index);
      }
    // What was met while events were put off must be among the sets that are looked at.
    for (const [node, set] of visited)
      for (let index = 0; index < (byNode[node]?.length ?? 0); index++)
        if ((set & (1 << index)) !== 0 && ((needs[node]?.[index] as number) & ~set) !== 0) return notShown;
    const patterns: string[] = [];
    for (const [node, events] of byNode.entries()) {
      const reached = this.#diamonds(node, events, needs[node] ?? []);
      if (reached === undefined) return notShown;
      patterns.push(patternWords(events, reached));
    }
    return { kind: 'inputs first', pattern: this.#pattern(patterns.join(' / ')) };
  }

  /**
   * The run without one event, which never arrives; all else does, as long as anything is under way.
   * @returns by node, the bits of events that have not come; undefined if something else happened than in the run
   */
  #without(
    byNode: readonly (readonly MetEvent[])[],
    put: { readonly node: number; readonly index: number } | null,
    visited: (readonly [node: number, set: number])[],
  ): { readonly left: readonly number[]; readonly isOnly: boolean } | undefined {
    const states = [...this.#answers.states];
    const met = byNode.map(() => 0);
    const waiting: { readonly node: number; readonly index: number }[] = [];
    let isOnly = true;
    const arrive = (node: number, from: number, text: number): boolean => {
      const events = byNode[node] ?? [];
      const taken = waiting.filter((other) => other.node === node).reduce((bits, { index }) => bits | (1 << index), 0);
      const index = events.findIndex(
        (event, at) =>
          event.kind === 'message' &&
          event.from === from &&
          event.text === text &&
          (((met[node] as number) | taken) & (1 << at)) === 0,
      );
      if (index < 0) return false;
      waiting.push({ node, index });
      return true;
    };
    const take = (node: number, index: number): boolean => {
      const event = byNode[node]?.[index] as MetEvent;
      const before: After = { state: states[node] as number, sends: [], sendsKey: '', outputsKey: '' };
      const after = this.#step(before, event);
      if (after === undefined) return false;
      states[node] = after.state;
      met[node] = (met[node] as number) | (1 << index);
      visited.push([node, met[node] as number]);
      return after.sends.every(([to, text]) => arrive(to, node, text));
    };
    for (const { node, from, text } of this.#answers.sent) if (!arrive(node, from, text)) return undefined;
    for (const [node, events] of byNode.entries())
      for (const [index, { kind }] of events.entries()) if (kind === 'input' && !take(node, index)) return undefined;
    for (;;) {
      isOnly = isOnly && waiting.length <= 1;
      const at = waiting.findIndex(({ node, index }) => node !== put?.node || index !== put?.index);
      if (at < 0) break;
      const [next] = waiting.splice(at, 1);
      if (next === undefined || !take(next.node, next.index)) return undefined;
    }
    const left = byNode.map((events, node) => (2 ** events.length - 1) & ~(met[node] as number));
    return { left, isOnly };
  }

  #pattern(words: string): number {
    const known = this.#patterns.get(words);
    if (known !== undefined) return known;
    this.#patterns.set(words, this.#patterns.size);
    return this.#patterns.size - 1;
  }
}

/** What can be seen from outside: from whom a node gets something, and to whom it has sent after what. */
function patternWords(events: readonly MetEvent[], reached: readonly (After | undefined)[]): string {
  const met = events.map(({ kind, from }) => `${kind}${from}`).join(',');
  return `${met}: ${reached.map((after) => (after === undefined ? '-' : after.sends.map(([to]) => to).join(','))).join(';')}`;
}
