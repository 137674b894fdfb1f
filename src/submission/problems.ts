/** Problems with files, in words. What comes from a file is quoted short and without characters that do something. */
import { type Err, err } from '../base';
import type { Problem, ProblemCode } from '../model';

export function refuse(code: ProblemCode, sentence: string): Err<Problem> {
  return err({ code, sentence });
}

/** At most 60 characters of a hostile text, with control characters and those that change the direction of writing removed. */
export function quoted(text: string): string {
  const tame = text.slice(0, 400).replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Co}\u2028\u2029]/gu, '');
  return tame.length <= quotedMax ? `“${tame}”` : `“${tame.slice(0, quotedMax)}…”`;
}

const quotedMax = 60;
