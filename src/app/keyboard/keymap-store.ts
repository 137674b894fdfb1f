/** The keymap in use, kept in this browser; every tab follows the one that changes it. */
import { readPreference, watchPreference, writePreference } from '../storage/preferences';
import { createKeymap, type Keymap, parseKeyChanges } from './keymap';

const name = 'keys';

export interface KeymapStore {
  current(): Keymap;
  change(keymap: Keymap): void;
  subscribe(listener: () => void): () => void;
}

export function createKeymapStore(): KeymapStore {
  const read = (): Keymap => createKeymap(parseKeyChanges(readPreference(name, isAnything, {})));
  let keymap = read();
  const listeners = new Set<() => void>();
  const tell = (): void => {
    for (const listener of listeners) listener();
  };
  let unwatch: (() => void) | null = null;
  return {
    current: () => keymap,
    change(next) {
      keymap = next;
      writePreference(name, next.changes);
      tell();
    },
    subscribe(listener) {
      listeners.add(listener);
      unwatch ??= watchPreference(name, () => {
        keymap = read();
        tell();
      });
      return () => {
        listeners.delete(listener);
        if (listeners.size > 0) return;
        unwatch?.();
        unwatch = null;
      };
    },
  };
}

/** `parseKeyChanges` looks into it. */
function isAnything(value: unknown): value is unknown {
  return value !== undefined;
}
