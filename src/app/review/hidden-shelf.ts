/** The hidden bounds in this browser, for the submissions whose invite promises them. */
import type { HiddenBounds, Submission } from '../../model';
import { chooseHidden, decodeHiddenBounds, encodeHiddenBounds, hiddenBoundsHash } from '../../submission';
import { sharedReviewStore } from '../storage';

const shelf = new Map<string, HiddenBounds>();
const listeners = new Set<() => void>();
let snapshot: readonly HiddenBounds[] = [];

/** Reads what is kept. Where the browser keeps nothing, the shelf begins empty. */
export async function loadHiddenBounds(): Promise<void> {
  const kept = await sharedReviewStore()
    .hiddenBounds()
    .catch(() => []);
  for (const { text } of kept) {
    const read = decodeHiddenBounds(new TextEncoder().encode(text));
    if (read.kind === 'ok') put(read.value);
  }
}

/** Keeps hidden bounds; where that fails they last until the page is closed. */
export async function addHiddenBounds(bounds: HiddenBounds): Promise<void> {
  put(bounds);
  await sharedReviewStore()
    .putHiddenBounds({ hash: hiddenBoundsHash(bounds), text: encodeHiddenBounds(bounds) })
    .catch(() => undefined);
}

export function shelvedHiddenBounds(): readonly HiddenBounds[] {
  return snapshot;
}

export function onHiddenBounds(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Those that the invite promises; else any of the same challenge, which are then said not to be those promised. */
export function hiddenBoundsFor(submission: Submission): HiddenBounds | null {
  return chooseHidden(submission, snapshot);
}

function put(bounds: HiddenBounds): void {
  shelf.set(hiddenBoundsHash(bounds), bounds);
  snapshot = [...shelf.values()];
  for (const listener of listeners) listener();
}
