/** Keys for components. */
import { useSyncExternalStore } from 'react';
import { type KeyBoxState, sharedKeyBox } from './key-box';

export interface IdentitiesHandle {
  /** Secrets that are unlocked now; the same list until that changes. */
  readonly identities: readonly string[];
  /** Whether there are keys that are not unlocked. */
  readonly isLocked: boolean;
  readonly keys: readonly { readonly name: string; readonly recipient: string; readonly isCurrent: boolean }[];
}

export function useKeyBox(): KeyBoxState {
  const box = sharedKeyBox();
  return useSyncExternalStore(box.subscribe, box.snapshot);
}

export function useIdentities(): IdentitiesHandle {
  const { keys, unlocked } = useKeyBox();
  return {
    identities: sharedKeyBox().identities,
    isLocked: keys.some(({ recipient }) => !unlocked.has(recipient)),
    keys,
  };
}
