/** What a line of a log may be. */
import * as z from 'zod';
import type { LogRecord, RedactedSpan } from '../model';
import { recordsMax, splicesMax } from './limits';
import {
  bounds,
  checkResult,
  data,
  engine,
  hash,
  inviteId,
  line,
  milliseconds,
  remark,
  text,
  whole,
} from './schema-words';

const duration = z.number().min(0).max(Number.MAX_SAFE_INTEGER);
const files = z.strictObject({ 'protocol.ts': text, 'notes.md': text, 'explanation.md': text });
const splice = z.strictObject({ after: duration, from: whole, removed: whole, inserted: text });
const choices = z.array(whole).max(10_000).optional();
const node = line;

const action = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('deliver'), node, from: node, message: data, choices }),
  z.strictObject({ kind: z.enum(['drop', 'duplicate']), node, from: node, message: data }),
  z.strictObject({ kind: z.literal('timeout'), node, timer: data, choices }),
  z.strictObject({ kind: z.literal('input'), node, input: data, choices }),
  z.strictObject({ kind: z.literal('crash'), node }),
  z.strictObject({ kind: z.literal('restart'), node, choices }),
  z.strictObject({ kind: z.literal('partition'), groups: z.array(z.array(node).max(1_000)).max(1_000) }),
  z.strictObject({ kind: z.literal('heal') }),
]);

const mode = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('every') }),
  z.strictObject({
    kind: z.literal('walks'),
    seed: whole,
    walks: whole.optional(),
    milliseconds: duration.optional(),
  }),
  z.strictObject({ kind: z.literal('swarm'), seed: whole, searches: whole, states: whole }),
]);

const event = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('started'), engine, invite: inviteId.nullable(), files }),
  z.strictObject({ kind: z.literal('opened'), engine }),
  z.strictObject({
    kind: z.literal('edit'),
    file: z.enum(['protocol.ts', 'notes.md', 'explanation.md']),
    origin: z.enum(['typed', 'pasted', 'undone', 'imported', 'reset', 'brought-back']),
    splices: z.array(splice).min(1).max(splicesMax),
  }),
  z.strictObject({
    kind: z.literal('check'),
    asked: z.boolean(),
    bounds,
    explore: z.enum(['first', 'all']),
    switches: z.strictObject({
      workers: z.int().min(1).max(1_024).optional(),
      symmetry: z.boolean().optional(),
      partialOrder: z.boolean().optional(),
    }),
    mode,
    source: hash,
    engine,
    result: checkResult,
    elapsedMs: duration,
  }),
  z.strictObject({ kind: z.literal('play'), bounds: bounds.exactOptional(), schedule: z.array(action).max(100_000) }),
  z.strictObject({ kind: z.literal('hint'), number: z.int().min(1).max(100) }),
  z.strictObject({ kind: z.literal('task'), number: z.int().min(1).max(100), done: z.boolean() }),
  z.strictObject({ kind: z.literal('pause'), milliseconds: duration }),
  z.strictObject({ kind: z.literal('label'), of: whole, text: remark }),
  z.strictObject({ kind: z.literal('invited'), invite: inviteId }),
  z.strictObject({ kind: z.literal('gap'), reason: remark, files }),
]);

const head = { n: whole, previous: hash, challenge: hash, at: milliseconds, elapsed: duration };

export const recordSchema: z.ZodType<LogRecord> = z.strictObject({ ...head, event });

export const spanSchema: z.ZodType<RedactedSpan> = z.strictObject({
  ...head,
  redacted: z.strictObject({
    count: z.int().min(1).max(recordsMax),
    lastHash: hash,
    lastAt: milliseconds,
    lastElapsed: duration,
    splices: z.strictObject({
      'protocol.ts': splice.optional(),
      'notes.md': splice.optional(),
      'explanation.md': splice.optional(),
    }),
    reason: remark,
  }),
});
