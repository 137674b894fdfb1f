/** What goes back to a candidate: a JSON file, as it is or sealed to the key in the submission. */
import * as z from 'zod';
import type { Result } from '../base';
import type { Feedback, Problem } from '../model';
import { fromBase64Url, toBase64Url } from './base64url';
import { type JsonFile, readJsonFile, writeJsonFile } from './json-file';
import { refuse } from './problems';
import { checkResult, hash, line, namedBounds, remark, slug } from './schema-words';
import { sharedComment } from './scorecard-file';
import { isSealed, openSealed, seal } from './seal';

const file: JsonFile<Feedback> = {
  format: 'interleave-feedback',
  what: 'feedback',
  code: 'feedback-invalid',
  advice: 'Ask for the file again; its name ends in .feedback.age or .feedback.json.',
  schema: z.strictObject({
    format: z.literal('interleave-feedback'),
    version: z.literal(1),
    submission: hash,
    challenge: slug,
    from: line,
    message: remark,
    comments: z.array(sharedComment).max(1_000),
    verdicts: z
      .array(namedBounds.extend({ result: checkResult, steps: z.array(z.string().max(10_000)).max(10_000) }))
      .max(50),
  }),
};

/** The text of a file that anybody can read. */
export function encodeFeedback(feedback: Feedback): string {
  return writeJsonFile(feedback);
}

/** A file that only the candidate can open. */
export function sealFeedback(feedback: Feedback, recipient: string): Promise<Result<Uint8Array, Problem>> {
  return seal(new TextEncoder().encode(encodeFeedback(feedback)), [recipient]);
}

/** Reads either kind of file. */
export async function openFeedback(
  bytes: Uint8Array,
  identities: readonly string[],
): Promise<Result<Feedback, Problem>> {
  if (!isSealed(bytes)) return readJsonFile(bytes, file);
  const opened = await openSealed(bytes, identities);
  if (opened.kind === 'ok') return readJsonFile(opened.value, file);
  return opened.error.code === 'bundle-not-for-you'
    ? refuse(
        'feedback-invalid',
        'The feedback is sealed to another key than those in this browser. Open it in the browser from which the work was handed in, or import the key that was backed up there.',
      )
    : opened;
}

/** Sealed feedback of more bytes makes a link that some programs cut off. */
const linkBytesMax = 6000;

/** Sealed feedback as the end of a link; null if it is too long for one. */
export function encodeFeedbackLink(sealed: Uint8Array): string | null {
  return sealed.length <= linkBytesMax ? toBase64Url(sealed) : null;
}

/** The sealed feedback in the end of a link. */
export function decodeFeedbackLink(code: string): Result<Uint8Array, Problem> {
  const bytes = code.length <= linkBytesMax * 2 ? fromBase64Url(code) : null;
  return bytes === null
    ? refuse(
        'feedback-invalid',
        'This link holds no feedback, or was cut off on its way. Ask for it again, or for a file.',
      )
    : { kind: 'ok', value: bytes };
}
