/** Gives the page its command registry and its keymap, and listens for the keys of the commands in it. */
import { createContext, type ReactNode, useContext, useEffect, useMemo, useRef, useSyncExternalStore } from 'react';
import type { CommandId } from './bindings';
import { isAppleMachine, type KeyPress } from './chord';
import {
  type AvailableCommand,
  type CommandOffers,
  type CommandRegistry,
  createCommandRegistry,
} from './command-registry';
import { defaultKeymap, type Keymap } from './keymap';
import { createKeymapStore, type KeymapStore } from './keymap-store';
import { isTextField } from './pane-focus';

/** Hears the next key presses instead of the page. */
export type KeyRecorder = (press: KeyPress) => void;

interface Keyboard {
  readonly registry: CommandRegistry;
  readonly keys: KeymapStore;
  /** Who hears the keys now instead of the page. */
  recorder: KeyRecorder | null;
}

const KeyboardContext = createContext<Keyboard | null>(null);

export function KeyboardProvider({ children }: { readonly children: ReactNode }) {
  const keyboard = useMemo(
    (): Keyboard => ({ registry: createCommandRegistry(), keys: createKeymapStore(), recorder: null }),
    [],
  );
  useEffect(() => {
    const apple = isAppleMachine();
    const onKeyDown = (event: KeyboardEvent): void => {
      if (keyboard.recorder) {
        event.preventDefault();
        // Dialogs listen on the window too, for Escape.
        event.stopImmediatePropagation();
        if (!event.isComposing) keyboard.recorder(event);
        return;
      }
      if (event.defaultPrevented || event.isComposing) return;
      const { registry, keys } = keyboard;
      const command = registry.match(event, isTextField(event.target), apple, keys.current());
      if (!command) return;
      event.preventDefault();
      event.stopPropagation();
      command.run();
    };
    // In the capture phase: the editor would otherwise take Ctrl+Enter and Ctrl+K for itself.
    window.addEventListener('keydown', onKeyDown, true);
    return () => window.removeEventListener('keydown', onKeyDown, true);
  }, [keyboard]);
  return <KeyboardContext value={keyboard}>{children}</KeyboardContext>;
}

function useKeyboard(): Keyboard {
  const keyboard = useContext(KeyboardContext);
  if (!keyboard) throw new Error('a component that uses commands must be inside KeyboardProvider');
  return keyboard;
}

/** The keymap in use; outside `KeyboardProvider`, that of the table. */
export function useKeymap(): Keymap {
  const keys = useContext(KeyboardContext)?.keys;
  return useSyncExternalStore(keys?.subscribe ?? subscribeToNothing, keys?.current ?? tableOnly);
}

export function useChangeKeymap(): (keymap: Keymap) => void {
  return useKeyboard().keys.change;
}

/** While a recorder is given and the component is there, it hears every key, and nothing else on the page does. */
export function useKeyRecorder(recorder: KeyRecorder | null): void {
  const keyboard = useKeyboard();
  const latest = useRef(recorder);
  latest.current = recorder;
  const isOn = recorder !== null;
  useEffect(() => {
    if (!isOn) return;
    const own: KeyRecorder = (press) => latest.current?.(press);
    keyboard.recorder = own;
    return () => {
      if (keyboard.recorder === own) keyboard.recorder = null;
    };
  }, [keyboard, isOn]);
}

function subscribeToNothing(): () => void {
  return () => undefined;
}

function tableOnly(): Keymap {
  return defaultKeymap;
}

/**
 * Offers commands while the component is on screen. The functions may change at every render; the offer is renewed only
 * when the set of commands changes. A command given as null is not offered.
 */
export function useCommands(commands: Partial<Record<CommandId, (() => void) | null>>): void {
  const { registry } = useKeyboard();
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
  const { registry } = useKeyboard();
  useEffect(() => registry.register(offers), [registry, offers]);
}

/** All commands that can be carried out now. */
export function useAvailableCommands(): readonly AvailableCommand[] {
  const { registry } = useKeyboard();
  return useSyncExternalStore(registry.subscribe, registry.available);
}
