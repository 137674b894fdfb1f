/** Makes logs, assessments and scorecards for tests: what is not said is the plainest thing that fits. */
import {
  type Assessment,
  type CheckResult,
  type LogEntry,
  type LogRecord,
  noHash,
  type RedactedSpan,
  type Regrade,
  type Scorecard,
  type WorkEvent,
} from '../../src/model';

export const engine = { version: '0.1.0', hash: 'e'.repeat(64) };
export const files = { 'protocol.ts': '', 'notes.md': '', 'explanation.md': '' };

export function result(kind: CheckResult['kind'], property: string | null = null, digest = 'd'): CheckResult {
  const counts = { distinct: 10, generated: 20, depth: 3, participantCalls: 4, observations: 5 };
  return { kind, property, counts, length: property === null ? null : 2, limit: null, digest };
}

export function record(n: number, elapsed: number, event: WorkEvent, at = 1000 + elapsed): LogRecord {
  return { n, previous: noHash, challenge: 'c', at, elapsed, event };
}

export const started: WorkEvent = { kind: 'started', engine, invite: null, files };
export const opened: WorkEvent = { kind: 'opened', engine };
export const pause = (milliseconds: number): WorkEvent => ({ kind: 'pause', milliseconds });

/** Types so many splices of one letter, one every 100 ms. */
export function typed(count: number, file: 'protocol.ts' | 'notes.md' = 'protocol.ts'): WorkEvent {
  const splices = Array.from({ length: count }, (_, at) => ({ after: at * 100, from: at, removed: 0, inserted: 'x' }));
  return { kind: 'edit', file, origin: 'typed', splices };
}

export function pasted(text: string): WorkEvent {
  const splices = [{ after: 0, from: 0, removed: 0, inserted: text }];
  return { kind: 'edit', file: 'protocol.ts', origin: 'pasted', splices };
}

export function checked(kind: CheckResult['kind'], asked = true): WorkEvent {
  return {
    ...{ kind: 'check', asked, bounds: { crashes: 1 }, explore: 'all', switches: {}, mode: { kind: 'every' } },
    ...{ source: 's', engine, result: result(kind), elapsedMs: 5 },
  } as WorkEvent;
}

export function redacted(n: number, count: number, from: number, to: number): RedactedSpan {
  const span = { count, lastHash: 'h', lastAt: 1000 + to, lastElapsed: to, splices: {}, reason: '' };
  return { n, previous: noHash, challenge: 'c', at: 1000 + from, elapsed: from, redacted: span };
}

export function regrade(part: Partial<Regrade>): Regrade {
  const plain = { name: 'full', bounds: { crashes: 1 }, origin: 'full', claimed: null, match: 'not-claimed' } as const;
  return { ...plain, result: result('holds'), words: '', ...part };
}

export function assessment(part: Partial<Assessment>): Assessment {
  const plain: Assessment = {
    ...{ format: 'interleave-assessment', version: 1, submission: 'a'.repeat(64) },
    challenge: { slug: 'paxos', title: 'Single-decree Paxos', hash: 'c'.repeat(64) },
    ...{ challengeMatch: 'same', candidate: 'Ada', invite: null, createdAt: '2026-01-01T00:00:00.000Z' },
    engine: { claimed: engine, here: engine },
    regrades: [regrade({})],
    hidden: 'none',
    inviteMatch: 'none',
    invitesLogged: [],
    log: {
      ...{ share: 'whole', records: 3, redacted: 0, activeMs: 60_000, spanMs: 90_000, sessions: 1, checksAsked: 2 },
      ...{ checksByThemselves: 1, pastes: 0, pastedCharacters: 0, hintsOpened: 0, gaps: 0 },
    },
    failing: [],
    mutants: null,
  };
  return { ...plain, ...part };
}

export function scorecard(part: Partial<Scorecard>): Scorecard {
  const plain: Scorecard = {
    ...{ format: 'interleave-review', version: 1, submission: 'a'.repeat(64), challenge: 'paxos', reviewer: 'Grace' },
    ...{ stage: 'people', scores: {}, remarks: {}, comments: [], recommendation: null },
    updatedAt: '2026-01-02T00:00:00.000Z',
  };
  return { ...plain, ...part };
}

export type { LogEntry };
