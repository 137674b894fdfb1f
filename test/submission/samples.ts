/** Work logs and bundles for tests. */
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { createPrng, type Result } from '../../src/base';
import type {
  CheckResult,
  FileTexts,
  Invite,
  LogEntry,
  LogRecord,
  Problem,
  WorkEvent,
  WorkFile,
} from '../../src/model';
import {
  appendRecord,
  canonicalText,
  type LogHead,
  packSubmission,
  type SubmissionParts,
  spliceBetween,
  textHash,
} from '../../src/submission';

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

/** A key that was made for these tests: what is sealed to it is no secret. */
export const testKey = {
  secret: 'AGE-SECRET-KEY-12F4D3W2G03ECK5FVCJEEUE9UGGDSENWGM3RXEMFA3Y5YJK9P7EPQGAM5YV',
  recipient: 'age1nrqr3kdjgus79hmgu3v7msut8j9mhk0kxxs2ez6f3pqxm3nn5f5qvfrn6r',
};

export const invite: Invite = {
  version: 1,
  id: '00112233445566778899aabbccddeeff',
  from: 'Protocol team',
  challenge: 'paxos',
  challengeHash,
  recipients: [testKey.recipient],
  hiddenHash: 'ab'.repeat(32),
  minutes: 120,
};

/** A log with every kind of event. */
export function fullLog(): LogWriter {
  const log = new LogWriter();
  for (const event of everyEvent) log.add(event);
  log.files = { ...log.files, 'notes.md': 'paxos 😀' };
  return log.write('protocol.ts', 'export default 1; // é\n').write('explanation.md', '');
}

export function partsOf(log: LogWriter, change: Partial<SubmissionParts> = {}): SubmissionParts {
  return {
    createdAt: '2026-03-02T11:00:00.000Z',
    challenge: { slug: 'paxos', title: 'Paxos', hash: challengeHash },
    engine,
    invite,
    candidate: { name: 'Ada', key: testKey.recipient },
    claims: [{ name: 'full', bounds: { acceptors: 3 }, result: holds }],
    activeMs: 3_600_000,
    files: log.files,
    log: log.records,
    head: log.head as LogHead,
    story: [
      {
        title: 'The first try',
        note: 'It *seemed* right.',
        lines: { from: 1, to: 1 },
        record: 3,
        trace: { check: 3, step: 0 },
      },
      { title: 'The end', note: '', lines: null, record: null, trace: null },
    ],
    cover: 'Dear team,\n\nhere it is.\n',
    ...change,
  };
}

/** The value of an answer that must be one. */
export function expectOk<Value>(result: Result<Value, Problem>): Value {
  if (result.kind === 'err') throw new Error(`${result.error.code}: ${result.error.sentence}`);
  return result.value;
}

/** `ok`, or the code of the problem. */
export function codeOf(result: Result<unknown, Problem>): string {
  return result.kind === 'ok' ? 'ok' : result.error.code;
}

export const packed = (change: Partial<SubmissionParts> = {}): Uint8Array =>
  expectOk(packSubmission(partsOf(fullLog(), change)));

/** An archive of these texts or bytes, in this order. */
export function archive(files: Readonly<Record<string, string | Uint8Array>>): Uint8Array {
  const entries = Object.entries(files).map(([name, content]) => [
    name,
    typeof content === 'string' ? strToU8(content) : content,
  ]);
  return zipSync(Object.fromEntries(entries), { mtime: new Date(1980, 0, 2) });
}

/** The texts in an archive. */
export function textsIn(bytes: Uint8Array): Record<string, string> {
  return Object.fromEntries(Object.entries(unzipSync(bytes)).map(([name, content]) => [name, strFromU8(content)]));
}

/** An archive in which these texts were changed and the manifest was made to fit them again. */
export function rehashed(files: Readonly<Record<string, string>>): Uint8Array {
  const manifest = JSON.parse(files['manifest.json'] ?? '');
  for (const [name, text] of Object.entries(files))
    if (name !== 'manifest.json') manifest.files[name] = { bytes: strToU8(text).length, sha256: textHash(text) };
  return archive({ ...files, 'manifest.json': canonicalText(manifest) });
}
