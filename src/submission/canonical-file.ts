/** Reading JSON that must be canonical: whatever was changed in it by a hair is refused, and nothing is silently left out. */
import type * as z from 'zod';
import type { Result } from '../base';
import { canonicalText } from './canonical';
import { parseJson } from './json-file';
import { parseForm } from './schema-words';

/** The value, or what is wrong as the end of a sentence: `“story.json” …`. */
export function readCanonical<Value>(text: string, schema: z.ZodType<Value>): Result<Value, string> {
  const value = parseJson(text);
  return value === undefined ? fault('is not JSON') : checkCanonical(text, value, schema);
}

/** The same for JSON that was parsed already. */
export function checkCanonical<Value>(text: string, value: unknown, schema: z.ZodType<Value>): Result<Value, string> {
  const parsed = parseForm(schema, value);
  if (parsed.kind === 'err') return fault(`is not what it should be: ${parsed.error}`);
  return canonicalText(parsed.value) === text ? parsed : fault('is not canonical JSON');
}

function fault(words: string): Result<never, string> {
  return { kind: 'err', error: words };
}
