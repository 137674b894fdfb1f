/** Which histories can be explained: by hand, and drawn at random against the definition. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Data, dataText } from '../../src/model';
import {
  emptyHistory,
  extendHistory,
  type HistoryEvent,
  type HistoryState,
  keyValueStore,
  register,
  type SequentialObject,
} from '../../src/monitors';
import { isExplained } from './every-order';

const invoke = (id: string, operation: Data): HistoryEvent => ({ kind: 'invoke', id, operation });
const returns = (id: string, result?: Data): HistoryEvent =>
  result === undefined ? { kind: 'return', id } : { kind: 'return', id, result };
const abandon = (id: string): HistoryEvent => ({ kind: 'abandon', id });
const read: Data = { kind: 'read' };
const write = (value: Data): Data => ({ kind: 'write', value });

function testedBy(history: readonly HistoryEvent[], object: SequentialObject<Data> = register()): HistoryState {
  return history.reduce((state: HistoryState, event) => extendHistory(object, state, event), emptyHistory);
}

const violation = (history: readonly HistoryEvent[], object?: SequentialObject<Data>) =>
  testedBy(history, object).violation;

const wrote1 = [invoke('a', write(1)), returns('a', null)];

describe('a register', () => {
  test('gives what was written last, once that has returned', () => {
    expect(violation([...wrote1, invoke('b', read), returns('b', 1)])).toBeUndefined();
    expect(violation([...wrote1, invoke('b', read), returns('b', null)])).toEqual({
      kind: 'no order',
      id: 'b',
      operation: read,
      result: null,
      possible: [1],
    });
  });

  test('may give either value while a write is under way, but not the old one after the new one', () => {
    const writing = [invoke('a', write(1)), invoke('b', read)];
    expect(violation([...writing, returns('b', null), invoke('b', read), returns('b', 1)])).toBeUndefined();
    expect(violation([...writing, returns('b', 1), invoke('b', read), returns('b', 1)])).toBeUndefined();
    expect(violation([...writing, returns('b', 1), invoke('b', read), returns('b', null)])).toMatchObject({
      kind: 'no order',
      possible: [1],
    });
    expect(violation([...writing, returns('b', 2)])).toMatchObject({ possible: [1, null] });
  });

  test('lets two readers agree on the order of two writes that overlap, and not disagree', () => {
    // Both writes have begun before anyone reads. b and c overlap with both.
    const begun = [invoke('w', write(1)), invoke('x', write(2))];
    const twice = (id: string, first: Data, second: Data) => [
      invoke(id, read),
      returns(id, first),
      invoke(id, read),
      returns(id, second),
    ];
    expect(violation([...begun, ...twice('b', 1, 2), ...twice('c', 2, 2)])).toBeUndefined();
    expect(violation([...begun, ...twice('b', 1, 2), invoke('c', read), returns('c', 1)])).toMatchObject({
      id: 'c',
      possible: [2],
    });
    expect(violation([...begun, ...twice('b', 1, 2), returns('w', null), returns('x', null)])).toBeUndefined();
  });

  test('lets a compare-and-set win for one of two that expect the same', () => {
    const set = (value: Data): Data => ({ kind: 'compare-and-set', expected: null, value });
    const both = [invoke('a', set(1)), invoke('b', set(2))];
    expect(violation([...both, returns('a', true), returns('b', false)])).toBeUndefined();
    expect(violation([...both, returns('b', true), returns('a', true)])).toMatchObject({ id: 'a', possible: [false] });
    // One that fails may have done so before the other one, so both cannot fail.
    expect(violation([...both, returns('a', false), returns('b', false)])).toMatchObject({ id: 'b', possible: [true] });
  });

  test('lets an operation that was given up take effect late, once, or never', () => {
    const given = [invoke('a', write(1)), abandon('a')];
    expect(
      violation([...given, invoke('b', read), returns('b', null), invoke('b', read), returns('b', 1)]),
    ).toBeUndefined();
    // The same client may go on while its old write is still on its way.
    const more = [...given, invoke('a', write(2)), returns('a', null), invoke('b', read), returns('b', 1)];
    expect(violation(more)).toBeUndefined();
    expect(violation([...more, invoke('b', read), returns('b', 2)])).toMatchObject({ possible: [1] });
    // Two equal writes that were given up are two.
    const equal = [...given, ...given, invoke('c', write(0)), returns('c', null)];
    const seen = (value: Data) => [invoke('b', read), returns('b', value)];
    const reset = [invoke('c', write(0)), returns('c', null)];
    expect(violation([...equal, ...seen(1), ...reset, ...seen(1)])).toBeUndefined();
    expect(violation([...equal, ...seen(1), ...reset, ...seen(1), ...reset, ...seen(1)])).toMatchObject({
      possible: [0],
    });
  });

  test('refuses what is no history', () => {
    const sentence = (history: readonly HistoryEvent[]) => violation(history);
    expect(sentence([returns('b', 1)])).toEqual({
      kind: 'malformed',
      sentence: 'b gets the answer 1 without an operation under way',
    });
    expect(sentence([...wrote1, returns('a', null)])).toMatchObject({ kind: 'malformed' });
    expect(sentence([invoke('a', read), invoke('a', read)])).toEqual({
      kind: 'malformed',
      sentence: 'a begins {"kind":"read"} while its last operation is under way',
    });
    expect(() => violation([invoke('a', { kind: 'add' }), returns('a', null)])).toThrow(
      '{"kind":"add"} is no operation of a register',
    );
  });
});

describe('what is remembered', () => {
  test('is the same for histories that no future can tell apart', () => {
    const ended = (history: readonly HistoryEvent[]) => dataText(testedBy(history));
    expect(ended([...wrote1, invoke('b', read), returns('b', 1)])).toBe(ended(wrote1));
    expect(ended([...wrote1, invoke('a', write(2)), returns('a')])).toBe(
      ended([invoke('b', write(2)), returns('b', null)]),
    );
    // Back at the start, but for having been tested.
    expect(testedBy([invoke('b', read), returns('b', null)])).toEqual({ answered: true, parts: {} });
  });
});

describe('a key-value store', () => {
  test('is tested key by key', () => {
    const put = (key: string, value: Data): Data => ({ kind: 'put', key, value });
    const get = (key: string): Data => ({ kind: 'get', key });
    const one = [invoke('a', put('k', 1)), returns('a', null), invoke('b', put('__proto__', 2)), returns('b', null)];
    const store = keyValueStore();
    expect(violation([...one, invoke('a', get('__proto__')), returns('a', 2)], store)).toBeUndefined();
    expect(violation([...one, invoke('a', get('__proto__')), returns('a', 1)], store)).toMatchObject({ possible: [2] });
    expect(
      violation(
        [...one, invoke('a', { kind: 'delete', key: 'k' }), returns('a'), invoke('a', get('k')), returns('a', 1)],
        store,
      ),
    ).toMatchObject({ possible: [null] });
    expect(Object.keys(testedBy(one, store).parts).sort()).toEqual(['__proto__', 'k']);
  });
});

/** First in, first out; taking from an empty queue must wait. */
const queue: SequentialObject<Data> = {
  initial: [],
  apply(state, operation) {
    const items = state as readonly Data[];
    const asked = operation as { readonly kind: 'add' | 'take'; readonly value: Data };
    if (asked.kind === 'add') return { state: [...items, asked.value], result: null };
    const [first, ...rest] = items;
    return first === undefined ? [] : { state: rest, result: first };
  },
};

