export { challengeHash, engineIdentity, knownChallengeHash } from './identities';
