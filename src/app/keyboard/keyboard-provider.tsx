/** Gives the page its command registry and listens for the keys of the commands in it. */
import { createContext, type ReactNode, useContext, useEffect, useMemo, useRef, useSyncExternalStore } from 'react';
import type { CommandId } from './bindings';
import { isAppleMachine } from './chord';
import {
  type AvailableCommand,
  type CommandOffers,
  type CommandRegistry,
  createCommandRegistry,
} from './command-registry';
import { isTextField } from './pane-focus';

const RegistryContext = createContext<CommandRegistry | null>(null);

export function KeyboardProvider({ children }: { readonly children: ReactNode }) {
  const registry = useMemo(createCommandRegistry, []);
  useEffect(() => {
    const apple = isAppleMachine();
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.isComposing) return;
      const command = registry.match(event, isTextField(event.target), apple);
      if (!command) return;
      event.preventDefault();
      event.stopPropagation();
      command.run();
    };
    // In the capture phase: the editor would otherwise take Ctrl+Enter and Ctrl+K for itself.
    window.addEventListener('keydown', onKeyDown, true);
    return () => window.removeEventListener('keydown', onKeyDown, true);
  }, [registry]);
  return <RegistryContext value={registry}>{children}</RegistryContext>;
}

function useRegistry(): CommandRegistry {
  const registry = useContext(RegistryContext);
  if (!registry) throw new Error('a component that uses commands must be inside KeyboardProvider');
  return registry;
}

/**
 * Offers commands while the component is on screen. The functions may change at every render; the offer is renewed only
 * when the set of commands changes. A command given as null is not offered.
 */
export function useCommands(commands: Partial<Record<CommandId, (() => void) | null>>): void {
  const registry = useRegistry();
  const latest = useRef(commands);
  latest.current = commands;
  const offered = Object.entries(commands)
    .filter(([, run]) => run)
    .map(([command]) => command)
    .join(' ');
  useEffect(() => {
    const offers: CommandOffers = {};
    for (const command of offered.split(' ').filter(Boolean) as CommandId[]) {
      offers[command] = { run: () => latest.current[command]?.() };
    }
    return registry.register(offers);
  }, [registry, offered]);
}

/** Offers commands that carry their own words, for example one per challenge. `offers` must be a stable value. */
export function useCommandOffers(offers: CommandOffers): void {
  const registry = useRegistry();
  useEffect(() => registry.register(offers), [registry, offers]);
}

/** All commands that can be carried out now. */
export function useAvailableCommands(): readonly AvailableCommand[] {
  const registry = useRegistry();
  return useSyncExternalStore(registry.subscribe, registry.available);
}
