/** What the manifest and the story of a submission may be. */
import * as z from 'zod';
import { type StoryStop, type SubmissionManifest, storyStopsMax } from '../model';
import { inviteSchema } from './invite';
import { logBytesMax, recordsMax } from './limits';
import { checkResult, engine, hash, instant, line, namedBounds, recipient, remark, slug, whole } from './schema-words';

export const claimsMax = 20;

export const manifestSchema: z.ZodType<SubmissionManifest> = z.strictObject({
  format: z.literal('interleave-submission'),
  version: z.literal(1),
  createdAt: instant,
  challenge: z.strictObject({ slug, title: line, hash }),
  engine,
  invite: inviteSchema.nullable(),
  candidate: z.strictObject({ name: line, key: recipient }),
  claims: z.array(namedBounds.extend({ result: checkResult })).max(claimsMax),
  log: z.strictObject({
    share: z.enum(['whole', 'redacted', 'left-out']),
    records: z.int().min(1).max(recordsMax),
    head: hash,
  }),
  activeMs: z.number().min(0).max(Number.MAX_SAFE_INTEGER),
  files: z.record(z.string().max(64), z.strictObject({ bytes: z.int().min(0).max(logBytesMax), sha256: hash })),
});

const lineNumber = z.int().min(1).max(1_000_000);

export const storySchema: z.ZodType<readonly StoryStop[]> = z
  .array(
    z.strictObject({
      title: line,
      note: remark,
      lines: z
        .strictObject({ from: lineNumber, to: lineNumber })
        .refine(({ from, to }) => from <= to, 'must not end before it begins')
        .nullable(),
      record: whole.nullable(),
      trace: z.strictObject({ check: whole, step: whole }).nullable(),
    }),
  )
  .max(storyStopsMax);