describe('an object of the author, the queue of Herlihy and Wing', () => {
  const add = (value: string): Data => ({ kind: 'add', value });
  const take: Data = { kind: 'take' };

  test('gives what was added first, and either of two that overlapped', () => {
    const [x, y] = [add('x'), add('y')];
    const overlapping = [invoke('a', x), invoke('b', y), returns('b', null), returns('a', null)];
    expect(violation([...overlapping, invoke('b', take), returns('b', 'y')], queue)).toBeUndefined();
    expect(violation([...overlapping, invoke('b', take), returns('b', 'x')], queue)).toBeUndefined();
    const apart = [invoke('a', x), returns('a', null), invoke('b', y), returns('b', null)];
    expect(violation([...apart, invoke('b', take), returns('b', 'y')], queue)).toMatchObject({ possible: ['x'] });
  });

  test('cannot answer while it is empty', () => {
    expect(violation([invoke('a', take), returns('a', 'x')], queue)).toMatchObject({ possible: [] });
    expect(violation([invoke('a', take), invoke('b', add('x')), returns('a', 'x')], queue)).toBeUndefined();
  });
});

/** A history of three clients; what they read is drawn, so most histories cannot be explained in the end. */
function randomHistory(object: 'register' | 'store'): fc.Arbitrary<readonly HistoryEvent[]> {
  const choice = fc.record({
    client: fc.constantFrom('a', 'b', 'c'),
    operation: fc.nat(5),
    value: fc.constantFrom(0, 1),
    key: fc.constantFrom('k', 'l'),
    gives: fc.constantFrom(0, 0, 1, 1, null),
    ends: fc.constantFrom('return', 'return', 'return', 'return', 'blind', 'abandon'),
  });
  return fc.array(choice, { minLength: 4, maxLength: 11 }).map((choices) => {
    const pending = new Map<string, string>();
    let count = 0;
    return choices.flatMap(({ client, operation, value, key, gives, ends }): HistoryEvent[] => {
      const kind = pending.get(client);
      if (kind === undefined) {
        if (count === 5) return [];
        count++;
        const kinds =
          object === 'register' ? ['read', 'write', 'compare-and-set'] : ['get', 'put', 'delete', 'compare-and-set'];
        const next = kinds[operation % kinds.length]!;
        pending.set(client, next);
        const expected = value === 0 ? null : 0;
        return [invoke(client, { kind: next, value, expected, ...(object === 'store' ? { key } : {}) })];
      }
      pending.delete(client);
      if (ends === 'abandon') return [abandon(client)];
      if (ends === 'blind') return [returns(client)];
      if (kind === 'compare-and-set') return [returns(client, gives === 1)];
      return [returns(client, kind === 'read' || kind === 'get' ? gives : null)];
    });
  });
}

describe.each([
  { object: register(), name: 'register' as const },
  { object: keyValueStore(), name: 'store' as const },
])('random histories of a $name', ({ object, name }) => {
  test('are explained, after each of their events, if the definition says so', () => {
    let explained = 0;
    let unexplained = 0;
    fc.assert(
      fc.property(randomHistory(name), (history) => {
        for (let length = 1; length <= history.length; length++) {
          const start = history.slice(0, length);
          const expected = isExplained(object, start);
          expect(violation(start, object) === undefined).toBe(expected);
          if (!expected) unexplained++;
          else if (length === history.length) explained++;
          if (!expected) break;
        }
      }),
      { seed: 31, numRuns: 600 },
    );
    expect(explained).toBeGreaterThan(50);
    expect(unexplained).toBeGreaterThan(10);
  });
});
