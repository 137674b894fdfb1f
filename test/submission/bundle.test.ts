/** Submissions: packed, sealed, opened and read. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import {
  bytesHash,
  createIdentity,
  feedbackFileName,
  hiddenBoundsFileName,
  keyFileName,
  openSubmission,
  packSubmission,
  readSubmission,
  redactSpans,
  seal,
  submissionFileName,
} from '../../src/submission';
import { packedHash } from './packed-hash';
import { codeOf, expectOk, fullLog, invite, packed, partsOf, testKey, textsIn } from './samples';

describe('a submission', () => {
  test('is what it was after it was sealed, sent and opened', async () => {
    const log = fullLog();
    const parts = partsOf(log);
    const sealed = expectOk(await seal(expectOk(packSubmission(parts)), [testKey.recipient]));
    const {
      manifest,
      files,
      log: entries,
      story,
      cover,
      hash,
    } = expectOk(await openSubmission(sealed, [testKey.secret]));
    expect({ files, log: entries, story, cover }).toEqual({
      files: parts.files,
      log: parts.log,
      story: parts.story,
      cover: parts.cover,
    });
    const { createdAt, challenge, engine, candidate, claims, activeMs } = parts;
    expect(manifest).toMatchObject({ createdAt, challenge, engine, invite, candidate, claims, activeMs });
    expect(manifest.log).toEqual({ share: 'whole', records: 13, head: log.head?.hash });
    expect(hash).toBe(bytesHash(new TextEncoder().encode(textsIn(packed())['manifest.json'])));
  });

  test('with spans left out, without its log, without an invite, and with nothing in it can be read', () => {
    const log = fullLog();
    const shares = [
      { log: redactSpans(log.records, [{ from: 2, to: 9, reason: 'private' }]) },
      { log: null },
      { invite: null, claims: [], story: [], cover: '', candidate: { name: '', key: testKey.recipient } },
    ].map((change) => expectOk(readSubmission(expectOk(packSubmission(partsOf(log, change))))));
    expect(shares.map(({ manifest }) => manifest.log.share)).toEqual(['redacted', 'left-out', 'whole']);
    expect(shares.map(({ log: entries }) => entries?.length ?? null)).toEqual([6, null, 13]);
    expect(shares.map(({ manifest }) => manifest.log.head)).toEqual(Array(3).fill(log.head?.hash));
    expect(new Set(shares.map(({ hash }) => hash)).size).toBe(3);
  });

  test('that was read and is packed again has the same bytes', () => {
    const bytes = packed();
    const { manifest, files, log, story, cover } = expectOk(readSubmission(bytes));
    const head = { n: manifest.log.records - 1, hash: manifest.log.head };
    expect(expectOk(packSubmission({ ...manifest, files, log, story, cover, head }))).toEqual(bytes);
  });

  test('has the same bytes in every time zone, and those it had when the format was fixed', () => {
    const script = `
      import { packed } from './test/submission/samples.ts';
      import { bytesHash } from './src/submission/index.ts';
      console.log(bytesHash(packed()));`;
    for (const TZ of ['UTC', 'America/Los_Angeles', 'Pacific/Kiritimati']) {
      const out = execFileSync(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', script], {
        env: { ...process.env, TZ },
        cwd: new URL('../..', import.meta.url),
        encoding: 'utf8',
      });
      expect(out.trim()).toBe(bytesHash(packed()));
    }
    expect(bytesHash(packed())).toBe(packedHash);
  });

  test('is refused before it is sealed where a reviewer would refuse it', () => {
    const log = fullLog();
    const refused = (change: Parameters<typeof partsOf>[1]) => codeOf(packSubmission(partsOf(log, change)));
    expect(refused({ files: { ...log.files, 'notes.md': 'other' } })).toBe('log-leads-elsewhere');
    expect(refused({ log: log.records.slice(0, -1) })).toBe('log-leads-elsewhere');
    expect(refused({ head: { n: 12, hash: invite.challengeHash } })).toBe('log-broken');
    expect(refused({ cover: 'x'.repeat(1_000_001) })).toBe('bundle-too-large');
    expect(packSubmission(partsOf(log, { cover: 'é'.repeat(600_000) }))).toMatchObject({
      error: {
        sentence: '“cover.md” has 1,200,000 bytes, and 1,000,000 is the most that can be handed in. Shorten it.',
      },
    });
    expect(refused({ candidate: { name: 'Ada', key: 'age1' } })).toBe('bundle-invalid');
    const stop = { title: 'lost', note: '', lines: null, record: 13, trace: null };
    expect(refused({ story: [stop] })).toBe('bundle-invalid');
    expect(refused({ story: [{ ...stop, record: 12 }] })).toBe('ok');
    expect(refused({ story: [{ ...stop, record: 0, lines: { from: 3, to: 2 } }] })).toBe('bundle-invalid');
  });

  test('is opened by those it is sealed to', async () => {
    const [lead, other] = [await createIdentity(), await createIdentity()];
    const sealed = expectOk(await seal(packed(), [testKey.recipient, lead.recipient]));
    expect(codeOf(await openSubmission(sealed, [lead.secret]))).toBe('ok');
    expect(codeOf(await openSubmission(sealed, [other.secret]))).toBe('bundle-not-for-you');
    expect(codeOf(readSubmission(sealed))).toBe('bundle-unreadable');
    expect(codeOf(await openSubmission(packed(), [lead.secret]))).toBe('bundle-unreadable');
  });
});

describe('a submission of version 1, kept as a file', () => {
  const sample = new URL('samples/v1/', import.meta.url);
  const read = (name: string) => readFileSync(new URL(name, sample));

  test('is still opened, by this version and every later one', async () => {
    const secret = read('test-key.txt').toString().trim().split('\n').at(-1) ?? '';
    const { manifest, files, log, story } = expectOk(
      await openSubmission(read('paxos-00112233.interleave.age'), [secret]),
    );
    expect(manifest.candidate.name).toBe('Ada');
    expect(files['protocol.ts']).toBe('export default 1; // é\n');
    expect(log?.map((entry) => ('redacted' in entry ? 'span' : entry.event.kind)).join(' ')).toBe(
      'started opened edit check check play hint task pause label invited edit edit',
    );
    expect(story.map(({ title }) => title)).toEqual(['The first try', 'The end']);
  });

  test('is the file that is packed today', async () => {
    const secret = read('test-key.txt').toString().trim().split('\n').at(-1) ?? '';
    const { hash } = expectOk(await openSubmission(read('paxos-00112233.interleave.age'), [secret]));
    expect(hash).toBe(expectOk(readSubmission(packed())).hash);
  });
});

test('files are named after what they hold', () => {
  const { manifest } = expectOk(readSubmission(packed()));
  expect(submissionFileName(manifest)).toBe('paxos-00112233.interleave.age');
  expect(submissionFileName({ ...manifest, invite: null })).toBe('paxos-2026-03-02.interleave.age');
  expect(hiddenBoundsFileName('paxos')).toBe('paxos.hidden.json');
  expect(feedbackFileName('paxos')).toBe('paxos.feedback.age');
  expect(['Team Ä / 2026', '../..', 'a'.repeat(99)].map(keyFileName)).toEqual([
    'team-2026.interleave-key.age',
    'key.interleave-key.age',
    `${'a'.repeat(60)}.interleave-key.age`,
  ]);
});
