/** The challenges that an invite can be for on this page. */
import type { KnownChallenge } from '../../submission';
import { challenges } from '../catalogue';
import { challengeHash } from '../record';

export function knownChallenges(): readonly KnownChallenge[] {
  return challenges.map(({ slug }) => ({ slug, hash: challengeHash(slug) }));
}
