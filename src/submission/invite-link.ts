/** Links to invites, which can bring the pack that the invite is for. */
import type { Invite } from '../model';
import { fromBase64Url, toBase64Url } from './base64url';
import { encodeInvite } from './invite';

/** Above this a link is too long for mail programs and chats: the pack is handed over as a file. */
const linkLengthMax = 30_000;

/** The archive of a pack's public part as the end of a link; null if it is too long for one. */
export function encodePackLink(archive: Uint8Array): string | null {
  const code = toBase64Url(archive);
  return code.length <= linkLengthMax ? code : null;
}

/** What such an end of a link stands for; null if it is none, or was cut off. */
export function decodePackLink(code: string): Uint8Array | null {
  return code.length <= linkLengthMax ? fromBase64Url(code) : null;
}

/**
 * The whole link: `<address>#/invite/<invite>`, or `<address>#/invite/<invite>/<pack>`.
 * @param address of the app, up to the `#`
 * @param pack as `encodePackLink` gives it, null if the link does not bring it
 */
export function inviteLink(address: string, invite: Invite, pack: string | null): string {
  return `${address}#/invite/${encodeInvite(invite)}${pack === null ? '' : `/${pack}`}`;
}
