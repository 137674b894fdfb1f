/**
 * Tests, event by event, whether a history of overlapping operations can be explained by applying them one at a time:
 * whether it is linearizable (Herlihy and Wing, "Linearizability: A Correctness Condition for Concurrent Objects", ACM
 * TOPLAS 12(3), 1990). The search for an order is that of Wing and Gong ("Testing and Verifying Concurrent Objects",
 * Journal of Parallel and Distributed Computing 17, 1993), made to go along with the history as in Lowe ("Testing for
 * linearizability", Concurrency and Computation: Practice and Experience 29(4), 2017): an operation takes effect at the
 * latest when it returns, and no earlier than a return asks for it. What is remembered is no history but the set of all
 * configurations that explain it, so equal sets are one state, whichever histories led there.
 *
 * Parts of an object are tested apart: a history is linearizable if it is so for each part (Herlihy and Wing, theorem 1).
 */
import { compareText, type Data, dataText } from '../model';
import type { Applied, SequentialObject } from './sequential-object';

/** What happens to an operation. Two operations that are under way at the same time have different ids. */
export type HistoryEvent =
  | { readonly kind: 'invoke'; readonly id: string; readonly operation: Data }
  /** A result that is left out may have been any. */
  | { readonly kind: 'return'; readonly id: string; readonly result?: Data }
  /** The caller waits no more, for example because it crashed: the operation takes effect at some time, or never. */
  | { readonly kind: 'abandon'; readonly id: string };

/** One way to explain what was seen of a part so far. */
type Configuration = {
  readonly value: Data;
  /** Results of operations that have taken effect and are still under way, by id. */
  readonly done: Readonly<Record<string, Data>>;
  /** Abandoned operations that have not taken effect, in the order of their texts. */
  readonly abandoned: readonly Data[];
};

type Part = {
  /** Operations under way, by id. */
  readonly pending: Readonly<Record<string, Data>>;
  /** All ways to explain it, in the order of their texts; none if it cannot be explained. */
  readonly configurations: readonly Configuration[];
};

/** Why a history cannot be explained. */
export type HistoryViolation =
  | {
      readonly kind: 'no order';
      readonly id: string;
      readonly operation: Data;
      readonly result: Data;
      /** The results it could have had, in the order of their texts. */
      readonly possible: readonly Data[];
    }
  | { readonly kind: 'malformed'; readonly sentence: string };

/** Where a test is. Plain data, equal for histories that no future can tell apart by it. */
export type HistoryState = {
  /** Whether an operation has returned: before, nothing was tested. */
  readonly answered: boolean;
  /** Parts that are not in their initial state with nothing under way, by name. */
  readonly parts: Readonly<Record<string, Part>>;
  readonly violation?: HistoryViolation;
};

export const emptyHistory: HistoryState = { answered: false, parts: {} };

/** The state after an event; one with a violation stays. */
export function extendHistory(object: SequentialObject<Data>, state: HistoryState, event: HistoryEvent): HistoryState {
  if (state.violation !== undefined) return state;
  const under = Object.entries(state.parts).find(([, { pending }]) => Object.hasOwn(pending, event.id));
  if (event.kind === 'invoke') {
    if (under !== undefined)
      return malformed(state, `${event.id} begins ${dataText(event.operation)} while its last operation is under way`);
    return invoke(object, state, event.id, event.operation);
  }
  if (under === undefined) {
    const what = event.kind === 'return' ? `gets the answer ${dataText(event.result ?? null)}` : 'gives up';
    return malformed(state, `${event.id} ${what} without an operation under way`);
  }
  const [name, part] = under;
  const pending = without(part.pending, event.id);
  const operation = part.pending[event.id] as Data;
  if (event.kind === 'abandon') {
    const configurations = part.configurations.map(({ value, done, abandoned }) =>
      Object.hasOwn(done, event.id)
        ? { value, done: without(done, event.id), abandoned }
        : { value, done, abandoned: inOrder([...abandoned, operation]) },
    );
    return withPart(object, state, name, { pending, configurations: distinct(configurations) });
  }
  const { explained, possible } = explain(object, part, event);
  if (explained.length > 0)
    return { ...withPart(object, state, name, { pending, configurations: explained }), answered: true };
  const { id, result = null } = event;
  return { ...state, answered: true, violation: { kind: 'no order', id, operation, result, possible } };
}

