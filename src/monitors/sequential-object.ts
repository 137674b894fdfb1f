/** Objects that clients share, as they behave when one operation after the other is applied to them. */
import { type Data, dataText } from '../model';

/** What one operation leaves and answers. */
export interface Applied<State> {
  readonly state: State;
  readonly result: Data;
}

/** A sequential specification. `State` is plain data; `apply` is a function of its arguments and changes neither. */
export interface SequentialObject<State> {
  readonly initial: State;
  /** What an operation does; several answers if it may do one of several things, none if it must wait. Throws at what is no operation. */
  readonly apply: (state: State, operation: Data) => Applied<State> | readonly Applied<State>[];
  /**
   * For an object made of parts that do not know of each other, as a store of its keys: the part that an operation is
   * about. Each part begins in the initial state. One part by default.
   */
  readonly part?: (operation: Data) => string;
}

/** Operations of a register. The results are the value read, null, and whether the value was as expected. */
export type RegisterOperation =
  | { readonly kind: 'read' }
  | { readonly kind: 'write'; readonly value: Data }
  | { readonly kind: 'compare-and-set'; readonly expected: Data; readonly value: Data };

/** Operations of a key-value store, with results as those of a register; the value of a key that is not there is null. */
export type KeyValueOperation =
  | { readonly kind: 'get'; readonly key: string }
  | { readonly kind: 'put'; readonly key: string; readonly value: Data }
  | { readonly kind: 'delete'; readonly key: string }
  | { readonly kind: 'compare-and-set'; readonly key: string; readonly expected: Data; readonly value: Data };

/** One value that can be read, written, and replaced if it is as expected. */
export function register(initial: Data = null): SequentialObject<Data> {
  return {
    initial,
    apply(state, operation) {
      const asked = operation as RegisterOperation;
      switch (asked.kind) {
        case 'read':
          return { state, result: state };
        case 'write':
          return { state: writtenBy(asked), result: null };
        case 'compare-and-set':
          return replaced(state, asked);
        default:
          return noOperation(asked, 'a register', 'read, write, compare-and-set');
      }
    },
  };
}

/** A register for each key, all of them null at the start. */
export function keyValueStore(): SequentialObject<Data> {
  return {
    initial: null,
    part(operation) {
      const { key } = operation as KeyValueOperation;
      if (typeof key !== 'string') throw new TypeError(`${dataText(operation)} has no key`);
      return key;
    },
    apply(state, operation) {
      const asked = operation as KeyValueOperation;
      switch (asked.kind) {
        case 'get':
          return { state, result: state };
        case 'put':
          return { state: writtenBy(asked), result: null };
        case 'delete':
          return { state: null, result: null };
        case 'compare-and-set':
          return replaced(state, asked);
        default:
          return noOperation(asked, 'a key-value store', 'get, put, delete, compare-and-set');
      }
    },
  };
}

function replaced(state: Data, asked: { readonly expected: Data; readonly value: Data }): Applied<Data> {
  const fits = dataText(state) === dataText(asked.expected);
  return { state: fits ? writtenBy(asked) : state, result: fits };
}

function writtenBy({ value }: { readonly value: Data | undefined }): Data {
  if (value === undefined) throw new TypeError('an operation that writes has no value');
  return value;
}

function noOperation(asked: never, object: string, known: string): never {
  throw new TypeError(`${dataText(asked)} is no operation of ${object}, which are ${known}`);
}
