/** Seals work, and locks and unlocks keys: seconds of work and much memory, away from the page. */
import { expose } from 'comlink';
import { lockIdentity, packSubmission, seal, unlockIdentity } from '../src/submission';
import type { SealWorker } from './api';

const worker: SealWorker = {
  async seal(parts, recipients) {
    const packed = packSubmission(parts);
    return packed.kind === 'ok' ? seal(packed.value, recipients) : packed;
  },
  lock: (secret, passphrase) => lockIdentity(secret, passphrase),
  unlock: (text, passphrase) => unlockIdentity(text, passphrase),
};

expose(worker);
