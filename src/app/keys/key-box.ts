/**
 * The keys in this browser. Only what the passphrase locks is stored; an unlocked key lives in memory until the page is closed
 * or the key is locked again.
 */
import { err, ok, type Result } from '../../base';
import type { Problem } from '../../model';
import { createIdentity, type Identity, identitiesIn, isLockedIdentity, recipientOf } from '../../submission';
import { type KeptKey, type ReviewStore, sharedReviewStore } from '../storage';
import { isProblem, sealLink } from '../workers';
import { sampleIdentity } from './sample-identity';

export interface KeyBoxState {
  readonly keys: readonly KeptKey[];
  /** Secrets at hand by recipient. */
  readonly unlocked: ReadonlyMap<string, string>;
  readonly isLoaded: boolean;
  /** Why keys are not kept, null if they are. */
  readonly storageProblem: string | null;
}

/** A passphrase that can be guessed protects nothing. */
export const passphraseLengthMin = 12;

export class KeyBox {
  readonly #store: ReviewStore;
  readonly #listeners = new Set<() => void>();
  #state: KeyBoxState = { keys: [], unlocked: new Map(), isLoaded: false, storageProblem: null };
  #identities: readonly string[] = [sampleIdentity];

  constructor(store: ReviewStore) {
    this.#store = store;
    void this.#load();
  }

  readonly snapshot = (): KeyBoxState => this.#state;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Every secret that a file can be opened with now, that of the sample among them. The same list until it changes. */
  get identities(): readonly string[] {
    return this.#identities;
  }

  /** Makes a key and stores it locked. New invites are sealed to it from now on. */
  async create(name: string, passphrase: string): Promise<Result<KeptKey, Problem>> {
    const { secret } = await createIdentity();
    return this.#keep(name, secret, passphrase);
  }

  /**
   * Takes in a key from a file: a backup that is locked, or a bare `AGE-SECRET-KEY-1…`, which is then locked.
   * @param passphrase that opens the backup, or that the bare key is locked with
   */
  async take(name: string, text: string, passphrase: string): Promise<Result<KeptKey, Problem>> {
    if (isLockedIdentity(text)) {
      const opened = await unlockAside(text, passphrase);
      if (opened.kind === 'err') return opened;
      return this.#put({ name, recipient: opened.value.recipient, locked: text }, opened.value.secret);
    }
    const found = identitiesIn(text);
    if (found.kind === 'err') return found;
    const [secret] = found.value;
    if (secret === undefined || found.value.length > 1)
      return err({ code: 'key-invalid', sentence: 'The file holds several keys. Take them in one by one.' });
    return this.#keep(name, secret, passphrase);
  }

  async unlock(recipient: string, passphrase: string): Promise<Result<null, Problem>> {
    const key = this.#state.keys.find((one) => one.recipient === recipient);
    if (!key) return err({ code: 'key-invalid', sentence: 'This key is not in this browser any more.' });
    const opened = await unlockAside(key.locked, passphrase);
    if (opened.kind === 'err') return opened;
    this.#open(recipient, opened.value.secret);
    return ok(null);
  }

  /** Forgets the secret; the stored, locked key stays. */
  lock(recipient: string): void {
    const unlocked = new Map(this.#state.unlocked);
    unlocked.delete(recipient);
    this.#set({ unlocked });
  }

  /** New invites are sealed to this key; the others still open what was sealed to them. */
  async makeCurrent(recipient: string): Promise<void> {
    const keys = this.#state.keys.map((key) => ({ ...key, isCurrent: key.recipient === recipient }));
    this.#set({ keys });
    await this.#stored(() => this.#store.putKeys(keys));
  }

  /** Removes a key for good: without a backup, what was sealed to it alone can never be opened. */
  async remove(recipient: string): Promise<void> {
    this.lock(recipient);
    const keys = this.#state.keys.filter((key) => key.recipient !== recipient);
    this.#set({ keys });
    await this.#stored(() => this.#store.removeKey(recipient));
    const [first] = keys;
    if (first && !keys.some(({ isCurrent }) => isCurrent)) await this.makeCurrent(first.recipient);
  }

  async #keep(name: string, secret: string, passphrase: string): Promise<Result<KeptKey, Problem>> {
    if (passphrase.length < passphraseLengthMin) {
      return err({
        code: 'passphrase-wrong',
        sentence: `The passphrase has ${passphrase.length} characters. Take at least ${passphraseLengthMin}: four or five words that nobody would put together.`,
      });
    }
    const recipient = await recipientOf(secret);
    if (recipient.kind === 'err') return recipient;
    const locked = await lockAside(secret, passphrase);
    if (locked.kind === 'err') return locked;
    return this.#put({ name, recipient: recipient.value, locked: locked.value }, secret);
  }

  async #put(
    { name, recipient, locked }: Pick<KeptKey, 'name' | 'recipient' | 'locked'>,
    secret: string,
  ): Promise<Result<KeptKey, Problem>> {
    const others = this.#state.keys.filter((key) => key.recipient !== recipient);
    const key: KeptKey = { name: name.trim() || 'Key', recipient, locked, createdAt: Date.now(), isCurrent: true };
    const keys = [...others.map((other) => ({ ...other, isCurrent: false })), key];
    this.#set({ keys });
    this.#open(recipient, secret);
    await this.#stored(() => this.#store.putKeys(keys));
    return ok(key);
  }

  #open(recipient: string, secret: string): void {
    this.#set({ unlocked: new Map(this.#state.unlocked).set(recipient, secret) });
  }

  async #load(): Promise<void> {
    const keys = await this.#stored(() => this.#store.keys());
    this.#set({ keys: [...(keys ?? [])].sort((one, other) => one.createdAt - other.createdAt), isLoaded: true });
  }

  async #stored<Answer>(action: () => Promise<Answer>): Promise<Answer | undefined> {
    try {
      return await action();
    } catch (error) {
      this.#set({ storageProblem: error instanceof Error ? error.message : String(error) });
      return undefined;
    }
  }

  #set(change: Partial<KeyBoxState>): void {
    this.#state = { ...this.#state, ...change };
    if (change.unlocked) this.#identities = [...this.#state.unlocked.values(), sampleIdentity];
    for (const listener of this.#listeners) listener();
  }
}

/** Locking takes about a second of work and much memory, so it is done in a worker. */
async function lockAside(secret: string, passphrase: string): Promise<Result<string, Problem>> {
  try {
    return ok(await sealLink().guarded((to) => to.api.lock(secret, passphrase)));
  } catch (problem) {
    if (isProblem(problem)) return err(problem);
    throw problem;
  }
}

async function unlockAside(text: string, passphrase: string): Promise<Result<Identity, Problem>> {
  try {
    return await sealLink().guarded<Result<Identity, Problem>>((to) => to.api.unlock(text, passphrase));
  } catch (problem) {
    if (isProblem(problem)) return err(problem);
    throw problem;
  }
}

let box: KeyBox | null = null;

export function sharedKeyBox(): KeyBox {
  box ??= new KeyBox(sharedReviewStore());
  return box;
}
