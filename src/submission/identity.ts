/**
 * Private keys of age, and the files in which they are kept: an identity file as `age-keygen` writes it, sealed with a
 * passphrase and armored as `age --passphrase --armor` does.
 */
import { assert, err, ok, type Result } from '../base';
import type { Problem } from '../model';
import { loadAge } from './age';
import { decodeBech32 } from './bech32';
import { refuse } from './problems';

/** A private key with the public key that belongs to it. */
export interface Identity {
  /** `AGE-SECRET-KEY-1…`: whoever has it can open what is sealed to the recipient. */
  readonly secret: string;
  /** `age1…`. */
  readonly recipient: string;
}

/** Base-2 logarithm of the work that guessing a passphrase costs, as the `age` tool sets it: about a second. */
const workFactorDefault = 18;
const identitiesMax = 64;
const keyFileLengthMax = 100_000;

/** A new X25519 identity. */
export async function createIdentity(): Promise<Identity> {
  const { generateX25519Identity, identityToRecipient } = await loadAge();
  const secret = await generateX25519Identity();
  return { secret, recipient: await identityToRecipient(secret) };
}

/** The public key that belongs to a private one. */
export async function recipientOf(secret: string): Promise<Result<string, Problem>> {
  if (!isSecret(secret)) return notAKey();
  const { identityToRecipient } = await loadAge();
  return ok(await identityToRecipient(secret));
}

/**
 * A private key as the text of a file that only the passphrase opens. Takes about a second and 256 MB.
 * @param passphrase not empty
 * @param workFactor lower only in tests
 */
export async function lockIdentity(
  secret: string,
  passphrase: string,
  workFactor: number = workFactorDefault,
): Promise<string> {
  assert(isSecret(secret), 'what is locked is a private key of age');
  const { identityToRecipient } = await loadAge();
  const recipient = await identityToRecipient(secret);
  return lockText(`# public key: ${recipient}\n${secret}\n`, passphrase, workFactor);
}

/** Some text, such as a key, as the text of a file that only the passphrase opens. */
export async function lockText(
  text: string,
  passphrase: string,
  workFactor: number = workFactorDefault,
): Promise<string> {
  assert(passphrase !== '', 'a passphrase has a character');
  const { armor, Encrypter } = await loadAge();
  const encrypter = new Encrypter();
  encrypter.setPassphrase(passphrase);
  encrypter.setScryptWorkFactor(workFactor);
  return armor.encode(await encrypter.encrypt(text));
}

/** Whether a text looks like a key that is locked with a passphrase. */
export function isLockedIdentity(text: string): boolean {
  return text.trimStart().startsWith('-----BEGIN AGE ENCRYPTED FILE-----');
}

/** The key in a file that `lockIdentity`, or the `age` tool with a passphrase, has written. Takes about a second. */
export async function unlockIdentity(text: string, passphrase: string): Promise<Result<Identity, Problem>> {
  const opened = await unlockText(text, passphrase);
  if (opened.kind === 'err') return opened;
  const secrets = identitiesIn(opened.value);
  if (secrets.kind === 'err') return secrets;
  const [secret, second] = secrets.value;
  if (secret === undefined || second !== undefined)
    return refuse('key-invalid', 'The file holds several keys. Lock each in a file of its own.');
  const { identityToRecipient } = await loadAge();
  return ok({ secret, recipient: await identityToRecipient(secret) });
}

/** What `lockText` has locked. Takes about a second. */
export async function unlockText(text: string, passphrase: string): Promise<Result<string, Problem>> {
  if (text.length > keyFileLengthMax || !isLockedIdentity(text)) return notAKey();
  const { armor, Decrypter } = await loadAge();
  const sealed = dearmored(text, armor);
  if (sealed === null || !latin(sealed).startsWith('age-encryption.org/v1\n-> scrypt ')) return notAKey();
  const decrypter = new Decrypter();
  decrypter.addPassphrase(passphrase);
  try {
    return ok(await decrypter.decrypt(sealed, 'text'));
  } catch (error) {
    // The library tells a key that does not fit from damage by its words alone.
    return error instanceof Error && error.message.startsWith('no identity matched')
      ? refuse('passphrase-wrong', 'This passphrase does not open the key. Try again: case and spaces matter.')
      : refuse('key-invalid', 'The file with the key is damaged. Use another copy of it.');
  }
}

/** The private keys in an identity file that is not locked: one a line, lines with `#` are comments. At least one. */
export function identitiesIn(text: string): Result<readonly string[], Problem> {
  if (text.length > keyFileLengthMax) return notAKey();
  const lines = text.split(/\r?\n/).map((line) => line.trim());
  const secrets = lines.filter((line) => line !== '' && !line.startsWith('#'));
  return secrets.length > 0 && secrets.length <= identitiesMax && secrets.every(isSecret) ? ok(secrets) : notAKey();
}

function isSecret(text: string): boolean {
  return text === text.toUpperCase() && decodeBech32('age-secret-key-', text.toLowerCase())?.length === 32;
}

function notAKey(): Result<never, Problem> {
  return err({
    code: 'key-invalid',
    sentence:
      'This is no private key of age that can be used here. Look for a line that begins with AGE-SECRET-KEY-1, or for a file that was saved as a backup of a key.',
  });
}

function dearmored(text: string, armor: typeof import('age-encryption')['armor']): Uint8Array | null {
  try {
    return armor.decode(text);
  } catch {
    // It throws for text that is not armored as it must be, and for nothing else.
    return null;
  }
}

function latin(bytes: Uint8Array): string {
  return String.fromCharCode(...bytes.subarray(0, 40));
}
