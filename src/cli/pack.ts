/** `interleave pack`: a folder as archives, signed if wanted. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { err, ok, type Result } from '../base';
import { fingerprintOf, type Pack, packArchives, readPack, signingKeyOf, signPack } from '../pack';
import { isLockedIdentity, unlockText } from '../submission';
import { packFilesAt, placeOf } from './load-challenge';
import { passphraseFrom } from './passphrase';
import { findingText } from './verify-text';

export interface PackCommandOptions {
  readonly out: string;
  readonly sign?: string;
  readonly passphraseFile?: string;
}

/** A sentence if nothing could be packed. */
export async function pack(
  name: string,
  { out, sign, passphraseFile }: PackCommandOptions,
): Promise<string | undefined> {
  const files = packFilesAt(placeOf(name));
  if (files.kind === 'err') return files.error;
  const { pack: read, findings } = readPack(files.value);
  const errors = findings.filter(({ severity }) => severity === 'error');
  if (read === null || errors.length > 0) {
    process.stderr.write(`${errors.map((finding) => findingText(finding, name)).join('\n')}\n`);
    return 'Nothing was packed: mend what is said above first.';
  }
  const signed = sign === undefined ? ok(undefined) : await signatureOf(read, sign, passphraseFile);
  if (signed.kind === 'err') return signed.error;
  const archives = packArchives(read, signed.value?.text);
  for (const archive of [archives.public, archives.reviewer]) {
    if (archive === null) continue;
    try {
      writeFileSync(join(out, archive.name), archive.bytes);
    } catch (error) {
      return `"${join(out, archive.name)}" cannot be written (${(error as NodeJS.ErrnoException).code ?? error}).`;
    }
    process.stdout.write(`${archive.hash}  ${join(out, archive.name)}\n`);
  }
  if (signed.value !== undefined) process.stdout.write(`signed by ${signed.value.fingerprint}\n`);
  return undefined;
}

async function signatureOf(
  read: Pack,
  path: string,
  passphraseFile: string | undefined,
): Promise<Result<{ readonly text: string; readonly fingerprint: string }, string>> {
  if (!existsSync(path))
    return err(`There is no key file "${path}". Make one with: interleave keys new --sign ${path}`);
  const file = readFileSync(path, 'utf8');
  let secret = file;
  if (isLockedIdentity(file)) {
    const passphrase = await passphraseFrom(passphraseFile, `The key "${path}"`);
    if (passphrase.kind === 'err') return passphrase;
    const opened = await unlockText(file, passphrase.value);
    if (opened.kind === 'err') return err(`"${path}": ${opened.error.sentence}`);
    secret = opened.value;
  }
  const [key, text] = [await signingKeyOf(secret), await signPack(read, secret)];
  if (key.kind === 'err') return err(`"${path}": ${key.error.sentence}`);
  if (text.kind === 'err') return err(text.error.sentence);
  return ok({ text: text.value, fingerprint: fingerprintOf(key.value) });
}
