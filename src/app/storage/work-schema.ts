/** Checks that a value read from storage or from a file is work of the current version. Everything read is hostile. */
import * as z from 'zod';
import { err, ok, type Result } from '../../base';
import { type Invite, verdictKinds, type WorkEvent } from '../../model';
import type { Work } from './work';
import type { Journal } from './work-storage';

// The page's content policy forbids `eval`, which zod would otherwise try.
z.config({ jitless: true });

/** Far above what anybody writes: whatever this page has saved, it must be able to read again. */
const textLengthMax = 20_000_000;
const countMax = Number.MAX_SAFE_INTEGER;

const slug = z.string().regex(/^[a-z0-9][a-z0-9-]{0,63}$/, 'must be the short name of a challenge');
const whole = z.number().int().min(0).max(countMax);
const text = z.string().max(textLengthMax);
const bounds = z
  .record(z.string().min(1).max(64), z.number().int())
  .refine((value) => Object.keys(value).length <= 64, 'must have at most 64 entries');

const verdictKind = z.enum(verdictKinds);

const lastVerdict = z.strictObject({
  kind: verdictKind,
  property: z.string().max(200).nullable(),
  distinct: whole,
  bounds,
  outdated: z.boolean(),
});

const hex = (digits: number) =>
  z.string().regex(new RegExp(`^[0-9a-f]{${digits}}$`), `must be ${digits} hexadecimal digits`);

const inviteSchema = z.strictObject({
  version: z.literal(1),
  id: hex(32),
  from: z.string().max(2000),
  challenge: slug,
  challengeHash: hex(64),
  recipients: z.array(z.string().max(2000)).min(1).max(1000),
  hiddenHash: hex(64).nullable(),
  minutes: whole.nullable(),
});

/** Work as an exported file holds it. */
export const exportedWorkSchema = z.strictObject({
  challenge: slug,
  source: text,
  notes: text,
  explanation: text,
  bounds: bounds.nullable(),
  tasksDone: z.array(whole).max(100),
  hintsOpened: whole.max(100),
  activeMs: z.number().min(0).max(countMax),
  lastVerdict: lastVerdict.nullable(),
  updatedAt: z.number().min(0).max(countMax),
});

/** Work as storage holds it. Work stored before there were invites has none. */
const workSchema = exportedWorkSchema.extend({ invite: inviteSchema.nullable().default(null) });

/** The value as work, or one line per fault: where it is and what must hold there. */
export function parseWork(value: unknown): Result<Work, readonly string[]> {
  const parsed = workSchema.safeParse(value);
  return parsed.success ? ok(parsed.data) : err(faultsOf(parsed.error));
}

/** The value as an invite to a challenge; null if it is none. */
export function parseInvite(value: unknown, challenge: string): Invite | null {
  const parsed = inviteSchema.safeParse(value);
  return parsed.success && parsed.data.challenge === challenge ? parsed.data : null;
}

const moment = z.strictObject({
  at: z.number(),
  elapsed: whole,
  event: z.custom<WorkEvent>((value) => typeof value === 'object' && value !== null && 'kind' in value),
});

const journal = z.strictObject({
  work: workSchema,
  addition: z.strictObject({
    challenge: hex(64),
    base: z.strictObject({ n: whole, hash: hex(64) }).nullable(),
    moments: z.array(moment),
  }),
});

/** What the journal holds; null if it is not readable. Earlier pages wrote the work alone. */
export function parseJournal(value: unknown): Journal | null {
  const parsed = journal.safeParse(value);
  if (parsed.success) return parsed.data;
  const work = parseWork(value);
  return work.kind === 'ok' ? { work: work.value, addition: null } : null;
}

/** The faults of a failed parse in words: the first four, and how many more there are. */
export function faultsOf(error: z.ZodError): readonly string[] {
  const lines = error.issues.map((issue) => {
    const where = issue.path.length === 0 ? 'the file as a whole' : issue.path.map(String).join('.');
    return `${where}: ${issue.message.replace(/^Invalid input: /, '')}`;
  });
  return lines.length <= faultsShownMax
    ? lines
    : [...lines.slice(0, faultsShownMax), `and ${lines.length - faultsShownMax} more`];
}

const faultsShownMax = 4;
