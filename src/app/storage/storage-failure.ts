/** Failures of IndexedDB in words that the screen knows. */
import { StorageFailure } from './work-storage';

/** Does something with a database. Whatever fails is a `StorageFailure`. */
export async function attempt<Answer>(action: () => Promise<Answer>): Promise<Answer> {
  try {
    return await action();
  } catch (error) {
    const names = [nameOf(error), nameOf((error as { inner?: unknown } | null)?.inner)];
    const message = error instanceof Error ? error.message : String(error);
    throw new StorageFailure(names.includes('QuotaExceededError') ? 'full' : 'unavailable', message);
  }
}

function nameOf(error: unknown): string {
  return error instanceof Error || error instanceof DOMException ? error.name : '';
}
