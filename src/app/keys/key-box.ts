/**
 * The keys in this browser. Only what the passphrase locks is stored; an unlocked key lives in memory until the page is closed
 * or the key is locked again.
 */
import { err, ok, type Result } from '../../base';
import type { Problem } from '../../model';
import { createIdentity, type Identity, identitiesIn, isLockedIdentity, recipientOf } from '../../submission';
import { type Keeping, type KeptKey, KeptState, type ReviewStore, sharedReviewStore } from '../storage';
import { isProblem, sealLink } from '../workers';
import { sampleIdentity } from './sample-identity';

export interface KeyBoxState extends Keeping {
  readonly keys: readonly KeptKey[];
  /** Secrets at hand by recipient. */
  readonly unlocked: ReadonlyMap<string, string>;
  readonly isLoaded: boolean;
}

/** A passphrase that can be guessed protects nothing. */
export const passphraseLengthMin = 12;

export class KeyBox extends KeptState<KeyBoxState> {
  readonly #store: ReviewStore;
  #identities: { readonly of: KeyBoxState['unlocked']; readonly list: readonly string[] } | undefined;

  constructor(store: ReviewStore) {
    super({ keys: [], unlocked: new Map(), isLoaded: false, storageProblem: null });
    this.#store = store;
    void this.#load();
  }

  /** Every secret that a file can be opened with now, that of the sample among them. The same list until it changes. */
  get identities(): readonly string[] {
    const { unlocked } = this.snapshot();
    if (this.#identities?.of !== unlocked)
      this.#identities = { of: unlocked, list: [...unlocked.values(), sampleIdentity] };
    return this.#identities.list;
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
    const key = this.snapshot().keys.find((one) => one.recipient === recipient);
    if (!key) return err({ code: 'key-invalid', sentence: 'This key is not in this browser any more.' });
    const opened = await unlockAside(key.locked, passphrase);
    if (opened.kind === 'err') return opened;
    this.#open(recipient, opened.value.secret);
    return ok(null);
  }

  /** Forgets the secret; the stored, locked key stays. */
  lock(recipient: string): void {
    const unlocked = new Map(this.snapshot().unlocked);
    unlocked.delete(recipient);
    this.change({ unlocked });
  }

  /** New invites are sealed to this key; the others still open what was sealed to them. */
  async makeCurrent(recipient: string): Promise<void> {
    const keys = this.snapshot().keys.map((key) => ({ ...key, isCurrent: key.recipient === recipient }));
    this.change({ keys });
    await this.stored(() => this.#store.putKeys(keys));
  }

  /** Removes a key for good: without a backup, what was sealed to it alone can never be opened. */
  async remove(recipient: string): Promise<void> {
    this.lock(recipient);
    const keys = this.snapshot().keys.filter((key) => key.recipient !== recipient);
    this.change({ keys });
    await this.stored(() => this.#store.removeKey(recipient));
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
    const others = this.snapshot().keys.filter((key) => key.recipient !== recipient);
    const key: KeptKey = { name: name.trim() || 'Key', recipient, locked, createdAt: Date.now(), isCurrent: true };
    const keys = [...others.map((other) => ({ ...other, isCurrent: false })), key];
    this.change({ keys });
    this.#open(recipient, secret);
    await this.stored(() => this.#store.putKeys(keys));
    return ok(key);
  }

  #open(recipient: string, secret: string): void {
    this.change({ unlocked: new Map(this.snapshot().unlocked).set(recipient, secret) });
  }

  async #load(): Promise<void> {
    const kept = (await this.stored(() => this.#store.keys())) ?? [];
    // A key that was made meanwhile is the current one, and newer than what is kept of it.
    const made = this.snapshot().keys;
    const others = kept.filter((key) => !made.some(({ recipient }) => recipient === key.recipient));
    const before = made.length > 0 ? others.map((key) => ({ ...key, isCurrent: false })) : others;
    const keys = [...before, ...made].sort((one, other) => one.createdAt - other.createdAt);
    this.change({ keys, isLoaded: true });
    if (made.length > 0) await this.stored(() => this.#store.putKeys(keys));
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
