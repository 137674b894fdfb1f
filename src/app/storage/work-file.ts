/**
 * Work as a file that can be kept, moved to another browser and read again: `<challenge>.interleave.json`. The file is
 * versioned; what is read is capped in size and checked against a schema before anything else looks at it.
 */
import * as z from 'zod';
import { err, ok, type Result } from '../../base';
import type { Problem } from '../../model';
import type { Work } from './work';
import { exportedWorkSchema, faultsOf } from './work-schema';

/** Largest file that is read. */
export const workFileBytesMax = 5_000_000;

const formatName = 'interleave-work';
const formatVersion = 1;

const head = z.looseObject({ format: z.literal(formatName), version: z.number().int().min(1) });
const fileSchema = z.strictObject({
  format: z.literal(formatName),
  version: z.literal(formatVersion),
  exportedAt: z.iso.datetime(),
  work: exportedWorkSchema,
});

/** The file's text: JSON, two spaces deep, ending in a newline. */
export function encodeWorkFile(work: Work, exportedAt: Date): string {
  const { invite: _, ...exported } = work;
  const file = { format: formatName, version: formatVersion, exportedAt: exportedAt.toISOString(), work: exported };
  return `${JSON.stringify(file, null, 2)}\n`;
}

export function workFileName(work: Work, exportedAt: Date): string {
  return `${work.challenge}-${exportedAt.toISOString().slice(0, 10)}.interleave.json`;
}

/**
 * Reads a file's bytes.
 * @param expected slug of the challenge that is open; work of another one is refused
 */
export function decodeWorkFile(bytes: Uint8Array, expected: string): Result<Work, Problem> {
  if (bytes.byteLength > workFileBytesMax) {
    return refuse(
      'file-unreadable',
      `The file is larger than ${workFileBytesMax / 1_000_000} MB, more than work can be. Choose a file that this page exported.`,
    );
  }
  const text = decodeText(bytes);
  if (text === null) {
    return refuse(
      'file-unreadable',
      'The file is not UTF-8 text. Choose a file that this page exported; its name ends in .interleave.json.',
    );
  }
  const value = parseJson(text);
  if (value.kind === 'err')
    return refuse('file-unreadable', `The file is not JSON: ${value.error}. Choose a file that this page exported.`);
  const opening = head.safeParse(value.value);
  if (!opening.success) {
    return refuse(
      'work-file-invalid',
      'The file is JSON, but not exported work: it does not begin with the format name interleave-work and a version.',
    );
  }
  if (opening.data.version > formatVersion) {
    return refuse(
      'work-file-invalid',
      `The file has format version ${opening.data.version}; this page reads up to version ${formatVersion}. Reload the page to get its newest version, then import again.`,
    );
  }
  const parsed = parseFile(value.value);
  if (parsed.kind === 'err') {
    return refuse(
      'work-file-invalid',
      `The file is damaged or was changed by hand. ${parsed.error.join('; ')}. Nothing was imported.`,
    );
  }
  const work: Work = { ...parsed.value.work, invite: null };
  if (work.challenge !== expected) {
    return refuse(
      'work-file-invalid',
      `The file holds work on the challenge ${work.challenge}, and this is ${expected}. Open that challenge and import it there.`,
    );
  }
  return ok(work);
}

function parseFile(value: unknown): Result<z.infer<typeof fileSchema>, readonly string[]> {
  try {
    const parsed = fileSchema.safeParse(value);
    return parsed.success ? ok(parsed.data) : err(faultsOf(parsed.error));
  } catch (error) {
    // The library has no room for hundreds of thousands of faults.
    if (error instanceof RangeError) return err(['It has more faults than can be counted']);
    throw error;
  }
}

function refuse(code: Problem['code'], sentence: string): Result<Work, Problem> {
  return err({ code, sentence });
}

function decodeText(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    // A decoder in fatal mode throws on the first byte that is not UTF-8, and for nothing else.
    return null;
  }
}

function parseJson(text: string): Result<unknown, string> {
  try {
    return ok(JSON.parse(text));
  } catch (error) {
    return err(error instanceof Error ? error.message : String(error));
  }
}
