/** Small choices kept in this browser: pane sizes, the phase, keys. Losing them costs nothing. */

const prefix = 'interleave.';

/** The stored value if it is JSON and `isValid` accepts it, otherwise the fallback. */
export function readPreference<Value>(
  name: string,
  isValid: (value: unknown) => value is Value,
  fallback: Value,
): Value {
  try {
    const text = localStorage.getItem(prefix + name);
    if (text === null) return fallback;
    const value: unknown = JSON.parse(text);
    return isValid(value) ? value : fallback;
  } catch {
    // Blocked storage or a damaged entry: the fallback is always good enough.
    return fallback;
  }
}

export function writePreference(name: string, value: unknown): void {
  try {
    localStorage.setItem(prefix + name, JSON.stringify(value));
  } catch {
    // Blocked or full: the choice lasts until the page is closed.
  }
}

/** Calls the listener when another tab has stored this preference. The answer ends that. */
export function watchPreference(name: string, listener: () => void): () => void {
  const onStorage = ({ key }: StorageEvent): void => {
    // The key is null when everything was deleted.
    if (key === null || key === prefix + name) listener();
  };
  window.addEventListener('storage', onStorage);
  return () => window.removeEventListener('storage', onStorage);
}
