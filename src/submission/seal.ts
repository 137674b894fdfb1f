/** Sealing bytes to public keys and opening them, as binary age files (age-encryption.org/v1). */
import { ok, type Result } from '../base';
import type { Problem } from '../model';
import { loadAge } from './age';
import { sealedBytesMax } from './limits';
import { quoted, refuse } from './problems';
import { isRecipient } from './recipient';

/** The bytes so that each of the recipients can open them, and nobody else. The same bytes sealed twice differ. */
export async function seal(bytes: Uint8Array, recipients: readonly string[]): Promise<Result<Uint8Array, Problem>> {
  if (recipients.length === 0)
    return refuse('key-invalid', 'There is no key to seal to. Add one that begins with age1.');
  const wrong = recipients.find((recipient) => !isRecipient(recipient));
  if (wrong !== undefined) return unusable(wrong);
  const { Encrypter } = await loadAge();
  for (const recipient of recipients) {
    const encrypter = new Encrypter();
    encrypter.addRecipient(recipient);
    try {
      await encrypter.encrypt('');
    } catch {
      // Some texts of the right form are no point of the curve that a secret can be shared with.
      return unusable(recipient);
    }
  }
  const encrypter = new Encrypter();
  for (const recipient of recipients) encrypter.addRecipient(recipient);
  const sealed = await encrypter.encrypt(bytes);
  return sealed.length <= sealedBytesMax ? ok(sealed) : tooLarge();
}

/** What was sealed to one of these private keys. */
export async function openSealed(
  bytes: Uint8Array,
  identities: readonly string[],
): Promise<Result<Uint8Array, Problem>> {
  if (bytes.length > sealedBytesMax) return tooLarge();
  if (!isSealed(bytes) || !hasShortHeader(bytes))
    return refuse(
      'bundle-unreadable',
      'The file is not sealed with age: it does not begin as such a file does. Ask for the file again.',
    );
  const { Decrypter } = await loadAge();
  const decrypter = new Decrypter();
  for (const identity of identities) decrypter.addIdentity(identity);
  try {
    return ok(await decrypter.decrypt(bytes));
  } catch (error) {
    // The library tells a key that does not fit from damage by its words alone.
    return error instanceof Error && error.message.startsWith('no identity matched')
      ? refuse('bundle-not-for-you', notForYou(identities.length))
      : refuse(
          'bundle-unreadable',
          'The sealed file is damaged or was cut off: its seal is broken. Ask for the file again.',
        );
  }
}

/** Whether bytes begin as a binary age file does. */
export function isSealed(bytes: Uint8Array): boolean {
  return [...opening].every((letter, at) => bytes[at] === letter.charCodeAt(0));
}

const opening = 'age-encryption.org/v1\n';

/** Every recipient costs time to try, so a header may not have thousands. It ends with a line that begins with three dashes. */
function hasShortHeader(bytes: Uint8Array): boolean {
  return new TextDecoder('latin1').decode(bytes.subarray(0, headerBytesMax)).includes('\n--- ');
}

/** Room for about a hundred recipients. */
const headerBytesMax = 16_384;

function notForYou(keyCount: number): string {
  if (keyCount === 0)
    return 'The file is sealed, and no key is at hand. Unlock or import the key that the invite was made with.';
  const keys = keyCount === 1 ? 'the one key' : `any of the ${keyCount} keys`;
  return `The file is not sealed to ${keys} at hand. Unlock or import the key that the invite was made with.`;
}

function unusable(recipient: string): Result<never, Problem> {
  return refuse(
    'key-invalid',
    `${quoted(recipient)} is no key that can be sealed to. A public key of age begins with age1 and has 62 characters; ask for it again.`,
  );
}

function tooLarge(): Result<never, Problem> {
  return refuse(
    'bundle-too-large',
    `The sealed file is larger than ${sealedBytesMax / 1_000_000} MB, more than a submission can be. Do not trust it; a submission of your own gets smaller when the log is left out.`,
  );
}
