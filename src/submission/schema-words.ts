/** The parts that the schemas of all files share. What they accept is also what this program writes. */
import * as z from 'zod';
import { err, ok, type Result } from '../base';
import { dataMistake, verdictKinds } from '../model';
import { textBytesMax } from './limits';
import { quoted } from './problems';
import { isRecipient } from './recipient';

// The page's content policy forbids `eval`, which zod would otherwise try.
z.config({ jitless: true });

const countMax = Number.MAX_SAFE_INTEGER;

export const whole = z.int().min(0).max(countMax);
/** A duration in milliseconds, or a moment as milliseconds since 1970. */
export const milliseconds = z.number().min(-countMax).max(countMax);
export const hash = z.string().regex(/^[0-9a-f]{64}$/, 'must be 64 hexadecimal digits');
export const inviteId = z.string().regex(/^[0-9a-f]{32}$/, 'must be 32 hexadecimal digits');
export const slug = z.string().regex(/^[a-z0-9][a-z0-9-]{0,63}$/, 'must be the short name of a challenge');
export const recipient = z.string().max(100).refine(isRecipient, 'must be a public key of age, age1…');
export const instant = z.iso.datetime();
/** One line: a name, a title. */
export const line = z.string().max(200);
/** Text of any length that a file may have. */
export const text = z.string().max(textBytesMax);
/** What a person writes into one field. */
export const remark = z.string().max(20_000);

export const bounds = z
  .record(z.string().min(1).max(64), z.int())
  .refine((value) => Object.keys(value).length <= 64, 'must have at most 64 entries');

/** Data of a protocol, nested as deep as the sandbox lets it be. */
export const data = z.custom<never>(
  (value) => value !== undefined && dataMistake(value, 'it') === undefined,
  'must be data nested at most 100 levels deep',
);

export const verdictKind = z.enum(verdictKinds);

export const engine = z.strictObject({ version: z.string().min(1).max(64), hash });

export const checkResult = z.strictObject({
  kind: verdictKind,
  property: line.nullable(),
  counts: z.strictObject({
    distinct: whole,
    generated: whole,
    depth: whole,
    participantCalls: whole,
    observations: whole,
    runs: whole.optional(),
  }),
  length: whole.nullable(),
  limit: z.enum(['states', 'bytes', 'depth', 'time', 'cancelled']).nullable(),
  digest: hash,
});

export const namedBounds = z.strictObject({ name: line, bounds });

/** The value in the form that a schema gives it, or what is wrong with it in words: the first two faults. */
export function parseForm<Value>(schema: z.ZodType<Value>, value: unknown): Result<Value, string> {
  try {
    const parsed = schema.safeParse(value);
    return parsed.success ? ok(parsed.data) : err(faultWords(parsed.error));
  } catch (error) {
    // The library collects all faults, and a value made to have hundreds of thousands of them exhausts the stack.
    if (error instanceof RangeError) return err('it has more faults than can be counted');
    throw error;
  }
}

/** Names from the file are quoted. */
function faultWords(error: z.ZodError): string {
  const faults = error.issues.slice(0, 2).map((issue) => {
    const path = issue.path.length === 0 ? 'the whole' : quoted(issue.path.map(String).join('.'));
    const message = issue.code === 'unrecognized_keys' ? 'has a name that is not known' : issue.message;
    return `${path}: ${message.replace(/^Invalid input: /, '').slice(0, 200)}`;
  });
  return faults.join('; ');
}
