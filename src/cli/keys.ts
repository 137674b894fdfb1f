/** A team's keys, without the app. */
import { writeFileSync } from 'node:fs';
import { createSigningKey, fingerprintOf } from '../pack';
import { createIdentity, lockIdentity, lockText, recipientOf } from '../submission';
import { readSecrets } from './key-file';
import { passphraseFrom } from './passphrase';

/** Makes a key and writes it to a new file. A sentence if that cannot be. */
export async function makeKey(
  path: string,
  passphraseFile: string | undefined,
  isForSigning: boolean,
): Promise<string | undefined> {
  const passphrase = await passphraseFrom(passphraseFile, `A new passphrase for "${path}"`, true);
  if (passphrase.kind === 'err') return passphrase.error;
  if (passphrase.value === '')
    return 'The passphrase is empty. Without one, anybody who gets the file can open what is sealed.';
  if (isForSigning) {
    const { secret, key } = await createSigningKey();
    const fault = writeNew(path, await lockText(`${secret}\n`, passphrase.value));
    if (fault === undefined) process.stdout.write(`${key}\nfingerprint ${fingerprintOf(key)}\n`);
    return fault;
  }
  const { secret, recipient } = await createIdentity();
  const problem = writeNew(path, await lockIdentity(secret, passphrase.value));
  if (problem === undefined) process.stdout.write(`${recipient}\n`);
  return problem;
}

/** Prints the public parts of keys. A sentence if one cannot be read. */
export async function printRecipients(
  paths: readonly string[],
  passphraseFile: string | undefined,
): Promise<string | undefined> {
  const secrets = await readSecrets(paths, passphraseFile);
  if (secrets.kind === 'err') return secrets.error;
  for (const secret of secrets.value) {
    const recipient = await recipientOf(secret);
    if (recipient.kind === 'err') return recipient.error.sentence;
    process.stdout.write(`${recipient.value}\n`);
  }
  return undefined;
}

/** Writes a file that only its owner can read, never over another one. */
export function writeNew(path: string, text: string): string | undefined {
  try {
    writeFileSync(path, text, { flag: 'wx', mode: 0o600 });
    return undefined;
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? String(error);
    return code === 'EEXIST'
      ? `There is a file "${path}" already. Give another name; nothing was written.`
      : `The file "${path}" cannot be written (${code}).`;
  }
}
