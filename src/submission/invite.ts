/**
 * Invites as the short text in a link. Bytes: version 1; id, 16; hash of the challenge, 32; flags (1: hidden bounds,
 * 2: time allowed); hash of the hidden bounds, 32, if there are any; minutes, 2, if limited; number of recipients and 32
 * each; length, 1, and ASCII of the slug; length, 2, and UTF-8 of who invites; the first 4 bytes of the SHA-256 of all that.
 * Numbers are big-endian. The text is base64url without padding (RFC 4648, section 5).
 */
import * as z from 'zod';
import { assert, ok, type Result, Sha256 } from '../base';
import { type Invite, type Problem, packHashStart } from '../model';
import { fromBase64Url, toBase64Url } from './base64url';
import { bytesOfHex, hexOf } from './draw';
import { quoted, refuse } from './problems';
import { recipientBytes, recipientOfBytes } from './recipient';
import { hash, inviteId, recipient, slug } from './schema-words';
import { decodeUtf8 } from './utf8';

export const inviteRecipientsMax = 16;
/** A week. */
export const inviteMinutesMax = 10_080;

export const inviteSchema = z.strictObject({
  version: z.literal(1),
  id: inviteId,
  from: z
    .string()
    .max(100)
    .refine((from) => !/[\p{Cc}\p{Cs}]/u.test(from), 'must be one line'),
  challenge: slug,
  challengeHash: hash,
  recipients: z.array(recipient).min(1).max(inviteRecipientsMax),
  hiddenHash: hash.nullable(),
  minutes: z.int().min(1).max(inviteMinutesMax).nullable(),
});

const version = 1;
const checksumBytes = 4;
const codeLengthMax = 2_000;
const hasHidden = 1;
const hasMinutes = 2;

/**
 * The text for a link: some 150 to 220 characters with one recipient.
 * @param invite `from` of one line and at most 100 characters, 1 to 16 recipients, at most a week
 */
export function encodeInvite(invite: Invite): string {
  assert(inviteSchema.safeParse(invite).success, 'an invite that is encoded keeps its limits');
  const { hiddenHash, minutes } = invite;
  const from = new TextEncoder().encode(invite.from);
  const challenge = new TextEncoder().encode(invite.challenge);
  const body = [
    version,
    ...bytesOfHex(invite.id),
    ...bytesOfHex(invite.challengeHash),
    (hiddenHash === null ? 0 : hasHidden) | (minutes === null ? 0 : hasMinutes),
    ...(hiddenHash === null ? [] : bytesOfHex(hiddenHash)),
    ...(minutes === null ? [] : [minutes >> 8, minutes & 255]),
    invite.recipients.length,
    ...invite.recipients.flatMap((key) => [...(recipientBytes(key) ?? [])]),
    challenge.length,
    ...challenge,
    // 100 UTF-16 units are at most 300 bytes, of which two tell the number.
    from.length >> 8,
    from.length & 255,
    ...from,
  ];
  const bytes = Uint8Array.from(body);
  return toBase64Url(Uint8Array.from([...bytes, ...checksumOf(bytes)]));
}

/** The invite in a text, or in a link to it. */
export function decodeInvite(text: string): Result<Invite, Problem> {
  const inLink = /#\/invite\/([^/#\s]*)/.exec(text)?.[1];
  const code = inLink ?? text.trim().split(/[/#]/).at(-1) ?? '';
  const bytes = code.length <= codeLengthMax ? fromBase64Url(code) : null;
  if (bytes === null || bytes.length <= checksumBytes) return notWhole();
  const body = bytes.subarray(0, -checksumBytes);
  const isWhole = checksumOf(body).every((byte, at) => byte === bytes[body.length + at]);
  if (!isWhole) return notWhole();
  if ((body[0] as number) > version)
    return refuse('bundle-newer', 'The invite was made by a newer version of this site. Reload the page to get it.');
  const parsed = inviteSchema.safeParse(read(body));
  return parsed.success ? ok(parsed.data) : notWhole();
}

/** What is known of a challenge on this site. */
export interface KnownChallenge {
  readonly slug: string;
  readonly hash: string;
}

/** Why an invite cannot be followed with these challenges; null if it can. */
export function inviteProblem(invite: Invite, known: readonly KnownChallenge[]): Problem | null {
  const challenge = known.find(({ slug: name }) => name === invite.challenge);
  if (challenge?.hash === invite.challengeHash) return null;
  const sentence =
    packHashStart(invite.challenge) !== null
      ? `The invite is for a challenge from outside this site: the pack with the hash ${shortHash(invite.challengeHash)}, which this browser does not have. Open the file of the pack, or its link; it came with the invite.`
      : challenge === undefined
        ? `The invite is for the challenge ${quoted(invite.challenge)}, which this site does not have. Open the link on the site that it was made on.`
        : `The invite is for another version of the challenge ${quoted(invite.challenge)} than this site has. Reload the page; if that does not help, ask who sent the link for a new one.`;
  return { code: 'invite-foreign', sentence };
}

/** The first half of a hash in groups of four digits, for people who compare it. */
function shortHash(hash: string): string {
  return hash.slice(0, 32).replace(/(.{4})(?=.)/g, '$1 ');
}

/** What the bytes say; null if they end too early or too late. */
function read(bytes: Uint8Array): unknown {
  let at = 1;
  const take = (count: number): Uint8Array => {
    at += count;
    return bytes.subarray(at - count, at);
  };
  const byte = (): number => take(1)[0] ?? 0;
  const id = hexOf(take(16));
  const challengeHash = hexOf(take(32));
  const flags = byte();
  if (flags > (hasHidden | hasMinutes)) return null;
  const hiddenHash = flags & hasHidden ? hexOf(take(32)) : null;
  const minutes = flags & hasMinutes ? byte() * 256 + byte() : null;
  const recipients = Array.from({ length: byte() }, () => recipientOfBytes(take(32)));
  const challenge = decodeUtf8(take(byte()));
  const from = decodeUtf8(take(byte() * 256 + byte()));
  return at === bytes.length ? { version, id, from, challenge, challengeHash, recipients, hiddenHash, minutes } : null;
}

function checksumOf(bytes: Uint8Array): Uint8Array {
  return new Sha256().add(bytes).finish().subarray(0, checksumBytes);
}

function notWhole(): Result<never, Problem> {
  return refuse(
    'invite-invalid',
    'This is no invite, or the link was cut off or changed on its way. Copy the whole link, or ask for it again.',
  );
}
