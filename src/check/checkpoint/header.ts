/** What a checkpoint says of itself before anything else. */
import { requireIntact } from '../../base';
import type { Bounds } from '../../model';

/** Why a check is made once more, without partial-order reduction. */
export interface WrittenDoubt {
  readonly reason: string;
  /** Whether the reduced search found something. */
  readonly found: boolean;
  /** Time that the reduced search took. */
  readonly earlierMs: number;
}

export interface CheckpointHeader {
  /** Of which check: see `check-key.ts`. */
  readonly key: string;
  /** Version of the program that wrote it. */
  readonly engine: string;
  readonly challenge: string;
  readonly bounds: Bounds;
  readonly distinct: number;
  readonly generated: number;
  readonly depth: number;
  /** Time that the check had taken. */
  readonly elapsedMs: number;
  /** The part of it that the search had taken. */
  readonly searchMs: number;
  /** How symmetry was being tried: an index of the readings, or one past them for without. */
  readonly attempt: number;
  /** What spoke against the attempts before. */
  readonly contradiction?: string;
  readonly doubt?: WrittenDoubt;
}

const textMax = 10_000;
const boundsMax = 100;
const attemptMax = 2;

/** Reads a header. Throws a `DamageError` if it is none. */
export function readHeader(value: unknown): CheckpointHeader {
  requireIntact(typeof value === 'object' && value !== null, 'the header is a record');
  const fields = value as Readonly<Record<string, unknown>>;
  const { bounds, contradiction, doubt } = fields;
  requireIntact(typeof bounds === 'object' && bounds !== null, 'there are bounds');
  const entries = Object.entries(bounds);
  requireIntact(entries.length <= boundsMax, 'there are not too many bounds');
  const attempt = amount(fields.attempt);
  requireIntact(Number.isInteger(attempt) && attempt <= attemptMax, 'symmetry is tried in a known way');
  return {
    key: text(fields.key),
    engine: text(fields.engine),
    challenge: text(fields.challenge),
    bounds: Object.fromEntries(entries.map(([name, bound]) => [text(name), amount(bound)])),
    distinct: amount(fields.distinct),
    generated: amount(fields.generated),
    depth: amount(fields.depth),
    elapsedMs: amount(fields.elapsedMs),
    searchMs: amount(fields.searchMs),
    attempt,
    ...(contradiction === undefined ? {} : { contradiction: text(contradiction) }),
    ...(doubt === undefined ? {} : { doubt: readDoubt(doubt) }),
  };
}

function readDoubt(value: unknown): WrittenDoubt {
  requireIntact(typeof value === 'object' && value !== null, 'a doubt is a record');
  const { reason, found, earlierMs } = value as Readonly<Record<string, unknown>>;
  requireIntact(typeof found === 'boolean', 'something was found or not');
  return { reason: text(reason), found, earlierMs: amount(earlierMs) };
}

function text(value: unknown): string {
  requireIntact(typeof value === 'string' && value.length <= textMax, 'a text is a text');
  return value;
}

function amount(value: unknown): number {
  requireIntact(
    typeof value === 'number' && value >= 0 && value <= Number.MAX_SAFE_INTEGER,
    'an amount is a number that is not negative',
  );
  return value;
}
