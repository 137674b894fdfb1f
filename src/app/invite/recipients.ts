/** Public keys of age as people paste them: one a line, or between spaces and commas, with comments as `age-keygen` writes them. */
import { inviteRecipientsMax, isRecipient } from '../../submission';

export interface TypedRecipients {
  /** In the order in which they were typed, each once. */
  readonly recipients: readonly string[];
  /** One sentence for each word that is no key, and one if there are too many keys. */
  readonly faults: readonly string[];
}

export function recipientsIn(text: string): TypedRecipients {
  const words = text.split(/\r?\n/).flatMap((line) => wordsIn(line));
  const recipients = [...new Set(words.filter(isRecipient))];
  const faults = words.filter((word) => !isRecipient(word)).map(faultOf);
  const tooMany =
    recipients.length > inviteRecipientsMax
      ? [`These are ${recipients.length} keys; a file can be sealed to at most ${inviteRecipientsMax}.`]
      : [];
  return { recipients, faults: [...new Set([...faults, ...tooMany])] };
}

/** `age1abcd…wxyz`: enough to compare two keys by eye. */
export function shortKey(recipient: string): string {
  return recipient.length <= 24 ? recipient : `${recipient.slice(0, 12)}…${recipient.slice(-8)}`;
}

function wordsIn(line: string): readonly string[] {
  const comment = /^#\s*public key:(.*)$/i.exec(line.trim());
  const text = comment ? (comment[1] ?? '') : line.trim().startsWith('#') ? '' : line;
  return text.split(/[\s,;]+/).filter((word) => word !== '');
}

function faultOf(word: string): string {
  const shown = word.length > 30 ? `${word.slice(0, 30)}…` : word;
  if (/^age-secret-key-/i.test(word))
    return 'This is a private key. Do not give it to anybody: paste the public key that belongs to it; it begins with age1.';
  if (word.startsWith('age1'))
    return `“${shown}” is no complete public key: a letter is missing or wrong. Copy it again as a whole.`;
  return `“${shown}” is no public key of age. Such a key begins with age1 and has 62 characters.`;
}
