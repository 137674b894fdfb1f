/** What a candidate is sent, and what is kept back. */
import { fileURLToPath } from 'node:url';
import { challengeBySlug, challenges } from '../../challenges';
import { completeBounds } from '../check';
import type { Challenge, Invite, NamedBounds } from '../model';
import {
  createHiddenBounds,
  decodeHiddenBounds,
  drawInviteId,
  drawSalt,
  encodeHiddenBounds,
  encodeInvite,
  hiddenBoundsHash,
  inviteRecipientsMax,
  isRecipient,
} from '../submission';
import { readIdentities } from './identity';
import { writeNew } from './keys';
import { readBytes } from './review-files';

const root = fileURLToPath(new URL('../..', import.meta.url));

export interface InviteOptions {
  readonly recipient: readonly string[];
  readonly from: string;
  readonly hidden?: string;
  readonly minutes?: number;
  readonly site?: string;
}

export interface HiddenOptions {
  readonly bounds: readonly NamedBounds[];
  readonly out: string;
}

/** Prints an invite. A sentence if the options make none. */
export function printInvite(
  slug: string,
  { recipient, from, hidden, minutes, site }: InviteOptions,
): string | undefined {
  const challenge = challengeBySlug(slug);
  if (challenge === undefined) return unknownChallenge(slug);
  const wrong = recipient.find((key) => !isRecipient(key));
  if (wrong !== undefined) return `"${wrong}" is no public key of age. Such a key begins with age1.`;
  if (recipient.length === 0) return 'Nobody could open the answer. Name a public key with --recipient.';
  if (recipient.length > inviteRecipientsMax) return `An invite has at most ${inviteRecipientsMax} recipients.`;
  if (from.length > 100 || /\p{Cc}/u.test(from)) return 'The name after --from is one line of at most 100 characters.';
  const challengeHash = hashOfChallenge(challenge);
  let hiddenHash: string | null = null;
  if (hidden !== undefined) {
    const bytes = readBytes(hidden);
    const pack = bytes.kind === 'ok' ? decodeHiddenBounds(bytes.value) : bytes;
    if (pack.kind === 'err') return `"${hidden}": ${pack.error.sentence}`;
    if (pack.value.challenge !== challenge.slug)
      return `"${hidden}" is for the challenge ${pack.value.challenge}, not for ${challenge.slug}.`;
    if (pack.value.challengeHash !== challengeHash)
      return `"${hidden}" was made for another version of ${challenge.slug}. Make it again with \`interleave hidden\`.`;
    hiddenHash = hiddenBoundsHash(pack.value);
  }
  const made: Invite = {
    ...{ version: 1, id: drawInviteId(), from, challenge: challenge.slug, challengeHash },
    ...{ recipients: recipient, hiddenHash, minutes: minutes ?? null },
  };
  const code = encodeInvite(made);
  process.stdout.write(site === undefined ? `${code}\n` : `${site.replace(/\/*$/, '/')}#/invite/${code}\n`);
  return undefined;
}

/** Writes a file of hidden bounds and prints their hash. A sentence if the options make none. */
export function writeHidden(slug: string, { bounds, out }: HiddenOptions): string | undefined {
  const challenge = challengeBySlug(slug);
  if (challenge === undefined) return unknownChallenge(slug);
  if (bounds.length === 0) return 'Name at least one set of bounds with --bounds.';
  const complete: NamedBounds[] = [];
  for (const { name, bounds: given } of bounds) {
    const completed = completeBounds(challenge, { ...challenge.tiers.full, ...given });
    if (completed.kind === 'err') return completed.error.sentence;
    complete.push({ name, bounds: completed.value });
  }
  const hidden = createHiddenBounds(challenge.slug, hashOfChallenge(challenge), complete, drawSalt());
  const problem = writeNew(out, encodeHiddenBounds(hidden));
  if (problem === undefined) process.stdout.write(`${hiddenBoundsHash(hidden)}\n`);
  return problem;
}

function hashOfChallenge({ slug }: Challenge): string {
  return readIdentities(root).challenges[slug] ?? '';
}

function unknownChallenge(slug: string): string {
  return `There is no challenge "${slug}". There are ${challenges.map((challenge) => challenge.slug).join(', ')}.`;
}
