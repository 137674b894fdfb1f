/** The invite that a submission names, held against those that its work log names. */
import type { Assessment, InviteMatch, Submission } from '../model';

export function matchInvites({ manifest, log }: Submission): Pick<Assessment, 'inviteMatch' | 'invitesLogged'> {
  const { invite, challenge } = manifest;
  const invitesLogged: string[] = [];
  /** Whether a part after the last invite that can be seen was left out. */
  let hides = false;
  for (const entry of log ?? []) {
    if ('redacted' in entry) hides = true;
    else if (entry.event.kind === 'invited' || (entry.event.kind === 'started' && entry.event.invite !== null)) {
      invitesLogged.push(entry.event.invite as string);
      hides = false;
    }
  }
  const match = (): InviteMatch => {
    if (invite !== null && (invite.challenge !== challenge.slug || invite.challengeHash !== challenge.hash))
      return 'other-challenge';
    const named = invite?.id ?? null;
    if (log === null) return named === null ? 'none' : 'not-told';
    const last = invitesLogged.at(-1) ?? null;
    if (last === named) return named === null ? 'none' : 'same';
    return hides ? 'not-told' : 'differs';
  };
  return { inviteMatch: match(), invitesLogged };
}
