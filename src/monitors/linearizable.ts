/** Linearizability as a property: whatever clients saw of a shared object, one operation at a time explains it. */
import { type Claim, type Data, dataText, type MonitorEvent, monitor, type Property } from '../model';
import {
  emptyHistory,
  extendHistory,
  type HistoryEvent,
  type HistoryState,
  type HistoryViolation,
} from './history-tester';
import { keyValueStore, register, type SequentialObject } from './sequential-object';

export interface LinearizableOptions<State> {
  /** A register and the values of all keys are null at the start; for another start, `register(value)`. */
  readonly object: 'register' | 'key-value' | SequentialObject<State>;
  /**
   * What an event says of the history: which operation begins, and which returns. Nothing for other events. An operation
   * takes effect at one moment between the two; one that never returns, at any moment after its beginning or not at all.
   */
  readonly history: (event: MonitorEvent) => HistoryEvent | readonly HistoryEvent[] | undefined;
}

/**
 * Violated where the answers that clients got are explained by no order of the operations that respects which of them
 * ended before another began. Exercised once an operation has returned. The cost of a step grows with the number of
 * orders of the operations under way at the same time.
 */
export function linearizable<State = Data>(
  name: string,
  meaning: string,
  { object: given, history }: LinearizableOptions<State>,
): Property {
  const object = objectOf(given);
  return monitor<HistoryState>(name, meaning, {
    initial: emptyHistory,
    step: (state, event) =>
      [history(event) ?? []].flat().reduce((at: HistoryState, next) => extendHistory(object, at, next), state),
    violated: claimOf,
    words,
  });
}

function objectOf<State>(given: LinearizableOptions<State>['object']): SequentialObject<Data> {
  if (given === 'register') return register();
  if (given === 'key-value') return keyValueStore();
  return given as unknown as SequentialObject<Data>;
}

function claimOf({ answered, violation }: HistoryState): Claim {
  if (violation === undefined) return { holds: true, exercised: answered, reasons: [] };
  return { holds: false, exercised: true, reasons: [{ kind: 'fact', text: violationWords(violation) }] };
}

function violationWords(violation: HistoryViolation): string {
  switch (violation.kind) {
    case 'malformed':
      return `no history of operations: ${violation.sentence}`;
    case 'no order': {
      const { id, operation, result, possible } = violation;
      const could = possible.length === 0 ? 'nothing at all' : possible.map(dataText).join(' or ');
      return `${id} got ${dataText(result)} for ${dataText(operation)}, but in every order of the operations that explains all earlier answers it gets ${could}`;
    }
  }
}

/** What the object may hold, and what is under way. */
function words({ parts, violation }: HistoryState): string {
  if (violation !== undefined) return 'no order explains it';
  const named = Object.entries(parts);
  if (named.length === 0) return 'as at the start';
  return named
    .map(([name, { pending, configurations }]) => {
      const values = [...new Set(configurations.map(({ value }) => dataText(value)))].join(' or ');
      const under = Object.entries(pending).map(([id, operation]) => `${id} ${dataText(operation)}`);
      return `${name === '' ? '' : `${name}: `}${values}${under.length === 0 ? '' : `, under way: ${under.join(', ')}`}`;
    })
    .join('; ');
}
