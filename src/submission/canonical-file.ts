/** Reading JSON that must be canonical: whatever was changed in it by a hair is refused, and nothing is silently left out. */
import type * as z from 'zod';
import { ok, type Result } from '../base';
import { canonicalText } from './canonical';
import { parseJson } from './json-file';
import { faultWords } from './schema-words';

/** The value, or what is wrong as the end of a sentence: `“story.json” …`. */
export function readCanonical<Value>(text: string, schema: z.ZodType<Value>): Result<Value, string> {
  const value = parseJson(text);
  return value === undefined ? fault('is not JSON') : checkCanonical(text, value, schema);
}

/** The same for JSON that was parsed already. */
export function checkCanonical<Value>(text: string, value: unknown, schema: z.ZodType<Value>): Result<Value, string> {
  const parsed = schema.safeParse(value);
  if (!parsed.success) return fault(`is not what it should be: ${faultWords(parsed.error)}`);
  return canonicalText(parsed.data) === text ? ok(parsed.data) : fault('is not canonical JSON');
}

function fault(words: string): Result<never, string> {
  return { kind: 'err', error: words };
}
