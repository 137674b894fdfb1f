/**
 * Checkpoints in the browser's IndexedDB, one for each challenge. Written piece by piece under a new generation, which takes
 * the place of the one before in a single transaction when it is complete: what is found is always whole.
 */
import type { KeptCheck } from '../src/model';

export const checkpointDatabaseName = 'interleave-checkpoints';

/** Larger checkpoints are not kept: they would leave the browser no space for the work itself. */
const bytesMax = 1_000_000_000;

/** What is written down beside the pieces. */
export interface KeptRecord extends KeptCheck {
  readonly challenge: string;
  /** See `identifyCheck`. */
  readonly key: string;
  readonly generation: number;
}

/** Thrown where a checkpoint would be too large to keep. */
export class TooLargeError extends Error {
  override readonly name = 'QuotaExceededError';
}

const checks = 'checks';
const pieces = 'pieces';

/** The record of a challenge, undefined if nothing is kept of it. */
export async function readKept(challenge: string): Promise<KeptRecord | undefined> {
  const record: unknown = await inDatabase('readonly', (of) => of(checks).get(challenge));
  return isRecord(record) ? record : undefined;
}

/** The pieces of a record, in order. Ends early where one is gone. */
export async function* keptPieces({ challenge, generation }: KeptRecord): AsyncGenerator<Uint8Array, void> {
  for (let index = 0; ; index++) {
    const piece: unknown = await inDatabase('readonly', (of) => of(pieces).get([challenge, generation, index]));
    if (!(piece instanceof Uint8Array)) return;
    yield piece;
  }
}

/**
 * Keeps a checkpoint in place of the one before. False if it was given up on the way; what was kept before is kept still then,
 * as it is where this rejects.
 *
 * @param goOn called after each piece
 */
export async function writeKept(
  record: Omit<KeptRecord, 'generation'>,
  written: Iterable<Uint8Array<ArrayBuffer>>,
  goOn: () => boolean,
): Promise<boolean> {
  const { challenge } = record;
  const before = await readKept(challenge);
  // Another tab may write at the same time; each has generations of its own.
  const generation = Math.max(Date.now(), (before?.generation ?? 0) + 1) + Math.random();
  let bytes = 0;
  let index = 0;
  try {
    for (const piece of written) {
      bytes += piece.length;
      if (bytes > bytesMax) throw new TooLargeError(`more than ${bytesMax} bytes`);
      await inDatabase('readwrite', (of) => of(pieces).put(piece, [challenge, generation, index]));
      index++;
      if (!goOn()) {
        await forgetPieces(challenge, generation);
        return false;
      }
    }
    const count = await inDatabase('readwrite', (of) => {
      const counted = of(pieces).count(ownPieces(challenge, generation));
      counted.onsuccess = () => {
        // Another tab that kept a later one has removed pieces of this one.
        if (counted.result !== index) return;
        of(pieces).delete(IDBKeyRange.bound([challenge], [challenge, generation], false, true));
        of(checks).put({ ...record, generation }, challenge);
      };
      return counted;
    });
    return count === index;
  } catch (error) {
    await forgetPieces(challenge, generation).catch(() => undefined);
    throw error;
  }
}

/** Removes what is kept of a challenge; with a key, only if it is of that check. */
export async function forgetKept(challenge: string, key?: string): Promise<void> {
  const record = await readKept(challenge);
  if (record === undefined || (key !== undefined && record.key !== key)) return;
  await inDatabase('readwrite', (of) => {
    of(checks).delete(challenge);
    return of(pieces).delete(IDBKeyRange.bound([challenge], [challenge, []]));
  });
}

async function forgetPieces(challenge: string, generation: number): Promise<void> {
  await inDatabase('readwrite', (of) => of(pieces).delete(ownPieces(challenge, generation)));
}

/** The keys of all pieces of a generation: a list comes behind every number. */
function ownPieces(challenge: string, generation: number): IDBKeyRange {
  return IDBKeyRange.bound([challenge, generation], [challenge, generation, []]);
}

let opened: Promise<IDBDatabase> | undefined;

/** Runs one transaction and answers with the result of its last request, once all is stored. */
async function inDatabase<Value>(
  mode: IDBTransactionMode,
  act: (of: (name: string) => IDBObjectStore) => IDBRequest<Value>,
): Promise<Value> {
  opened ??= open();
  const database = await opened.catch((error: unknown) => {
    opened = undefined;
    throw error;
  });
  return new Promise((resolve, reject) => {
    const transaction = database.transaction([checks, pieces], mode);
    const request = act((name) => transaction.objectStore(name));
    transaction.oncomplete = () => resolve(request.result);
    transaction.onabort = () => reject(transaction.error ?? new Error('the transaction was given up'));
    transaction.onerror = () => reject(transaction.error ?? new Error('the transaction failed'));
  });
}

function open(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(checkpointDatabaseName, 1);
    request.onupgradeneeded = () => {
      request.result.createObjectStore(checks);
      request.result.createObjectStore(pieces);
    };
    request.onsuccess = () => {
      const database = request.result;
      // A tab that wants to remove or renew the database must not wait for this one.
      database.onversionchange = () => {
        database.close();
        opened = undefined;
      };
      resolve(database);
    };
    request.onerror = () => reject(request.error ?? new Error('the database cannot be opened'));
    request.onblocked = () => reject(new Error('the database is blocked'));
  });
}

/** What was stored may be of another version of this page. */
function isRecord(value: unknown): value is KeptRecord {
  if (typeof value !== 'object' || value === null) return false;
  const fields = value as Readonly<Record<string, unknown>>;
  return (
    typeof fields.challenge === 'string' &&
    typeof fields.key === 'string' &&
    typeof fields.bounds === 'object' &&
    fields.bounds !== null &&
    typeof fields.switches === 'object' &&
    fields.switches !== null &&
    (fields.explore === 'first' || fields.explore === 'all') &&
    ['generation', 'distinct', 'elapsedMs', 'savedAt'].every((name) => typeof fields[name] === 'number')
  );
}
