/** Files with secret keys: as age writes them, or locked with a passphrase. */
import { readFileSync } from 'node:fs';
import { err, ok, type Result } from '../base';
import { identitiesIn, isLockedIdentity, unlockIdentity } from '../submission';
import { passphraseFrom } from './passphrase';

/** The secret keys in some files. An error is a sentence that names the file. */
export async function readSecrets(
  paths: readonly string[],
  passphraseFile: string | undefined,
): Promise<Result<readonly string[], string>> {
  const secrets: string[] = [];
  for (const path of paths) {
    let text: string;
    try {
      text = readFileSync(path, 'utf8');
    } catch (error) {
      return err(`The key file "${path}" cannot be read (${(error as NodeJS.ErrnoException).code ?? error}).`);
    }
    if (!isLockedIdentity(text)) {
      const found = identitiesIn(text);
      if (found.kind === 'err') return err(`"${path}": ${found.error.sentence}`);
      secrets.push(...found.value);
      continue;
    }
    const passphrase = await passphraseFrom(passphraseFile, `The key "${path}"`);
    if (passphrase.kind === 'err') return passphrase;
    const unlocked = await unlockIdentity(text, passphrase.value);
    if (unlocked.kind === 'err') return err(`"${path}": ${unlocked.error.sentence}`);
    secrets.push(unlocked.value.secret);
  }
  return ok(secrets);
}
