/**
 * When work was last saved, kept apart from the work: if the mark is there and the work is not, the browser has removed
 * it, and the person should know.
 */

const prefix = 'interleave.saved.';

export function markSaved(challenge: string, at: number): void {
  try {
    localStorage.setItem(prefix + challenge, String(at));
  } catch {
    // Without the mark a removal would go unnoticed; the save itself is complete.
  }
}

/** Time of the last save in milliseconds since 1970; null if there was none, or the mark cannot be read. */
export function lastSavedAt(challenge: string): number | null {
  try {
    const at = Number(localStorage.getItem(prefix + challenge) ?? Number.NaN);
    return Number.isFinite(at) ? at : null;
  } catch {
    // Storage is blocked: then nothing was ever saved here.
    return null;
  }
}

export function forgetSaved(challenge: string): void {
  try {
    localStorage.removeItem(prefix + challenge);
  } catch {
    // Storage is blocked: there is no mark.
  }
}
