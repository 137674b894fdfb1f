/** Linearizability by its definition: every order of the operations of a whole history is tried. For a handful of them. */
import type { Data } from '../../src/model';
import type { HistoryEvent, SequentialObject } from '../../src/monitors';

interface Operation {
  readonly operation: Data;
  readonly begun: number;
  /** Infinity for one that has not returned. */
  ended: number;
  /** Undefined where any will do. */
  result: Data | undefined;
}

/** Whether some order explains a history that is well formed. */
export function isExplained(object: SequentialObject<Data>, history: readonly HistoryEvent[]): boolean {
  const operations: Operation[] = [];
  const current = new Map<string, Operation>();
  for (const [at, event] of history.entries()) {
    if (event.kind === 'invoke') {
      const operation = { operation: event.operation, begun: at, ended: Number.POSITIVE_INFINITY, result: undefined };
      operations.push(operation);
      current.set(event.id, operation);
    } else if (event.kind === 'return') {
      const operation = current.get(event.id)!;
      operation.ended = at;
      operation.result = event.result;
    }
  }
  const mustBeThere = operations.filter(({ ended }) => ended !== Number.POSITIVE_INFINITY);
  return orders(operations).some(
    (order) =>
      mustBeThere.every((operation) => order.includes(operation)) && respectsTime(order) && explains(object, order),
  );
}

/** All orders of all subsets. */
function orders(operations: readonly Operation[]): (readonly Operation[])[] {
  return [
    [],
    ...operations.flatMap((first) =>
      orders(operations.filter((other) => other !== first)).map((rest) => [first, ...rest]),
    ),
  ];
}

function respectsTime(order: readonly Operation[]): boolean {
  return order.every(({ begun }, index) => order.slice(index + 1).every((later) => later.ended > begun));
}

function explains(object: SequentialObject<Data>, order: readonly Operation[]): boolean {
  const values = new Map<string, Data>();
  return order.every(({ operation, ended, result }) => {
    const part = object.part?.(operation) ?? '';
    const applied = object.apply(values.get(part) ?? object.initial, operation);
    if (!('state' in applied)) throw new Error('for objects that do one thing');
    values.set(part, applied.state);
    const isFree = ended === Number.POSITIVE_INFINITY || result === undefined;
    return isFree || JSON.stringify(applied.result) === JSON.stringify(result);
  });
}
