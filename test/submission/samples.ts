/** Work logs for tests. */
import { createPrng } from '../../src/base';
import type { CheckResult, FileTexts, LogEntry, LogRecord, WorkEvent, WorkFile } from '../../src/model';
import { appendRecord, type LogHead, spliceBetween, textHash } from '../../src/submission';

export const challengeHash = textHash('a challenge');
export const engine = { version: '0.1.0', hash: textHash('an engine') };
/** 2026-03-02T09:00:00Z. */
export const start = 1_772_442_000_000;

export const starter: FileTexts = {
  'protocol.ts': "import { protocol } from 'interleave';\n\nexport default protocol({\n  init: () => ({}),\n});\n",
  'notes.md': '',
  'explanation.md': '# Why\n',
};

export const started: WorkEvent = { kind: 'started', engine, invite: null, files: starter };

/** Writes a log event by event. */
export class LogWriter {
  readonly records: LogRecord[] = [];
  head: LogHead | null = null;
  files: FileTexts = starter;
  #elapsed = 0;

  constructor() {
    this.add(started);
  }

  add(event: WorkEvent, challenge = challengeHash): this {
    this.#elapsed += 250;
    const elapsed = event.kind === 'started' || event.kind === 'opened' ? 0 : this.#elapsed;
    const { record, head } = appendRecord(this.head, challenge, event, start + this.#elapsed, elapsed);
    this.records.push(record);
    this.head = head;
    if (event.kind === 'gap') this.files = event.files;
    return this;
  }

  /** Records that a file now has this text. */
  write(file: WorkFile, text: string): this {
    const change = spliceBetween(this.files[file], text);
    if (change === null) return this;
    this.files = { ...this.files, [file]: text };
    return this.add({ kind: 'edit', file, origin: 'typed', splices: [{ after: 0, ...change }] });
  }
}

export const holds: CheckResult = {
  kind: 'holds',
  property: null,
  counts: { distinct: 5096, generated: 12_007, depth: 21, participantCalls: 188, observations: 16 },
  length: null,
  limit: null,
  digest: textHash('a verdict'),
};

export const check: WorkEvent = {
  kind: 'check',
  asked: true,
  bounds: { participants: 3, crashes: 1 },
  explore: 'first',
  switches: {},
  mode: { kind: 'every' },
  source: textHash('a protocol'),
  engine,
  result: holds,
  elapsedMs: 812,
};

/** One event of every kind. */
export const everyEvent: readonly WorkEvent[] = [
  { kind: 'opened', engine },
  {
    kind: 'edit',
    file: 'notes.md',
    origin: 'pasted',
    splices: [
      { after: 0, from: 0, removed: 0, inserted: 'Paxos 😀' },
      { after: 40, from: 0, removed: 1, inserted: 'p' },
    ],
  },
  check,
  {
    ...check,
    asked: false,
    explore: 'all',
    switches: { workers: 2, symmetry: false, partialOrder: true },
  } as WorkEvent,
  {
    kind: 'play',
    schedule: [
      { kind: 'deliver', node: 'a1', from: 'p1', message: { kind: 'prepare', ballot: 1 }, choices: [0, 2] },
      { kind: 'timeout', node: 'p1', timer: ['retry'] },
      { kind: 'partition', groups: [['a1'], ['p1', 'a2']] },
      { kind: 'heal' },
    ],
  },
  { kind: 'hint', number: 1 },
  { kind: 'task', number: 2, done: true },
  { kind: 'pause', milliseconds: 90_000 },
  { kind: 'label', of: 2, text: 'from my own notes' },
  { kind: 'invited', invite: '00112233445566778899aabbccddeeff' },
];

/** A day's work: so many records of typing in one growing file, with checks and pauses in between. */
export function longLog(recordCount: number): LogWriter {
  const prng = createPrng(7);
  const log = new LogWriter();
  while (log.records.length < recordCount) {
    const kind = prng.below(100);
    if (kind === 0) log.add(check);
    else if (kind === 1) log.add({ kind: 'pause', milliseconds: 60_000 });
    else {
      const file: WorkFile = kind < 90 ? 'protocol.ts' : 'notes.md';
      const text = log.files[file];
      const at = prng.below(text.length + 1);
      const removed = text.length > 20_000 ? prng.below(40) : prng.below(4);
      log.write(file, `${text.slice(0, at)}${'const x = 1;\n'.slice(prng.below(12))}${text.slice(at + removed)}`);
    }
  }
  return log;
}

/** The same entries with one changed, hashes as they were. */
export function changed(
  entries: readonly LogEntry[],
  index: number,
  change: (entry: LogEntry) => LogEntry,
): LogEntry[] {
  return entries.map((entry, at) => (at === index ? change(entry) : entry));
}
