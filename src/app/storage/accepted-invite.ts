/** The invite that the candidate has accepted last for a challenge. The work takes it over when it is opened. */
import type { Invite } from '../../model';
import { readPreference, writePreference } from './preferences';

const nameOf = (challenge: string): string => `invite.${challenge}`;

export function acceptInvite(invite: Invite): void {
  writePreference(nameOf(invite.challenge), invite);
}

/** Null if there is none. */
export async function acceptedInvite(challenge: string): Promise<Invite | null> {
  const stored = readPreference(nameOf(challenge), (value): value is unknown => value !== undefined, null);
  if (stored === null) return null;
  const { parseInvite } = await import('./work-schema');
  return parseInvite(stored, challenge);
}
