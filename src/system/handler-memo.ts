/**
 * Remembers what each handler answered. Participant code runs once per distinct (node, local state, event); a sample
 * of the calls is repeated at once and compared.
 */
import { requireIntact } from '../base';
import { type Data, dataText, type HandlerCall, type HandlerResult, outcomeData } from '../model';
import { textHash, type WrittenAnswer } from './recalled-answers';
import type { SystemHost } from './system-host';

/** The first calls are all repeated, later ones one in `repeatEvery`. */
const repeatAllUpTo = 64;
const repeatEvery = 8;

export interface RememberedCall {
  readonly call: HandlerCall;
  readonly result: HandlerResult;
}

export class HandlerMemo {
  readonly #host: SystemHost;
  readonly #results = new Map<string, HandlerResult>();
  readonly #calls: RememberedCall[] = [];
  #characters = 0;
  /** Answers that are given instead of asking, in order; undefined once all are given. */
  #recalled: readonly WrittenAnswer[] | undefined;

  /** @param recalled answers to the first calls, from an earlier run: for these nobody is asked */
  constructor(host: SystemHost, recalled?: readonly WrittenAnswer[]) {
    this.#host = host;
    this.#recalled = recalled;
  }

  call(call: HandlerCall): HandlerResult {
    const key = callKey(call);
    const known = this.#results.get(key);
    if (known !== undefined) return known;
    const result = this.#recalled === undefined ? this.#ask(key, call) : this.#recall(key, this.#recalled);
    this.#results.set(key, result);
    this.#calls.push({ call, result });
    this.#characters += key.length + resultLength(result);
    return result;
  }

  /** Whether calls are worth handing out. The first ones are all made here, and repeated. */
  get handsOut(): boolean {
    return this.#host.ahead !== undefined && this.#recalled === undefined && this.#calls.length >= repeatAllUpTo;
  }

  /** Hands out a call that will probably be made, if it was not made yet. Counts and answers are the same without. */
  handOut(call: HandlerCall): void {
    const key = callKey(call);
    if (!this.#results.has(key)) this.#host.ahead?.handOut(key, call);
  }

  #ask(key: string, call: HandlerCall): HandlerResult {
    const first = this.#host.ahead?.take(key, call) ?? this.#host.call(call);
    const count = this.#calls.length;
    if (first.kind === 'failed' || (count >= repeatAllUpTo && count % repeatEvery !== 0)) return first;
    return compareAnswers(call, first, this.#host.call(call), this.#host.file);
  }

  #recall(key: string, recalled: readonly WrittenAnswer[]): HandlerResult {
    const answer = recalled[this.#calls.length];
    requireIntact(answer !== undefined && answer[0] === textHash(key), 'an answer belongs to the call that is made');
    return answer[1];
  }

  /** From here on calls are made. Throws a `DamageError` if there are answers that nobody asked for. */
  endRecall(): void {
    requireIntact(this.#recalled?.length === this.#calls.length, 'every answer was asked for');
    this.#recalled = undefined;
  }

  /** The answer of a call of that number, for writing it down. */
  written(index: number): WrittenAnswer {
    const { call, result } = this.#calls[index] as RememberedCall;
    return [textHash(callKey(call)), result];
  }

  /** Distinct calls so far. */
  get count(): number {
    return this.#calls.length;
  }

  /** Length of all keys and answers. */
  get characters(): number {
    return this.#characters;
  }

  /** Memory of keys and answers, roughly. */
  get bytes(): number {
    return this.#characters * 2 + this.#calls.length * 800;
  }

  /** All calls in the order they were made. */
  get calls(): readonly RememberedCall[] {
    return this.#calls;
  }
}

function callKey({ kind, node, from, state, event }: HandlerCall): string {
  return `${kind}\u0000${node}\u0000${from}\u0000${state}\u0000${event}`;
}

/** The first answer if the second equals it, else a failure that shows both. */
export function compareAnswers(
  call: HandlerCall,
  first: HandlerResult,
  second: HandlerResult,
  file: string,
): HandlerResult {
  // Answers to one call that are written alike are equal; others may still be equal as data.
  if (JSON.stringify(first) === JSON.stringify(second)) return first;
  const answers = [answerData(first), answerData(second)] as const;
  if (dataText(answers[0]) === dataText(answers[1])) return first;
  const line = first.kind === 'outcomes' ? (first.outcomes[0]?.lines[0] ?? 1) : (first.problem.place?.line ?? 1);
  const sentence = `The handler for ${eventWords(call)} gave two different answers to the same state and event. Handlers must depend on nothing but their arguments: look for a variable outside the handlers that one call changes and another reads.`;
  return {
    kind: 'failed',
    verdict: 'nondeterministic',
    problem: { code: 'two-answers', sentence, place: { file, line, column: 1 }, answers },
  };
}

function resultLength(result: HandlerResult): number {
  if (result.kind === 'failed') return result.problem.sentence.length;
  let length = 0;
  for (const outcome of result.outcomes) {
    length += outcome.state.length + outcome.lines.length * 4;
    for (const effect of outcome.effects) length += effect.text.length + 40;
  }
  return length;
}

/** A call without choices has one outcome, which is shown without the list around it. */
function answerData(result: HandlerResult): Data {
  if (result.kind === 'failed') return `failed: ${result.problem.sentence}`;
  const outcomes = result.outcomes.map(outcomeData);
  return outcomes.length === 1 && outcomes[0] !== undefined ? outcomes[0] : outcomes;
}

function eventWords(call: HandlerCall): string {
  switch (call.kind) {
    case 'init':
      return 'the start';
    case 'restart':
      return 'a restart';
    case 'input':
      return `the input ${call.event}`;
    case 'message':
      return `the message ${call.event}`;
    case 'timer':
      return `the timer ${call.event}`;
  }
}
