/** The form of every JSON file of a pack. Each fault is said as the end of a sentence: `must be a whole number`. */
import * as z from 'zod';
import {
  type Data,
  dataMistake,
  type Expectations,
  type PackManifest,
  type PackTrace,
  type Rubric,
  verdictKinds,
} from '../model';

// The page's content policy forbids `eval`, which zod would otherwise try.
z.config({ jitless: true });

const text = z.string({ error: 'must be a text' }).max(20_000, { error: 'must have at most 20,000 characters' });
const line = z
  .string({ error: 'must be a text' })
  .min(1, { error: 'must not be empty' })
  .max(400, { error: 'must have at most 400 characters' })
  .regex(/^[^\p{Cc}]*$/u, { error: 'must be one line' });
const whole = z.int({ error: 'must be a whole number' });
const count = whole.min(0, { error: 'must not be below zero' });
const bounds = z.record(z.string().min(1).max(64), whole, { error: 'must give a number for each parameter' });
const data = z.custom<Data>((value) => value !== undefined && dataMistake(value, 'it') === undefined, {
  error: 'must be plain data',
});
const path = line.max(120, { error: 'must have at most 120 characters' });
const verdictKind = z.enum(verdictKinds, { error: `must be one of ${verdictKinds.join(', ')}` });
const isOne = { error: 'must be 1' };

function list<Item extends z.ZodType>(item: Item, max = 200) {
  return z.array(item, { error: 'must be a list' }).max(max, { error: `must have at most ${max} items` });
}

function record<Shape extends z.ZodRawShape>(shape: Shape) {
  return z.strictObject(shape, {
    error: (issue) => (issue.code === 'unrecognized_keys' ? undefined : 'must be an object'),
  });
}

const parameter = record({
  name: line.regex(/^[A-Za-z][A-Za-z0-9_]*$/, { error: 'must be a name: letters and digits, a letter first' }),
  label: line,
  meaning: text,
  min: whole,
  max: whole,
});

const fieldPath = line.max(120, { error: 'must have at most 120 characters' });
const pattern = z.record(z.string().max(120), data, { error: 'must give a value for each field' });
const atLeastOne = { error: 'must have an output or a state' };

const markCondition = z.discriminatedUnion(
  'kind',
  [
    record({ kind: z.literal('output'), has: pattern, among: pattern.optional() }),
    record({ kind: z.literal('state'), has: pattern }),
    record({ kind: z.literal('listed'), role: line, field: fieldPath }),
  ],
  { error: 'must be an output, a state or listed' },
);

const views = record({
  roles: list(line, 20).optional(),
  stateFields: list(line, 40).optional(),
  leader: record({ output: pattern.optional(), state: pattern.optional(), term: fieldPath.optional() })
    .refine(({ output, state }) => output !== undefined || state !== undefined, atLeastOne)
    .optional(),
  marks: list(
    record({
      word: line.max(40, { error: 'must have at most 40 characters' }),
      role: line.optional(),
      when: markCondition,
      of: list(fieldPath, 8).optional(),
    }),
    20,
  ).optional(),
  quorum: record({
    role: line,
    size: z.union([z.literal(['majority', 'all']), count], { error: 'must be majority, all or a number' }),
    votes: record({ output: pattern, same: list(fieldPath, 8) }).optional(),
    gatheredIn: record({ role: line, field: fieldPath }).optional(),
  }).optional(),
  labels: z
    .record(z.string().max(120), list(fieldPath, 8), { error: 'must give a list of fields for each name' })
    .refine((labels) => Object.keys(labels).length <= 60, { error: 'must have at most 60 names' })
    .optional(),
  groupBy: list(
    record({
      role: line.optional(),
      state: list(fieldPath, 20).optional(),
      output: list(fieldPath, 20).optional(),
    }).refine(({ output, state }) => output !== undefined || state !== undefined, atLeastOne),
    10,
  ).optional(),
});

