/** Submissions as a candidate would make them. */
import { challengeBySlug } from '../../challenges';
import fixed from '../../challenges/demo-commit/fixed.ts?raw';
import starter from '../../challenges/demo-commit/starter.ts?raw';
import type {
  Bounds,
  Challenge,
  CheckResult,
  EngineIdentity,
  LogEntry,
  LoggedCheck,
  Submission,
  SubmissionManifest,
  WorkEvent,
} from '../../src/model';
import { appendRecord, hashOf, type LogHead, textHash } from '../../src/submission';

export const engine: EngineIdentity = { version: '0.1.0', hash: 'e'.repeat(64) };
export const challengeHash = 'c'.repeat(64);
export const demo = challengeBySlug('demo-commit') as Challenge;
export { fixed, starter };

export interface SubmissionParts {
  readonly source: string;
  readonly claims?: SubmissionManifest['claims'];
  readonly manifest?: Partial<SubmissionManifest>;
  /** After the record that the log begins with, one a second. */
  readonly events?: readonly WorkEvent[];
}

export function submissionOf({ source, claims = [], manifest = {}, events = [] }: SubmissionParts): Submission {
  const files = { 'protocol.ts': source, 'notes.md': '', 'explanation.md': '' };
  const challenge = manifest.challenge ?? { slug: demo.slug, title: demo.title, hash: challengeHash };
  const { hash } = challenge;
  const started = { ...files, 'protocol.ts': starter };
  const edit: WorkEvent = {
    kind: 'edit',
    ...{ file: 'protocol.ts', origin: 'pasted' },
    splices: [{ after: 0, from: 0, removed: starter.length, inserted: source }],
  };
  const log: LogEntry[] = [];
  let head: LogHead | null = null;
  const all: readonly WorkEvent[] = [{ kind: 'started', engine, invite: null, files: started }, edit, ...events];
  for (const [n, event] of all.entries()) {
    const appended = appendRecord(head, hash, event, 1_000_000 + n * 1000, n * 1000);
    head = appended.head;
    log.push(appended.record);
  }
  return {
    manifest: {
      ...{ format: 'interleave-submission', version: 1, createdAt: '2026-01-01T00:00:00.000Z' },
      challenge,
      ...{ engine, invite: null, candidate: { name: 'Ada', key: '' }, claims },
      log: { share: 'whole', records: log.length, head: head?.hash ?? '' },
      ...{ activeMs: 0, files: {} },
      ...manifest,
    },
    ...{ files, log, story: [], cover: '' },
    hash: hashOf(files),
  };
}

/** A check as the log notes it, of the source as it is in the end. */
export function loggedCheck(source: string, bounds: Bounds, result: CheckResult, part: Partial<LoggedCheck> = {}) {
  const plain: LoggedCheck = {
    ...{ kind: 'check', asked: true, bounds, explore: 'all', switches: {}, mode: { kind: 'every' } },
    ...{ source: textHash(source), engine, result, elapsedMs: 5 },
  };
  return { ...plain, ...part };
}
