/** Small files that are one JSON value with a format name and a version. */
import * as z from 'zod';
import { err, type Result } from '../base';
import type { Problem, ProblemCode } from '../model';
import { smallFileBytesMax } from './limits';
import { refuse } from './problems';
import { parseForm } from './schema-words';
import { decodeUtf8 } from './utf8';

export interface JsonFile<Value> {
  /** The value of its field `format`. */
  readonly format: string;
  /** What it holds, for sentences. */
  readonly what: string;
  /** The code of everything that can be wrong, but for a newer version. */
  readonly code: ProblemCode;
  /** What to do then, as a sentence. */
  readonly advice: string;
  readonly schema: z.ZodType<Value>;
}

const opening = z.looseObject({ format: z.string(), version: z.int().min(1) });
/** Of every such file. */
const version = 1;

/** JSON, two spaces deep, ending in a newline. */
export function writeJsonFile(value: object): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

export function readJsonFile<Value>(bytes: Uint8Array, file: JsonFile<Value>): Result<Value, Problem> {
  const say = (fault: string): Result<never, Problem> => refuse(file.code, `${fault} ${file.advice}`);
  if (bytes.length > smallFileBytesMax)
    return say(`The file is larger than ${smallFileBytesMax / 1_000_000} MB, more than ${file.what} can be.`);
  const text = decodeUtf8(bytes);
  const value = text === null ? undefined : parseJson(text);
  if (value === undefined)
    return say(`The file with ${file.what} is not JSON text: it is something else, or was cut off.`);
  const head = opening.safeParse(value);
  if (!head.success || head.data.format !== file.format)
    return say(`The file holds no ${file.what}: its format is not named ${file.format}.`);
  if (head.data.version > version) return err(newer(`The file with ${file.what}`));
  const parsed = parseForm(file.schema, value);
  return parsed.kind === 'ok' ? parsed : say(`The file with ${file.what} is damaged: ${parsed.error}.`);
}

export function newer(what: string): Problem {
  return {
    code: 'bundle-newer',
    sentence: `${what} was made by a newer version of this program. Reload the page, or install the newer version.`,
  };
}

/** The value; undefined if the text is not JSON. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Not JSON, or nested deeper than the browser can read.
    return undefined;
  }
}
