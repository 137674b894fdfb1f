/** What can be done in a state, arranged as it stands on the screen: by the message, timer or node that it is done to. */
import { type Action, type ActionKind, type Data, dataText, type PlayChoice } from '../../model';

/** A step that can be clicked: its outcomes, where the handler has several, and its place in the list of steps. */
export interface Offer {
  readonly choices: readonly PlayChoice[];
  /** Of the first of them in the numbered list, counting from 1; null past the last that has a key. */
  readonly number: number | null;
}

/** The offers of a state, by `offerKey`. */
export type Offers = ReadonlyMap<string, Offer>;

/** Steps of the list that have a key of their own. */
export const numberedMax = 9;

/** What a step is done to, without the choices of its handler. */
export function offerKey(kind: ActionKind, node: string, what: Data = null, from = ''): string {
  return `${kind} ${node} ${from} ${dataText(what)}`;
}

/** Text that a message on its way is known by: copies of one message are one. */
export function messageKey(from: string, to: string, message: Data): string {
  return `${from} ${to} ${dataText(message)}`;
}

/** The message that a step is about; null if it is about none. */
export function messageOf(action: Action): string | null {
  switch (action.kind) {
    case 'deliver':
    case 'drop':
    case 'duplicate':
      return messageKey(action.from, action.node, action.message);
    case 'timeout':
    case 'input':
    case 'crash':
    case 'restart':
    case 'partition':
    case 'heal':
      return null;
  }
}

export interface NumberedChoice {
  readonly choice: PlayChoice;
  /** Null for what has no key: it is held back, or comes after the ninth. */
  readonly number: number | null;
  readonly isHeld: boolean;
}

/** The steps of a state in their order, those held back last. */
export function numberChoices(choices: readonly PlayChoice[], held: ReadonlySet<string>): readonly NumberedChoice[] {
  const isHeld = ({ action }: PlayChoice): boolean => action.kind === 'deliver' && held.has(messageOf(action) ?? '');
  const free = choices.filter((choice) => !isHeld(choice));
  return [
    ...free.map((choice, at) => ({ choice, number: at < numberedMax ? at + 1 : null, isHeld: false })),
    ...choices.filter(isHeld).map((choice) => ({ choice, number: null, isHeld: true })),
  ];
}

export function offersOf(numbered: readonly NumberedChoice[]): Offers {
  const offers = new Map<string, Offer>();
  for (const { choice, number } of numbered) {
    const key = keyOf(choice.action);
    const known = offers.get(key);
    offers.set(key, { choices: [...(known?.choices ?? []), choice], number: known ? known.number : number });
  }
  return offers;
}

function keyOf(action: Action): string {
  switch (action.kind) {
    case 'deliver':
    case 'drop':
    case 'duplicate':
      return offerKey(action.kind, action.node, action.message, action.from);
    case 'timeout':
      return offerKey('timeout', action.node, action.timer);
    case 'input':
      return offerKey('input', action.node, action.input);
    case 'crash':
    case 'restart':
      return offerKey(action.kind, action.node);
    case 'partition':
      return partitionKey(action.groups);
    case 'heal':
      return offerKey('heal', '');
  }
}

export function partitionKey(groups: readonly (readonly string[])[]): string {
  return offerKey('partition', '', groups);
}