export const manifestSchema: z.ZodType<PackManifest> = record({
  format: z.literal('interleave-pack', { error: 'must be interleave-pack' }),
  version: z.literal(1, isOne),
  release: z
    .string({ error: 'must be a text' })
    .regex(/^\d{1,6}\.\d{1,6}\.\d{1,6}$/, { error: 'must be three numbers: 1.0.0' }),
  slug: z
    .string({ error: 'must be a text' })
    .regex(/^[a-z0-9][a-z0-9-]{0,63}$/, { error: 'must be made of small letters, digits and hyphens, at most 64' }),
  code: line,
  title: line,
  summary: line,
  area: line,
  level: line,
  minutes: z
    .tuple([count, count], { error: 'must be two numbers of minutes: from and to' })
    .refine(([from, to]) => from > 0 && from <= to && to <= 10_080, { error: 'must be from and to, in this order' }),
  parameters: list(parameter, 12),
  tiers: record({ quick: bounds, full: bounds }),
  tasks: list(text, 30),
  hints: list(text, 30),
  referenceStates: record({ quick: count, full: count }).optional(),
  writes: z
    .enum(['protocol', 'machine', 'properties', 'schedules'], {
      error: 'must be protocol, machine, properties or schedules',
    })
    .optional(),
  budget: record({
    states: count.min(1, { error: 'must be above zero' }).max(2 ** 30, { error: 'must be below 2^30' }),
  }),
  views: views.optional(),
  credits: list(record({ name: line, part: line }), 50),
  licence: line,
  reviewer: z
    .string()
    .regex(/^[0-9a-f]{64}$/, { error: 'must be a hash of 64 hexadecimal digits' })
    .optional(),
});

const counts = { distinct: count, generated: count, depth: count, runs: count.optional() };
const expectedCounts = record(counts);

const wrong = record({
  file: path,
  verdict: verdictKind,
  property: line,
  length: count.optional(),
  smallest: bounds,
  survives: list(bounds, 20),
  note: text.optional(),
});

export const expectationsSchema: z.ZodType<Expectations> = record({
  format: z.literal('interleave-expectations', { error: 'must be interleave-expectations' }),
  version: z.literal(1, isOne),
  notes: list(text),
  correct: list(
    record({
      file: path,
      quick: expectedCounts,
      full: expectedCounts,
      also: list(record({ ...counts, bounds }), 20).optional(),
    }),
  ),
  starter: wrong,
  mutants: list(wrong),
  junk: list(record({ file: path, verdict: verdictKind, property: line.optional(), problem: line.optional() })),
  hidden: list(bounds, 20),
  equivalent: list(record({ id: line, slip: text, reason: text }), 500).optional(),
}) as z.ZodType<Expectations>;

export const rubricSchema: z.ZodType<Rubric> = record({
  criteria: list(
    record({
      id: line.regex(/^[a-z0-9][a-z0-9-]*$/, { error: 'must be made of small letters, digits and hyphens' }),
      title: line,
      question: text,
      levels: list(text, 12).min(2, { error: 'must have at least two levels' }),
    }),
    30,
  ),
});

const traceEvent = z.discriminatedUnion(
  'kind',
  [
    record({ kind: z.literal('output'), node: line, output: data }),
    record({ kind: z.literal('input'), node: line, input: data }),
    record({ kind: z.literal(['crash', 'restart']), node: line }),
  ],
  { error: 'must be an output, input, crash or restart' },
);

const byNode = z.record(z.string().min(1).max(120), list(data, 100), { error: 'must give a list for each node' });

const traceRun = record({
  inputs: byNode,
  weight: count.min(1, { error: 'must be above zero' }).optional(),
  outputs: byNode.optional(),
  messages: list(record({ from: line, to: line, message: data }), 1000).optional(),
  draws: list(record({ node: line, value: data }), 1000).optional(),
});

export const traceSchema: z.ZodType<PackTrace> = record({
  format: z.literal('interleave-trace-example', { error: 'must be interleave-trace-example' }),
  version: z.literal(1, isOne),
  meaning: text,
  bounds,
  events: list(traceEvent, 1000).optional(),
  ends: z.enum(['at rest', 'anywhere'], { error: 'must be "at rest" or "anywhere"' }).optional(),
  runs: list(traceRun, 1000).optional(),
  expect: z.union([z.literal('accept'), record({ reject: line })], {
    error: 'must be "accept", or { "reject": "name of a property" }',
  }),
}).refine(
  ({ events, ends, runs }) =>
    runs === undefined ? events !== undefined && ends !== undefined : events === undefined && ends === undefined,
  { error: 'must have events and how they end, or runs' },
) as unknown as z.ZodType<PackTrace>;

export const signatureSchema = record({
  format: z.literal('interleave-signature', { error: 'must be interleave-signature' }),
  version: z.literal(1, isOne),
  key: z.string().regex(/^[A-Za-z0-9_-]{43}$/, { error: 'must be a public key of Ed25519 as base64url' }),
  signature: z.string().regex(/^[A-Za-z0-9_-]{86}$/, { error: 'must be a signature of Ed25519 as base64url' }),
});
