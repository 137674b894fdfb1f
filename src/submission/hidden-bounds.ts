/** Bounds that only reviewers know, and the hash by which an invite promises them. */
import * as z from 'zod';
import type { Result } from '../base';
import {
  type Compiled,
  type HiddenBounds,
  type HiddenVariant,
  hiddenVariantName,
  type NamedBounds,
  type Problem,
  type Submission,
  type Variant,
} from '../model';
import { hashOf } from './hash';
import { type JsonFile, readJsonFile, writeJsonFile } from './json-file';
import { hash, namedBounds, slug, text } from './schema-words';

/**
 * @param salt from `drawSalt`
 * @param variants none where candidates write protocols
 */
export function createHiddenBounds(
  challenge: string,
  challengeHash: string,
  bounds: readonly NamedBounds[],
  salt: string,
  variants: readonly HiddenVariant[] = [],
): HiddenBounds {
  return {
    ...{ format: 'interleave-hidden-bounds', version: 1, challenge, challengeHash, bounds },
    ...(variants.length === 0 ? {} : { variants }),
    salt,
  };
}

/** What an invite promises: the hash of the canonical JSON. */
export function hiddenBoundsHash(hidden: HiddenBounds): string {
  return hashOf(hidden);
}

/** Each of them costs a check. */
const hiddenVariantsMax = 40;

const hiddenVariant = z.strictObject({ name: slug, isCorrect: z.boolean(), source: text });

const file: JsonFile<HiddenBounds> = {
  format: 'interleave-hidden-bounds',
  what: 'hidden bounds',
  code: 'hidden-bounds-invalid',
  advice: 'Choose the file that was saved when the invite was made; its name ends in .hidden.json.',
  schema: z.strictObject({
    format: z.literal('interleave-hidden-bounds'),
    version: z.literal(1),
    challenge: slug,
    challengeHash: hash,
    bounds: z.array(namedBounds).min(1).max(16),
    variants: z.array(hiddenVariant).min(1).max(hiddenVariantsMax).optional(),
    salt: hash,
  }),
};

/** The text of the file `<challenge>.hidden.json`. */
export function encodeHiddenBounds(hidden: HiddenBounds): string {
  return writeJsonFile(hidden);
}

export function decodeHiddenBounds(bytes: Uint8Array): Result<HiddenBounds, Problem> {
  return readJsonFile(bytes, file);
}

/** The hidden variants of a set, as a check takes them. */
export function hiddenVariantsOf(
  { variants = [] }: HiddenBounds,
  compile: (source: string, file: string) => Compiled,
): readonly Variant[] {
  return variants.map(({ name, isCorrect, source }) => ({
    name: hiddenVariantName(name),
    isCorrect,
    program: compile(source, `${name}.ts`),
  }));
}

/** Of a reviewer's sets the one that the invite promises; else the first one of the same challenge; null if there is none. */
export function chooseHidden({ manifest }: Submission, packs: readonly HiddenBounds[]): HiddenBounds | null {
  const own = packs.filter(({ challenge }) => challenge === manifest.challenge.slug);
  const promised = manifest.invite?.hiddenHash ?? null;
  return own.find((pack) => hiddenBoundsHash(pack) === promised) ?? own[0] ?? null;
}
