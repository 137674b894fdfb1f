/** What a candidate is sent, and what is kept back. */
import { fileURLToPath } from 'node:url';
import { challengeBySlug, challenges } from '../../challenges';
import { err, ok, type Result } from '../base';
import { completeBounds } from '../check';
import type { ChallengeData, Invite, NamedBounds } from '../model';
import {
  createHiddenBounds,
  decodeHiddenBounds,
  drawInviteId,
  drawSalt,
  encodeHiddenBounds,
  encodeInvite,
  encodePackLink,
  hiddenBoundsHash,
  inviteLink,
  inviteRecipientsMax,
  isRecipient,
} from '../submission';
import { gradePackAt } from './grade-packs';
import { readIdentities } from './identity';
import { writeNew } from './keys';
import { placeOf } from './load-challenge';
import { readBytes } from './review-files';
import { hiddenSources } from './variants';

const root = fileURLToPath(new URL('../..', import.meta.url));

export interface InviteOptions {
  readonly recipient: readonly string[];
  readonly from: string;
  readonly hidden?: string;
  readonly minutes?: number;
  readonly site?: string;
  readonly withPack?: boolean;
}

export interface HiddenOptions {
  readonly bounds: readonly NamedBounds[];
  readonly out: string;
}

/** What somebody is invited to. */
interface AskedChallenge {
  readonly data: ChallengeData;
  readonly hash: string;
  /** The archive of a pack's public part; null for a challenge of the catalogue. */
  readonly archive: Uint8Array | null;
}

/**
 * Prints an invite. A sentence if the options make none.
 * @param name of the catalogue, or of a pack
 */
export function printInvite(
  name: string,
  { recipient, from, hidden, minutes, site, withPack = false }: InviteOptions,
): string | undefined {
  const asked = askedChallenge(name);
  if (asked.kind === 'err') return asked.error;
  const { data: challenge, hash: challengeHash, archive } = asked.value;
  const wrong = recipient.find((key) => !isRecipient(key));
  if (wrong !== undefined) return `"${wrong}" is no public key of age. Such a key begins with age1.`;
  if (recipient.length === 0) return 'Nobody could open the answer. Name a public key with --recipient.';
  if (recipient.length > inviteRecipientsMax) return `An invite has at most ${inviteRecipientsMax} recipients.`;
  if (from.length > 100 || /\p{Cc}/u.test(from)) return 'The name after --from is one line of at most 100 characters.';
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
  if (withPack && (archive === null || site === undefined))
    return '--with-pack puts a pack into a link: name a pack, and the address of the app with --site.';
  const pack = withPack && archive !== null ? encodePackLink(archive) : null;
  if (withPack && pack === null)
    return 'The pack is too long for a link. Leave --with-pack out, and send its archive with the invite.';
  const text = site === undefined ? encodeInvite(made) : inviteLink(site.replace(/\/*$/, '/'), made, pack);
  process.stdout.write(`${text}\n`);
  if (archive !== null && pack === null)
    process.stderr.write(
      `interleave: Send the archive of the pack with the invite: without it nobody can follow it. Its hash is ${challengeHash}.\n`,
    );
  return undefined;
}

/** Writes a file of hidden bounds and prints their hash. A sentence if the options make none. */
export function writeHidden(name: string, { bounds, out }: HiddenOptions): string | undefined {
  const asked = askedChallenge(name);
  if (asked.kind === 'err') return asked.error;
  const { data: challenge, hash } = asked.value;
  if (bounds.length === 0) return 'Name at least one set of bounds with --bounds.';
  const complete: NamedBounds[] = [];
  for (const { name: label, bounds: given } of bounds) {
    const completed = completeBounds(challenge, { ...challenge.tiers.full, ...given });
    if (completed.kind === 'err') return completed.error.sentence;
    complete.push({ name: label, bounds: completed.value });
  }
  const hidden = createHiddenBounds(challenge.slug, hash, complete, drawSalt(), hiddenSources(placeOf(name)));
  const problem = writeNew(out, encodeHiddenBounds(hidden));
  if (problem === undefined) process.stdout.write(`${hiddenBoundsHash(hidden)}\n`);
  return problem;
}

function askedChallenge(name: string): Result<AskedChallenge, string> {
  const challenge = challengeBySlug(name);
  if (challenge !== undefined)
    return ok({ data: challenge, hash: readIdentities(root).challenges[challenge.slug] ?? '', archive: null });
  if (placeOf(name).kind === 'catalogue')
    return err(
      `There is no challenge "${name}". There are ${challenges.map(({ slug }) => slug).join(', ')}. A pack is named by its archive, or by its folder, as in ./my-challenge.`,
    );
  const given = gradePackAt(name);
  if (given.kind === 'err') return given;
  const { pack, archive } = given.value;
  return ok({ data: pack.definition.manifest, hash: pack.hash, archive });
}
