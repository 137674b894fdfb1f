/** What files are called when they are saved. */
import type { SubmissionManifest } from '../model';

/** `paxos-00112233.interleave.age` with an invite, `paxos-2026-03-02.interleave.age` without. */
export function submissionFileName({
  challenge,
  invite,
  createdAt,
}: Pick<SubmissionManifest, 'challenge' | 'invite' | 'createdAt'>): string {
  return `${challenge.slug}-${invite === null ? createdAt.slice(0, 10) : invite.id.slice(0, 8)}.interleave.age`;
}

export function hiddenBoundsFileName(challenge: string): string {
  return `${challenge}.hidden.json`;
}

/** The name of a key with everything replaced that file systems do not like. */
export function keyFileName(name: string): string {
  const tame = name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
    .slice(0, 60);
  return `${tame === '' ? 'key' : tame}.interleave-key.age`;
}

export function feedbackFileName(challenge: string): string {
  return `${challenge}.feedback.age`;
}
