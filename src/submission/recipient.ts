/** Public keys of age, of the native kind: X25519. Source: age-encryption.org/v1, section "X25519 recipient stanza". */
import { decodeBech32, encodeBech32 } from './bech32';

const keyBytes = 32;

/** Whether a text is an X25519 recipient of age, `age1…`, to its last character. */
export function isRecipient(text: string): boolean {
  return recipientBytes(text) !== null;
}

/** The 32 bytes of a recipient; null if it is none. */
export function recipientBytes(text: string): Uint8Array | null {
  const bytes = decodeBech32('age', text);
  return bytes?.length === keyBytes ? bytes : null;
}

export function recipientOfBytes(bytes: Uint8Array): string {
  return encodeBech32('age', bytes);
}
