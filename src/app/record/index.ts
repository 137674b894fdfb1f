export { challengeHash, engineIdentity, knownChallengeHash } from './identities';
export { type SaveState, useWork, type WorkHandle } from './use-work';
