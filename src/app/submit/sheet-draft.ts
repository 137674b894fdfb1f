/** What the candidate has written on the review sheet. Kept in this browser until it is handed in, and after. */
import * as z from 'zod';
import { type StoryStop, storyStopsMax } from '../../model';
import type { Span } from '../../submission';
import { readPreference, writePreference } from '../storage';

// The page's content policy forbids `eval`, which zod would otherwise try.
z.config({ jitless: true });

export interface SheetDraft {
  readonly name: string;
  /** Markdown. */
  readonly cover: string;
  readonly story: readonly StoryStop[];
  /** False to leave the whole log out. */
  readonly sharesLog: boolean;
  /** What is left out of it. */
  readonly spans: readonly Span[];
  /** What is said about pastes and not in the log yet, by the number of the paste's record. */
  readonly labels: Readonly<Record<string, string>>;
  /** Keys to seal to where no invite names them, as text. */
  readonly recipients: string;
}

export const emptyDraft: SheetDraft = {
  name: '',
  cover: '',
  story: [],
  sharesLog: true,
  spans: [],
  labels: {},
  recipients: '',
};

export const nameLengthMax = 200;
export const coverLengthMax = 20_000;
export const noteLengthMax = 10_000;
export const reasonLengthMax = 500;
export const lineMax = 1_000_000;

const whole = z.int().min(0);
const lineNumber = z.int().min(1).max(lineMax);

const draftSchema: z.ZodType<SheetDraft> = z.strictObject({
  name: z.string().max(nameLengthMax),
  cover: z.string().max(coverLengthMax),
  story: z
    .array(
      z.strictObject({
        title: z.string().max(nameLengthMax),
        note: z.string().max(noteLengthMax),
        lines: z
          .strictObject({ from: lineNumber, to: lineNumber })
          .refine(({ from, to }) => from <= to)
          .nullable(),
        record: whole.nullable(),
        trace: z.strictObject({ check: whole, step: whole }).nullable(),
      }),
    )
    .max(storyStopsMax),
  sharesLog: z.boolean(),
  spans: z.array(z.strictObject({ from: whole.min(1), to: whole, reason: z.string().max(reasonLengthMax) })).max(1000),
  labels: z.record(z.string().regex(/^\d+$/), z.string().max(reasonLengthMax)),
  recipients: z.string().max(20_000),
});

const isDraft = (value: unknown): value is SheetDraft => draftSchema.safeParse(value).success;

export function readDraft(challenge: string): SheetDraft {
  return readPreference(`sheet.${challenge}`, isDraft, emptyDraft);
}

export function writeDraft(challenge: string, draft: SheetDraft): void {
  writePreference(`sheet.${challenge}`, draft);
}

/** The stops whose moment is in a log that ends with this record; others are told at the end. */
export function fittingStory(story: readonly StoryStop[], last: number): readonly StoryStop[] {
  return story.map((stop) =>
    stop.record !== null && stop.record > last ? { ...stop, record: null, trace: null } : stop,
  );
}
