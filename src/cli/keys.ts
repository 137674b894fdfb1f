/** `interleave keys`: a team's keys, without the app. */
import { writeFileSync } from 'node:fs';
import type { Command } from 'commander';
import { createIdentity, lockIdentity, recipientOf } from '../submission';
import { readSecrets } from './key-file';
import { passphraseFrom } from './passphrase';

interface KeyOptions {
  readonly passphraseFile?: string;
}

/** @param usage says what is wrong with the arguments and sets the exit code */
export function addKeysCommand(program: Command, usage: (sentence: string) => void): void {
  const keys = program.command('keys').description('make keys to which submissions are sealed');
  const passphraseWords = 'passphrase of the key; else INTERLEAVE_PASSPHRASE, else asked for';
  keys
    .command('new')
    .description('make a key, write it to a file locked with a passphrase, and print its public part')
    .argument(
      '<file>',
      'where to write it; must not exist. A name that ends in .interleave-key.age is what the app expects',
    )
    .option('--passphrase-file <file>', passphraseWords)
    .action(async (path: string, { passphraseFile }: KeyOptions) => {
      const problem = await makeKey(path, passphraseFile);
      if (problem !== undefined) usage(problem);
    });
  keys
    .command('recipient')
    .description('print the public part of keys, one a line')
    .argument('<files...>', 'files with secret keys')
    .option('--passphrase-file <file>', passphraseWords)
    .action(async (paths: readonly string[], { passphraseFile }: KeyOptions) => {
      const secrets = await readSecrets(paths, passphraseFile);
      if (secrets.kind === 'err') return usage(secrets.error);
      for (const secret of secrets.value) {
        const recipient = await recipientOf(secret);
        if (recipient.kind === 'err') return usage(recipient.error.sentence);
        process.stdout.write(`${recipient.value}\n`);
      }
    });
}

async function makeKey(path: string, passphraseFile: string | undefined): Promise<string | undefined> {
  const passphrase = await passphraseFrom(passphraseFile, `A new passphrase for "${path}"`);
  if (passphrase.kind === 'err') return passphrase.error;
  if (passphrase.value === '')
    return 'The passphrase is empty. Without one, anybody who gets the file can open what is sealed.';
  const { secret, recipient } = await createIdentity();
  const problem = writeNew(path, await lockIdentity(secret, passphrase.value));
  if (problem === undefined) process.stdout.write(`${recipient}\n`);
  return problem;
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
