/** Asks for a passphrase: a file, the environment, or the person at the terminal. */
import { readFileSync } from 'node:fs';
import { err, ok, type Result } from '../base';

export const passphraseVariable = 'INTERLEAVE_PASSPHRASE';

/**
 * The first of: the first line of the file, the variable INTERLEAVE_PASSPHRASE, what is typed without being shown. An error
 * is a sentence that says how to give one.
 * @param isNew asks twice at the terminal: a slip of the finger would lock the key for ever
 */
export async function passphraseFrom(
  file: string | undefined,
  prompt: string,
  isNew = false,
): Promise<Result<string, string>> {
  if (file !== undefined) {
    try {
      return ok(readFileSync(file, 'utf8').split(/\r?\n/, 1)[0] ?? '');
    } catch (error) {
      return err(`The passphrase file "${file}" cannot be read (${(error as NodeJS.ErrnoException).code ?? error}).`);
    }
  }
  const told = process.env[passphraseVariable];
  if (told !== undefined) return ok(told);
  if (process.stdin.isTTY !== true || process.stderr.isTTY !== true)
    return err(`${prompt} needs a passphrase. Give it with --passphrase-file or in ${passphraseVariable}.`);
  const passphrase = await typed(`${prompt}: `);
  if (isNew && (await typed('The same again: ')) !== passphrase)
    return err('The two passphrases differ. Nothing was written; try again.');
  return ok(passphrase);
}

const endOfText = '\u0003';
const endOfTransmission = '\u0004';

/** What is typed until Enter; nothing of it is shown. Ctrl-C ends the process. */
function typed(prompt: string): Promise<string> {
  const { stdin, stderr } = process;
  stderr.write(prompt);
  stdin.setRawMode(true);
  stdin.setEncoding('utf8');
  stdin.resume();
  return new Promise((resolve) => {
    let text = '';
    const onData = (piece: string): void => {
      for (const character of piece) {
        if (character === endOfText) process.exit(130);
        if (character === '\r' || character === '\n' || character === endOfTransmission) {
          stdin.off('data', onData);
          stdin.setRawMode(false);
          stdin.pause();
          stderr.write('\n');
          resolve(text);
          return;
        }
        text = character === '\u007f' || character === '\b' ? [...text].slice(0, -1).join('') : text + character;
      }
    };
    stdin.on('data', onData);
  });
}
