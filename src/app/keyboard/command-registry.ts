/**
 * Which commands can be carried out now. A part of the screen registers what it offers while it is there; keys and
 * palette offer only what is registered. Where two parts offer the same command, the later one wins until it leaves.
 */
import { type Binding, bindings, type CommandId } from './bindings';
import type { KeyPress } from './chord';
import { bindingFor, defaultKeymap, type Keymap } from './keymap';

export interface CommandOffer {
  readonly run: () => void;
  /** For commands outside the table (challenges to go to): how to list them. */
  readonly binding?: Binding;
}

export type CommandOffers = Partial<Record<CommandId, CommandOffer>>;

export interface AvailableCommand {
  readonly binding: Binding;
  readonly run: () => void;
}

export interface CommandRegistry {
  /** Adds offers; the answer takes them back. */
  register(offers: CommandOffers): () => void;
  /** All that can be done now, in the order of the table, others after it. The same array until something changes. */
  available(): readonly AvailableCommand[];
  /**
   * The command of the whole page that this key press asks for, if it is available. Text typed into a field is never a
   * command.
   */
  match(press: KeyPress, inTextField: boolean, apple: boolean, keymap?: Keymap): AvailableCommand | undefined;
  subscribe(listener: () => void): () => void;
}

export function createCommandRegistry(): CommandRegistry {
  let stack: readonly CommandOffers[] = [];
  let list: readonly AvailableCommand[] = [];
  const listeners = new Set<() => void>();

  const change = (next: readonly CommandOffers[]): void => {
    stack = next;
    list = listAvailable(stack);
    for (const listener of listeners) listener();
  };

  return {
    register(offers) {
      change([...stack, offers]);
      return () => change(stack.filter((entry) => entry !== offers));
    },
    available: () => list,
    match(press, inTextField, apple, keymap = defaultKeymap) {
      const ofPage = list.map(({ binding }) => binding).filter(({ pane }) => pane === undefined);
      const found = bindingFor(ofPage, keymap, press, apple, inTextField);
      return found && list.find(({ binding }) => binding === found);
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

function listAvailable(stack: readonly CommandOffers[]): readonly AvailableCommand[] {
  const offers = new Map<string, CommandOffer>();
  for (const entry of stack) {
    for (const [command, offer] of Object.entries(entry)) if (offer) offers.set(command, offer);
  }
  const listed: AvailableCommand[] = [];
  for (const binding of bindings) {
    const offer = offers.get(binding.command);
    if (offer) listed.push({ binding, run: offer.run });
    offers.delete(binding.command);
  }
  for (const { binding, run } of offers.values()) if (binding) listed.push({ binding, run });
  return listed;
}
