/** Failures of IndexedDB in words that the screen knows. */
import { StorageFailure } from './work-storage';

/** Does something with a database. Whatever fails is a `StorageFailure`. */
export async function attempt<Answer>(action: () => Promise<Answer>): Promise<Answer> {
  try {
    return await action();
  } catch (error) {
    throw storageFailureOf(error);
  }
}

function storageFailureOf(error: unknown): StorageFailure {
  if (error instanceof StorageFailure) return error;
  const inner = (error as { inner?: unknown } | null)?.inner;
  if (inner instanceof StorageFailure) return inner;
  const failures = (error as { failures?: readonly unknown[] } | null)?.failures ?? [];
  const names = [error, inner, ...failures].map(nameOf);
  const message = error instanceof Error ? error.message : String(error);
  return new StorageFailure(names.includes('QuotaExceededError') ? 'full' : 'unavailable', message);
}

function nameOf(error: unknown): string {
  return error instanceof Error || error instanceof DOMException ? error.name : '';
}
