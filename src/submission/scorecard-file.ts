/** Scorecards as files that interviewers exchange: `review.json`. */
import * as z from 'zod';
import type { Result } from '../base';
import type { Problem, Scorecard } from '../model';
import { type JsonFile, readJsonFile, writeJsonFile } from './json-file';
import { hash, instant, line, remark, slug, whole } from './schema-words';

const criterion = z.string().regex(/^[a-z0-9][a-z0-9-]{0,63}$/, 'must be the id of a criterion');
const commentType = z.enum(['essential', 'actionable', 'informative', 'celebratory']);

const comment = z.strictObject({
  type: commentType,
  text: remark,
  line: z.int().min(1).nullable(),
  record: whole.nullable(),
  share: z.boolean(),
});

/** A comment as a candidate gets it. */
export const sharedComment = comment.pick({ type: true, text: true, line: true });

const file: JsonFile<Scorecard> = {
  format: 'interleave-review',
  what: 'a review',
  code: 'review-invalid',
  advice: 'Choose a file that an interviewer has exported.',
  schema: z.strictObject({
    format: z.literal('interleave-review'),
    version: z.literal(1),
    submission: hash,
    challenge: slug,
    reviewer: line,
    stage: line,
    scores: z.record(criterion, z.int().min(0).max(100)),
    remarks: z.record(criterion, remark),
    comments: z.array(comment).max(1_000),
    recommendation: z.enum(['strong-yes', 'yes', 'no', 'strong-no']).nullable(),
    updatedAt: instant,
  }),
};

export function encodeScorecard(scorecard: Scorecard): string {
  return writeJsonFile(scorecard);
}

export function decodeScorecard(bytes: Uint8Array): Result<Scorecard, Problem> {
  return readJsonFile(bytes, file);
}
