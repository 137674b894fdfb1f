/** Locks and unlocks keys: a second of work and much memory, away from the page. */
import { expose } from 'comlink';
import { lockIdentity, unlockIdentity } from '../src/submission';
import type { KeyWorker } from './api';

const worker: KeyWorker = {
  lock: (secret, passphrase) => lockIdentity(secret, passphrase),
  unlock: (text, passphrase) => unlockIdentity(text, passphrase),
};

expose(worker);
