/**
 * The candidate's own key: reviewers seal their feedback to it. It is made once and kept in this browser, in a database of its
 * own. It opens feedback and nothing else, so it is not locked with a passphrase.
 */
import { createIdentity, type Identity, identitiesIn, recipientOf } from '../../submission';

export interface CandidateKey extends Identity {
  /** False if the browser does not store it: it ends with the page. */
  readonly isKept: boolean;
}

const databaseName = 'interleave-candidate';
const storeName = 'key';
const keyName = 'own';

let known: Promise<CandidateKey> | null = null;

/** The key of this browser, made now if there is none. The same for as long as the page lives. */
export function candidateKey(): Promise<CandidateKey> {
  known ??= readCandidateKey();
  return known;
}

/** The text of a backup: an identity file as the `age` tool reads it. */
export function encodeCandidateKey({ secret, recipient }: Identity): string {
  return `# Opens feedback on work that was handed in from this browser.\n# public key: ${recipient}\n${secret}\n`;
}

/** What is stored now; a key is made and stored if there is none. Other tabs may do the same at the same time. */
export async function readCandidateKey(): Promise<CandidateKey> {
  const made = await createIdentity();
  try {
    const database = await openDatabase();
    try {
      const stored = await answerOf(database.transaction(storeName).objectStore(storeName).get(keyName));
      const secret = secretIn(stored);
      const recipient = secret === null ? null : await recipientOf(secret);
      if (secret !== null && recipient?.kind === 'ok') return { secret, recipient: recipient.value, isKept: true };
      return await keep(database, made);
    } finally {
      database.close();
    }
  } catch {
    // IndexedDB is switched off, blocked or full.
    return { ...made, isKept: false };
  }
}

/** Stores a key unless another tab has stored one meanwhile, and answers with the one that is stored. */
async function keep(database: IDBDatabase, made: Identity): Promise<CandidateKey> {
  const store = database.transaction(storeName, 'readwrite').objectStore(storeName);
  const stored = secretIn(await answerOf(store.get(keyName)));
  if (stored === null) {
    await answerOf(store.put(made.secret, keyName));
    return { ...made, isKept: true };
  }
  const recipient = await recipientOf(stored);
  return recipient.kind === 'ok'
    ? { secret: stored, recipient: recipient.value, isKept: true }
    : { ...made, isKept: false };
}

function secretIn(stored: unknown): string | null {
  if (typeof stored !== 'string') return null;
  const secrets = identitiesIn(stored);
  return secrets.kind === 'ok' ? (secrets.value[0] ?? null) : null;
}

function openDatabase(): Promise<IDBDatabase> {
  const request = indexedDB.open(databaseName, 1);
  request.onupgradeneeded = () => request.result.createObjectStore(storeName);
  return answerOf(request);
}

function answerOf<Answer>(request: IDBRequest<Answer>): Promise<Answer> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('The database gave no answer.'));
  });
}