function invoke(object: SequentialObject<Data>, state: HistoryState, id: string, operation: Data): HistoryState {
  const name = object.part?.(operation) ?? '';
  const part = Object.hasOwn(state.parts, name) ? (state.parts[name] as Part) : freshPart(object);
  return withPart(object, state, name, { ...part, pending: { ...part.pending, ...single(id, operation) } });
}

/** All configurations in which an operation has returned as it did, and all results that it could have had. */
function explain(
  object: SequentialObject<Data>,
  { pending, configurations }: Part,
  { id, result }: HistoryEvent & { readonly kind: 'return' },
): { readonly explained: readonly Configuration[]; readonly possible: readonly Data[] } {
  const explained = new Map<string, Configuration>();
  const possible = new Map<string, Data>();
  const seen = new Set<string>();
  const waiting = [...configurations];
  for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
    const text = dataText(at);
    if (seen.has(text)) continue;
    seen.add(text);
    if (Object.hasOwn(at.done, id)) {
      const own = at.done[id] as Data;
      possible.set(dataText(own), own);
      if (result !== undefined && dataText(result) !== dataText(own)) continue;
      const after = { ...at, done: without(at.done, id) };
      explained.set(dataText(after), after);
    } else waiting.push(...successors(object, at, pending));
  }
  return { explained: inOrder([...explained.values()]), possible: inOrder([...possible.values()]) };
}

/** What one more operation, under way or abandoned, makes of a configuration by taking effect. */
function successors(
  object: SequentialObject<Data>,
  { value, done, abandoned }: Configuration,
  pending: Part['pending'],
): readonly Configuration[] {
  const undone = Object.entries(pending).filter(([id]) => !Object.hasOwn(done, id));
  return [
    ...undone.flatMap(([id, operation]) =>
      applied(object, value, operation).map((after) => ({
        value: after.state,
        done: { ...done, ...single(id, after.result) },
        abandoned,
      })),
    ),
    ...abandoned.flatMap((operation, index) =>
      applied(object, value, operation).map((after) => ({
        value: after.state,
        done,
        abandoned: abandoned.filter((_, other) => other !== index),
      })),
    ),
  ];
}

function applied(object: SequentialObject<Data>, value: Data, operation: Data): readonly Applied<Data>[] {
  const answer = object.apply(value, operation);
  return isOne(answer) ? [answer] : answer;
}

function isOne(answer: Applied<Data> | readonly Applied<Data>[]): answer is Applied<Data> {
  return !Array.isArray(answer);
}

function freshPart(object: SequentialObject<Data>): Part {
  return { pending: {}, configurations: [{ value: object.initial, done: {}, abandoned: [] }] };
}

/** A part that is as at the start is left out: histories that came back there are as good as new. */
function withPart(object: SequentialObject<Data>, state: HistoryState, name: string, part: Part): HistoryState {
  const others = without(state.parts, name);
  const isFresh = dataText(part) === dataText(freshPart(object));
  return { ...state, parts: isFresh ? others : { ...others, ...single(name, part) } };
}

function malformed(state: HistoryState, sentence: string): HistoryState {
  return { ...state, violation: { kind: 'malformed', sentence } };
}

/** An entry under any name, `__proto__` too. */
function single<Value>(name: string, value: Value): Readonly<Record<string, Value>> {
  return Object.fromEntries([[name, value]]);
}

function without<Value>(record: Readonly<Record<string, Value>>, name: string): Readonly<Record<string, Value>> {
  return Object.fromEntries(Object.entries(record).filter(([other]) => other !== name));
}

/** In the order of the texts. */
function inOrder<Item extends Data>(items: readonly Item[]): readonly Item[] {
  return items
    .map((item): [string, Item] => [dataText(item), item])
    .sort(([one], [other]) => compareText(one, other))
    .map(([, item]) => item);
}

/** In the order of the texts, each once. */
function distinct<Item extends Data>(items: readonly Item[]): readonly Item[] {
  return inOrder([...new Map(items.map((item) => [dataText(item), item])).values()]);
}
