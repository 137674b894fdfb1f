/** Which engine and which challenges this page has. */
import { challengeHashes, engine } from 'virtual:identities';
import { assert } from '../../base';
import type { EngineIdentity } from '../../model';
import { openedChallenge } from '../catalogue';

export const engineIdentity: EngineIdentity = engine;

/** Hash of a challenge of this page; null if it has none of this slug. */
export function knownChallengeHash(slug: string): string | null {
  const opened = openedChallenge(slug);
  if (opened) return opened.hash;
  return Object.hasOwn(challengeHashes, slug) ? (challengeHashes[slug] ?? null) : null;
}

/** Hash of a challenge that this page is known to have. */
export function challengeHash(slug: string): string {
  const hash = knownChallengeHash(slug);
  assert(hash !== null, `the build knows the challenge ${slug}`);
  return hash;
}
