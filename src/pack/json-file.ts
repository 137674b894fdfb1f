/** A JSON file of a pack: its value in the form that a schema gives it, or every fault with its place. */
import type * as z from 'zod';
import { err, ok, type Result } from '../base';
import type { Finding, FindingCode, Place } from '../model';
import { type JsonPath, type JsonText, placeAt, readJsonText } from './json-text';

/** More faults of one file would hide the first. */
const faultsMax = 20;

export interface JsonRead<Value> {
  readonly value: Value;
  /** Where the value at a path lies. */
  readonly placeOf: (path: JsonPath) => Place;
}

/** @param hasVersion whether the file begins with its format and version */
export function readJsonFile<Value>(
  file: string,
  text: string,
  schema: z.ZodType<Value>,
  hasVersion: boolean,
): Result<JsonRead<Value>, readonly Finding[]> {
  const finding = (code: FindingCode, offset: number, sentence: string): Finding => ({
    severity: 'error',
    code,
    sentence,
    place: placeAt(file, text, offset),
  });
  const read = readJsonText(text);
  if (read.kind === 'broken')
    return err([finding('json-syntax', read.offset, `${file} is not JSON: ${read.fault}. Mend it here.`)]);
  const { value, offsetOf } = read;
  const version = hasVersion ? versionOf(value) : undefined;
  if (version !== undefined && version > 1) {
    const sentence = `${file} has version ${version} of its format, and this program reads version 1. Reload the page, or install a newer version of the program.`;
    return err([finding('format-newer', offsetOf(['version']), sentence)]);
  }
  const parsed = parse(schema, value);
  if (parsed === undefined)
    return err([
      finding('json-form', 0, `${file} has more faults than can be counted. Begin it anew from an example.`),
    ]);
  if (parsed.success) return ok({ value: parsed.data, placeOf: (path) => placeAt(file, text, offsetOf(path)) });
  const faults = parsed.error.issues.flatMap((issue) => faultsOf(issue, read));
  return err(faults.slice(0, faultsMax).map(({ offset, words }) => finding('json-form', offset, `${file}: ${words}`)));
}

function parse<Value>(schema: z.ZodType<Value>, value: unknown) {
  try {
    return schema.safeParse(value);
  } catch (error) {
    // The library collects all faults, and a value made to have hundreds of thousands of them exhausts the stack.
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

function versionOf(value: unknown): number | undefined {
  const version = typeof value === 'object' && value !== null && 'version' in value ? value.version : undefined;
  return typeof version === 'number' ? version : undefined;
}

interface JsonFault {
  readonly offset: number;
  readonly words: string;
}

function faultsOf(issue: z.core.$ZodIssue, read: Extract<JsonText, { readonly kind: 'read' }>): readonly JsonFault[] {
  const path = issue.path.filter((part) => typeof part !== 'symbol');
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) => ({
      offset: read.nameOffsetOf([...path, key]),
      words: `there is no field "${key}" ${path.length === 0 ? 'here' : `in ${words(path)}`}. Remove it, or look at how it is spelt.`,
    }));
  const isMissing = isAbsent(read.value, path);
  return [
    {
      offset: read.offsetOf(path),
      words: isMissing
        ? `the field ${words(path)} is missing; it ${issue.message}.`
        : `${path.length === 0 ? 'the whole' : words(path)} ${issue.message}.`,
    },
  ];
}

function isAbsent(value: unknown, path: JsonPath): boolean {
  let at: unknown = value;
  for (const part of path) {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, part)) return true;
    at = (at as Record<string | number, unknown>)[part];
  }
  return false;
}

/** `tiers.full.crashes`, `mutants[2].length`. */
function words(path: JsonPath): string {
  return path
    .map((part) => (typeof part === 'number' ? `[${part}]` : `.${part}`))
    .join('')
    .replace(/^\./, '');
}
